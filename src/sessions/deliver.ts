import type { Dispatcher } from 'undici'
import type { Clock } from '../network/clock.ts'
import type { Platform, SessionRequest } from '../platform/client.ts'
import type { Log } from '../report/log.ts'
import { PublishError } from '../report/publish-error.ts'
import { Pacer } from '../storage/pacing.ts'
import { Patience } from '../storage/patience.ts'
import { uploadDocuments, type Handling, type Sized } from '../storage/upload.ts'
import type { SessionBook } from './book.ts'
import { after, closeSession } from './close.ts'
import { openSession } from './open.ts'

/** "Up to 10 000 files in a session", for files and metadata (the platform's documentation). */
export const MOST_OBJECTS = 10_000
/** A document and its metadata. */
export const OBJECTS_A_DOCUMENT = 2

/** An answer to "create" may still be on its way when a run is cancelled: its id must not be lost. */
const CREATE_GRACE_MILLISECONDS = 2_000

/** Where a run delivers, and what it needs for it. */
export interface Delivering {
  readonly platform: Platform
  readonly apiUrl: URL
  readonly request: SessionRequest
  readonly concurrency: 'auto' | number
  /** Opens the line to the storage, for so many requests at once. */
  readonly openLine: (connections: number) => Dispatcher
  readonly book: SessionBook
  readonly mask: (secret: string) => void
  readonly log: Log
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Delivers documents through an upload session and closes it, whatever happens in between.
 *
 * @throws a `PublishError` where no session could be opened, storage took nothing any more, or the
 * session could not be closed; the run's own reason when the run is cancelled
 */
export async function deliver<Document extends Sized>(
  documents: readonly Document[],
  handling: Handling<Document>,
  delivering: Delivering,
): Promise<void> {
  const { platform, book, log, signal } = delivering
  const session = await openSession(
    platform,
    delivering.apiUrl,
    delivering.request,
    after(signal, CREATE_GRACE_MILLISECONDS),
  )
  book.opened(session.id, session.expiresAt)
  session.secrets.forEach(delivering.mask)
  log.info(`Session ${session.id} is open until ${session.expiresAt}`)
  let closed = false
  try {
    signal.throwIfAborted()
    await upload(documents, handling, session.destination(), delivering)
  } finally {
    closed = await closeSession(session.id, platform, book, log, signal)
    if (closed) log.info(`Session ${session.id} is closed; the platform ingests its documents now`)
  }
  if (!closed)
    throw new PublishError(
      `The documents are stored, but session ${session.id} was not closed, so the platform has not taken them yet.`,
    )
}

async function upload<Document extends Sized>(
  documents: readonly Document[],
  handling: Handling<Document>,
  destination: Parameters<typeof uploadDocuments<Document>>[2],
  { clock, concurrency, openLine, signal }: Delivering,
): Promise<void> {
  const patience = new Patience()
  const pacer = new Pacer(concurrency, clock)
  const dispatcher = openLine(pacer.ceiling)
  const stop = AbortSignal.any([signal, patience.signal])
  const hangUp = (): void => {
    pacer.stop()
    void dispatcher.destroy()
  }
  stop.addEventListener('abort', hangUp, { once: true })
  try {
    const line = { dispatcher, clock, pacer, patience, signal: stop }
    const end = await uploadDocuments(documents, handling, destination, line)
    if (end.kind === 'expired') {
      throw new PublishError(
        `The upload session came to its end before every document was sent (${end.reason}). Run the step again, with a larger "expires-in-seconds" if it was set.`,
      )
    }
    if (end.kind === 'given-up') {
      throw new PublishError(
        `The storage took nothing for two minutes, so the rest was not sent (last: ${end.reason}). Run the step again later.`,
      )
    }
  } finally {
    stop.removeEventListener('abort', hangUp)
    patience.renew()
    await dispatcher.destroy()
  }
}

import type { Dispatcher } from 'undici'
import type { Clock } from '../network/clock.ts'
import type { Platform, SessionRequest } from '../platform/client.ts'
import type { Log } from '../report/log.ts'
import { PublishError } from '../report/publish-error.ts'
import { Pacer } from '../storage/pacing.ts'
import { Patience } from '../storage/patience.ts'
import type { Line } from '../storage/send.ts'
import { uploadDocuments, type Handling, type Sized, type UploadEnd } from '../storage/upload.ts'
import type { SessionBook } from './book.ts'
import { after, closeSession } from './close.ts'
import { openSession } from './open.ts'

/**
 * "Up to 10 000 files in a session", for files and file metadata (the platform's documentation): a
 * document and its metadata are two, and count when they are tried.
 */
const MOST_DOCUMENTS = 10_000 / 2
/** So many sessions in a row that end before anything was stored are a failure. */
const MOST_ENDED_EMPTY = 2

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
 * Delivers documents through as many upload sessions as they need, one after the other: a session
 * is full with 10,000 objects, and one that has come to its end before is replaced for what is left.
 * Each is closed before the next is opened, whatever happens in between.
 *
 * @throws a `PublishError` where no session could be opened, storage took nothing any more, or a
 * session could not be closed; the run's own reason when the run is cancelled
 */
export async function deliver<Document extends Sized>(
  documents: readonly Document[],
  handling: Handling<Document>,
  delivering: Delivering,
): Promise<void> {
  const { clock, concurrency, openLine, signal } = delivering
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
    await fillSessions(documents, handling, line, delivering)
  } finally {
    stop.removeEventListener('abort', hangUp)
    patience.renew()
    await dispatcher.destroy()
  }
}

async function fillSessions<Document extends Sized>(
  documents: readonly Document[],
  handling: Handling<Document>,
  line: Line,
  delivering: Delivering,
): Promise<void> {
  const unclosed: string[] = []
  let left = documents
  let endedEmpty = 0
  while (left.length > 0) {
    const batch = left.slice(0, MOST_DOCUMENTS)
    const end = await fillSession(batch, handling, line, delivering, unclosed)
    if (end.kind === 'given-up') {
      throw new PublishError(
        `The storage took nothing for two minutes, so the rest was not sent (last: ${end.reason}). Run the step again later.`,
      )
    }
    if (end.kind === 'expired') {
      endedEmpty = end.stored === 0 ? endedEmpty + 1 : 0
      if (endedEmpty === MOST_ENDED_EMPTY) throw endsTooSoon(end.reason)
      delivering.log.info(`The session came to its end (${end.reason}); another one takes the rest`)
    }
    left = [...(end.kind === 'expired' ? end.left : []), ...left.slice(MOST_DOCUMENTS)]
  }
  if (unclosed.length > 0) {
    throw new PublishError(
      `The documents are stored, but the platform does not take them before session ${unclosed.join(', ')} is closed.`,
    )
  }
}

/** Opens a session, sends what it can take, and closes it. */
async function fillSession<Document extends Sized>(
  documents: readonly Document[],
  handling: Handling<Document>,
  line: Line,
  { platform, apiUrl, request, book, mask, log, signal }: Delivering,
  unclosed: string[],
): Promise<UploadEnd<Document>> {
  const granted = after(signal, CREATE_GRACE_MILLISECONDS)
  const session = await openSession(platform, apiUrl, request, granted)
  book.opened(session.id, session.expiresAt)
  session.secrets.forEach(mask)
  log.info(`Session ${session.id} is open until ${session.expiresAt}`)
  try {
    signal.throwIfAborted()
    return await uploadDocuments(documents, handling, session.destination(), line)
  } finally {
    if (await closeSession(session.id, platform, book, log, signal)) {
      log.info(`Session ${session.id} is closed; the platform ingests its documents now`)
    } else {
      unclosed.push(session.id)
    }
  }
}

function endsTooSoon(reason: string): PublishError {
  return new PublishError(
    `Two upload sessions in a row came to their end before they took anything (${reason}). Make "expires-in-seconds" longer if it is set, and check the clock of the runner.`,
  )
}

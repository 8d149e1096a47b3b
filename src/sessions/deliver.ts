import type { Dispatcher } from 'undici'
import { UnusableSession, type Platform } from '../platform/client.ts'
import { count, counted } from '../report/figures.ts'
import { PublishError } from '../report/publish-error.ts'
import { Pacer } from '../storage/pacing.ts'
import { Patience } from '../storage/patience.ts'
import type { Line } from '../storage/send.ts'
import { uploadDocuments, type Handling, type Sized, type UploadEnd } from '../storage/upload.ts'
import type { SessionBook } from './book.ts'
import { after, closeSession } from './close.ts'
import { openSession, warnOfTwins, type Opening, type Session } from './open.ts'

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
export interface Delivering extends Opening {
  /** Whether sessions are closed when they have taken what they can; else somebody else does that. */
  readonly closes: boolean
  readonly concurrency: 'auto' | number
  /** Opens the line to the storage, for so many requests at once. */
  readonly openLine: (connections: number) => Dispatcher
  readonly book: SessionBook
  readonly mask: (secret: string) => void
  readonly signal: AbortSignal
}

/** What one session has taken. */
export interface Delivered<Document> {
  readonly session: string
  readonly documents: readonly Document[]
  /** Those of them that an earlier session of this run may hold as well. */
  readonly perhapsTwice: ReadonlySet<Document>
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
): Promise<readonly Delivered<Document>[]> {
  const { clock, closes, concurrency, openLine, signal } = delivering
  if (!closes && documents.length > MOST_DOCUMENTS) throw needsSeveral(documents.length)
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
    return await fillSessions(documents, handling, line, delivering)
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
): Promise<readonly Delivered<Document>[]> {
  const { book, closes, log } = delivering
  const all: Delivered<Document>[] = []
  const doubtful = new Set<Document>()
  let left = documents
  let endedEmpty = 0
  while (left.length > 0) {
    const batch = left.slice(0, MOST_DOCUMENTS)
    const { end, ...delivered } = await fillSession(batch, handling, line, delivering)
    all.push({ ...delivered, perhapsTwice: new Set(doubtful) })
    if (end.kind === 'given-up') throw takesNothing(end.reason)
    left = left.slice(MOST_DOCUMENTS)
    if (end.kind === 'complete') continue
    if (!closes) throw endsTooSoon('The upload session came to its end', end.reason)
    endedEmpty = end.stored === 0 ? endedEmpty + 1 : 0
    if (endedEmpty === MOST_ENDED_EMPTY) {
      throw endsTooSoon('Two upload sessions in a row came to their end', end.reason)
    }
    log.info(`The session came to its end (${end.reason}); another one takes the rest`)
    end.doubtful.forEach((document) => doubtful.add(document))
    left = [...end.left, ...left]
  }
  const unclosed = book.records.filter(({ closed }) => closes && !closed).map(({ id }) => id)
  if (unclosed.length > 0) {
    throw new PublishError(
      `The documents are stored, but the platform does not take them before session ${unclosed.join(', ')} is closed.`,
    )
  }
  return all
}

/** Opens a session, sends what it can take, and closes it. */
async function fillSession<Document extends Sized>(
  documents: readonly Document[],
  handling: Handling<Document>,
  line: Line,
  delivering: Delivering,
): Promise<{ session: string; documents: readonly Document[]; end: UploadEnd<Document> }> {
  const { closes, log, signal } = delivering
  const session = await open(delivering)
  const uploaded: Document[] = []
  const settle: typeof handling.settle = (document, delivery) => {
    if (delivery.kind === 'uploaded') uploaded.push(document)
    handling.settle(document, delivery)
  }
  try {
    signal.throwIfAborted()
    await warnOfTwins(session, delivering, signal)
    const destination = session.destination()
    const end = await uploadDocuments(documents, { ...handling, settle }, destination, line)
    return { session: session.id, documents: uploaded, end }
  } finally {
    if (closes) await close(session.id, delivering)
    else log.info(howToClose(session, delivering.platform))
  }
}

async function open(delivering: Delivering): Promise<Session> {
  const { book, closes, log, mask, signal } = delivering
  try {
    const session = await openSession(delivering, after(signal, CREATE_GRACE_MILLISECONDS))
    book.opened(session.id, session.expiresAt)
    session.secrets.forEach(mask)
    log.info(`Session ${session.id} is open until ${session.expiresAt}`)
    return session
  } catch (error) {
    if (error instanceof UnusableSession) {
      book.opened(error.id, '')
      if (closes) await close(error.id, delivering)
    }
    throw error
  }
}

async function close(id: string, { platform, book, log, signal }: Delivering): Promise<void> {
  if (await closeSession(id, platform, book, log, signal)) {
    log.info(`Session ${id} is closed; the platform ingests its documents now`)
  }
}

function howToClose({ id, expiresAt }: Session, platform: Platform): string {
  return `Session ${id} stays open, as "close-session" is false: its documents are ingested when the finalize action closes it, this command does, or it expires (${expiresAt}): ${platform.closeCommand(id)}`
}

function needsSeveral(documents: number): PublishError {
  return new PublishError(
    `${counted(documents, 'document')} and their metadata need more than one upload session, and "close-session: false" leaves just one open. Set it to true, or narrow "glob" to ${count(MOST_DOCUMENTS)} documents.`,
  )
}

function takesNothing(reason: string): PublishError {
  return new PublishError(
    `The storage took nothing for two minutes, so the rest was not sent (last: ${reason}). Run the step again later.`,
  )
}

function endsTooSoon(what: string, reason: string): PublishError {
  return new PublishError(
    `${what} before the documents were sent (${reason}). Make "expires-in-seconds" longer if it is set, and check the clock of the runner.`,
  )
}

import type { Document } from '../document.ts'
import { orCancelled } from '../network/clock.ts'
import type { Network } from '../network/network.ts'
import { UnusableSession, type Platform } from '../platform/client.ts'
import { count, counted } from '../log/figures.ts'
import { PublishError } from '../log/publish-error.ts'
import type { UploadEnd, UploadHandler } from '../storage/upload.ts'
import { Uploader } from '../storage/uploader.ts'
import type { SessionBook } from './session-log.ts'
import { closeSession } from './close.ts'
import { endingOf, type Ending } from './shutdown.ts'
import { openSession, type Opening, type Session } from './open.ts'
import { warnOfTwins } from './orphans.ts'

/** Itself and its metadata. */
const OBJECTS_A_DOCUMENT = 2
/**
 * "Up to 10 000 files in a session", for files and file metadata (the platform's documentation);
 * they count when they are tried.
 */
const MOST_DOCUMENTS = 10_000 / OBJECTS_A_DOCUMENT
/** So many sessions in a row that end before anything was stored are a failure. */
const MOST_ENDED_EMPTY = 2

/** Of a session's expiry. */
const UNTOLD = 'the platform does not say when'

/** Where a run delivers, and what it needs for it. */
export interface Delivering extends Omit<Opening, 'ending'> {
  /** Whether sessions are closed when they have taken what they can; else somebody else does that. */
  readonly closes: boolean
  readonly concurrency: 'auto' | number
  /** Opens a way to the storage, for so many requests at once. */
  readonly openNetwork: (connections: number) => Network
  readonly book: SessionBook
  readonly mask: (secret: string) => void
  readonly signal: AbortSignal
}

interface Filling extends Delivering {
  readonly ending: Ending
}

/** What one session has taken. */
export interface Delivered {
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
export async function deliver(
  documents: readonly Document[],
  handling: UploadHandler,
  delivering: Delivering,
): Promise<readonly Delivered[]> {
  const uploader = new Uploader(delivering)
  try {
    return await fillSessions(documents, handling, uploader, {
      ...delivering,
      ending: endingOf(delivering.signal),
    })
  } finally {
    await uploader.close()
  }
}

async function fillSessions(
  documents: readonly Document[],
  handling: UploadHandler,
  uploader: Uploader,
  filling: Filling,
): Promise<readonly Delivered[]> {
  const { book, closes, log } = filling
  const all: Delivered[] = []
  const doubtful = new Set<Document>()
  let left = documents
  let endedEmpty = 0
  while (left.length > 0) {
    const batch = left.slice(0, MOST_DOCUMENTS)
    const { end, ...delivered } = await fillSession(batch, handling, uploader, filling)
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
async function fillSession(
  documents: readonly Document[],
  handling: UploadHandler,
  uploader: Uploader,
  filling: Filling,
): Promise<{ session: string; documents: readonly Document[]; end: UploadEnd }> {
  const { closes, log, platform, signal } = filling
  const session = await open(filling)
  const uploaded: Document[] = []
  const settle: typeof handling.settle = (document, delivery) => {
    // A cancelled run has settled everything: it does not wait for what is still being read.
    if (signal.aborted) return
    if (delivery.kind === 'uploaded') uploaded.push(document)
    handling.settle(document, delivery)
  }
  try {
    signal.throwIfAborted()
    const { id, askedTwice } = session
    if (askedTwice !== undefined) await warnOfTwins(id, askedTwice.forMilliseconds, filling)
    const upload = uploader.upload(documents, { ...handling, settle }, session.destination())
    const end = await orCancelled(upload, signal)
    return { session: session.id, documents: uploaded, end }
  } finally {
    if (closes) await close(session.id, filling)
    else log.info(howToClose(session.id, session.expiresAt || UNTOLD, platform))
  }
}

async function open(filling: Filling): Promise<Session> {
  const { book, closes, log, mask, platform } = filling
  book.opening()
  try {
    const session = await openSession(filling)
    session.secrets.forEach(mask)
    book.opened(session.id, session.expiresAt, platform.closeCommand(session.id))
    log.info(`Session ${session.id} is open until ${session.expiresAt || 'it expires'}`)
    return session
  } catch (error) {
    if (error instanceof UnusableSession) {
      book.opened(error.id, '', platform.closeCommand(error.id))
      if (closes) await close(error.id, filling)
      else log.info(howToClose(error.id, 'a day after it was opened', platform))
    } else book.notOpened()
    throw error
  }
}

async function close(id: string, filling: Filling): Promise<void> {
  const problem = await closeSession(id, filling)
  if (problem !== undefined) {
    filling.log.error(problem)
    return
  }
  filling.book.closed(id)
  filling.log.info(`Session ${id} is closed; the platform ingests its documents now`)
}

function howToClose(id: string, expires: string, platform: Platform): string {
  return `Session ${id} stays open, as "close-session" is false: its documents are ingested when the finalize action closes it, this command does, or it expires (${expires}): ${platform.closeCommand(id)}`
}

/**
 * Checks that documents fit into the sessions that a run may open.
 *
 * @throws a `PublishError` where they need several, and the one that is left open has to do
 */
export function checkFit(documents: number, closes: boolean): void {
  if (closes || documents <= MOST_DOCUMENTS) return
  throw new PublishError(
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

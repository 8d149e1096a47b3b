import type { Document } from '../document.ts'
import type { Clock } from '../network/clock.ts'
import type { Network } from '../network/network.ts'
import { shutdownOf } from '../network/shutdown.ts'
import type { Platform, SessionRequest } from '../platform/client.ts'
import { count, counted } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import { PublishError } from '../log/publish-error.ts'
import type { UploadHandler } from '../storage/upload.ts'
import { Uploader } from '../storage/uploader.ts'
import type { SessionLog } from './session-log.ts'
import { fillSession, type Filled } from './session.ts'

/** Itself and its metadata. */
const OBJECTS_A_DOCUMENT = 2
/**
 * "Up to 10 000 files in a session", for files and file metadata (the platform's documentation);
 * they count when they are tried.
 */
const MOST_DOCUMENTS = 10_000 / OBJECTS_A_DOCUMENT
/** So many sessions in a row that end before anything was stored are a failure. */
const MOST_ENDED_EMPTY = 2

/** The documents that one session was filled with. */
export interface Delivered {
  readonly session: string
  readonly documents: readonly Document[]
  /** Those of them that an earlier session of this run may hold as well. */
  readonly possibleDuplicates: ReadonlySet<Document>
}

/**
 * Delivers documents through as many upload sessions as they need, one after the other: a session
 * is full with 10,000 objects, and one that expires early is replaced for what is left. Each is
 * closed before the next is opened, whatever happens in between.
 *
 * @param handler prepares each document, and hears what became of it
 * @throws a `PublishError` where no session could be opened, the storage accepted nothing any more, or
 * a session could not be closed; the signal's reason when that aborts
 */
export async function deliver(
  documents: readonly Document[],
  handler: UploadHandler,
  {
    platform,
    request,
    sessionLog,
    openStorage,
    concurrency,
    mask,
    clock,
    log,
    signal,
  }: {
    readonly platform: Platform
    readonly request: SessionRequest
    readonly sessionLog: SessionLog
    /** Opens the network to the storage, for so many requests at once. */
    readonly openStorage: (connections: number) => Network
    readonly concurrency: 'auto' | number
    readonly mask: (secret: string) => void
    readonly clock: Clock
    readonly log: Log
    readonly signal: AbortSignal
  },
): Promise<readonly Delivered[]> {
  const uploader = new Uploader({ concurrency, openNetwork: openStorage, clock, log, signal })
  const calls = { platform, clock, log, shutdown: shutdownOf(signal) }
  const fillOne = (batch: readonly Document[]): Promise<Filled> =>
    fillSession(batch, handler, { request, uploader, calls, sessionLog, mask })
  try {
    return await fillSessions(documents, fillOne, sessionLog, log)
  } finally {
    await uploader.close()
  }
}

/** Fills one session after the other until no document is left. */
async function fillSessions(
  documents: readonly Document[],
  fillOne: (batch: readonly Document[]) => Promise<Filled>,
  sessionLog: SessionLog,
  log: Log,
): Promise<readonly Delivered[]> {
  const all: Delivered[] = []
  const doubtful = new Set<Document>()
  let left = documents
  let endedEmpty = 0
  while (left.length > 0) {
    const { session, uploaded, end } = await fillOne(left.slice(0, MOST_DOCUMENTS))
    all.push({ session, documents: uploaded, possibleDuplicates: new Set(doubtful) })
    if (end.kind === 'given-up') throw storageStalled(end.reason)
    left = left.slice(MOST_DOCUMENTS)
    if (end.kind === 'complete') continue
    if (!sessionLog.closesSessions) throw expiredEarly('The upload session expired', end.reason)
    endedEmpty = end.stored === 0 ? endedEmpty + 1 : 0
    if (endedEmpty === MOST_ENDED_EMPTY)
      throw expiredEarly('Two upload sessions in a row expired', end.reason)
    log.info(`The session has expired (${end.reason}); the rest goes into another one`)
    end.doubtful.forEach((document) => doubtful.add(document))
    left = [...end.left, ...left]
  }
  if (sessionLog.unclosed.length > 0) {
    throw new PublishError(
      `The documents are uploaded, but the platform will not ingest them until ${sessionLog.unclosed.length === 1 ? 'this session is' : 'these sessions are'} closed: ${sessionLog.unclosed.join(', ')}`,
    )
  }
  return all
}

/**
 * Checks that documents fit into the sessions that a run may open.
 *
 * @throws a `PublishError` where they need several, and sessions are left open
 */
export function checkFit(documents: number, closesSessions: boolean): void {
  if (closesSessions || documents <= MOST_DOCUMENTS) return
  throw new PublishError(
    `${counted(documents, 'document')} and their metadata need more than one upload session, and "close-session: false" leaves just one open. Set "close-session" to true, or narrow "glob" to at most ${count(MOST_DOCUMENTS)} documents.`,
  )
}

function storageStalled(reason: string): PublishError {
  return new PublishError(
    `The storage accepted nothing for two minutes, so the rest was not sent (last: ${reason}). Run the step again later.`,
  )
}

function expiredEarly(what: string, reason: string): PublishError {
  return new PublishError(
    `${what} before the documents were sent (${reason}). Make "expires-in-seconds" longer if it is set, and check the clock of the runner.`,
  )
}

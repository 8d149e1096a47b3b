import { CLOSING_MILLISECONDS, LEAST_CLOSING_MILLISECONDS } from './network/budgets.ts'
import { deadlineIn } from './network/deadline.ts'
import type { Clock } from './network/clock.ts'
import { openNetwork } from './network/network.ts'
import type { Proxies } from './network/proxies.ts'
import { shutdownOf } from './network/shutdown.ts'
import { connectPlatform, type Platform, type WriteMode } from './platform/client.ts'
import { lastLook } from './platform/poll.ts'
import type { SessionFile } from './platform/schemas.ts'
import { findSession } from './platform/session-list.ts'
import { count, counted, listed } from './log/figures.ts'
import type { Finalized, Rejected } from './report/finalized.ts'
import type { Log } from './log/log.ts'
import { PublishError } from './log/publish-error.ts'
import { closeSession } from './sessions/close.ts'
import { resultOf } from './sessions/ingestion-result.ts'
import { waitForIngestion, type Expected, type Waiting } from './sessions/ingestion.ts'

/** What the finalize action is asked to do. */
export interface Finalization {
  readonly sessions: readonly string[]
  readonly workspace: string
  readonly apiUrl: URL
  readonly apiKey: string
  readonly proxies: Proxies
  /** How long to wait for the platform to ingest the documents; absent where nobody waits. */
  readonly ingestionSeconds?: number
  /** How many documents to expect in all sessions together, where that is known. */
  readonly documents?: number
}

const API_CONNECTIONS = 8

/**
 * Closes sessions that an earlier step has left open, waits until the platform has ingested their
 * documents, and names those it has rejected.
 *
 * @throws a `PublishError` where a session cannot be closed, or the platform does not answer; the
 * signal's reason when that aborts
 */
export async function finalize(
  { sessions, workspace, apiUrl, apiKey, proxies, ingestionSeconds, documents }: Finalization,
  clock: Clock,
  log: Log,
  signal: AbortSignal,
): Promise<Finalized> {
  if (sessions.length === 0) {
    log.info('No session to finalize')
    return { sessions, ingested: 0, rejected: [] }
  }
  const network = openNetwork(proxies, API_CONNECTIONS)
  try {
    const platform = connectPlatform({ apiUrl, apiKey, workspace }, network, clock, log)
    await closeAll(sessions, platform, clock, log, signal)
    if (ingestionSeconds === undefined) return { sessions, rejected: [] }
    const milliseconds = ingestionSeconds * 1000
    return await waitForAll(sessions, documents, { platform, milliseconds, clock, log, signal })
  } finally {
    await network.destroy()
  }
}

/**
 * Closes sessions in their order, as the platform ingests them in it. Together they have the time of
 * one.
 *
 * @throws a `PublishError` that says why some of them cannot be closed, after the others were; the
 * signal's reason when that aborts
 */
async function closeAll(
  sessions: readonly string[],
  platform: Platform,
  clock: Clock,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const problems: string[] = []
  const closing = { platform, clock, shutdown: shutdownOf(signal), mayNotExist: true }
  const deadline = deadlineIn(CLOSING_MILLISECONDS, clock, signal)
  for (const id of sessions) {
    const milliseconds = Math.max(deadline.left(), LEAST_CLOSING_MILLISECONDS)
    const problem = await closeSession(id, closing, milliseconds)
    if (problem === undefined) log.info(`Session ${id} is closed`)
    else problems.push(problem)
  }
  signal.throwIfAborted()
  if (problems.length > 0) throw new PublishError(problems.join(' '))
}

/** What became of the documents by the end of the time. */
async function waitForAll(
  sessions: readonly string[],
  documents: number | undefined,
  waiting: Waiting,
): Promise<Finalized> {
  const { log } = waiting
  const expected: Expected =
    documents === undefined ? { kind: 'unknown' } : { kind: 'count', documents }
  const { isComplete, finished, failed, pending, problem } = await waitForIngestion(
    sessions,
    expected,
    waiting,
  )
  const rejected: Rejected[] = []
  let kept = 0
  for (const [session, files] of failed) {
    const writeMode = await writeModeOf(session, [...files.values()], waiting)
    for (const file of files.values()) {
      const result = resultOf(file, writeMode, false)
      if (result.kind === 'rejected') rejected.push({ name: file.name, reason: result.reason })
      else kept += 1
    }
  }
  for (const { name, reason } of rejected) log.error(`${name}: ${reason}`)
  const ingested = finished + kept
  const told = `${counted(ingested, 'document')} ingested, ${count(rejected.length)} rejected`
  if (isComplete) {
    log.info(told)
    return { sessions, ingested, rejected }
  }
  const names = [...pending.values()].flatMap((each) => [...each.keys()])
  const of = documents === undefined ? '' : ` of ${count(documents)} expected`
  const which = names.length === 0 ? '' : `, pending: ${listed(names)}`
  const tooMany = documents === undefined ? '' : ', and check that "documents" is not too high'
  const why = problem === undefined ? '' : ` ${problem}`
  const failure = `The platform did not ingest all documents before "ingestion-timeout" ran out: ${told}${of}${which}. Ingestion continues on the platform; allow more time, or run this step again${tooMany}.${why}`
  log.error(failure)
  return { sessions, ingested, rejected, failure }
}

/** The write mode of a session, where that decides whether a file was rejected. */
async function writeModeOf(
  session: string,
  files: readonly SessionFile[],
  { platform, clock, signal }: Waiting,
): Promise<WriteMode> {
  const decides = files.some((file) => file.ingestion_status_reason === 'FILE_ALREADY_EXISTS')
  if (!decides) return 'FAIL'
  const { seen } = await lastLook((deadline) => findSession(session, platform, deadline), {
    clock,
    signal,
  })
  return seen?.write_mode === 'KEEP' ? 'KEEP' : 'FAIL'
}

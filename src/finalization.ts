import { CLOSING_MILLISECONDS, LEAST_CLOSING_MILLISECONDS } from './network/budgets.ts'
import type { Clock } from './network/clock.ts'
import { deadlineIn } from './network/deadline.ts'
import { openNetwork } from './network/network.ts'
import type { Proxies } from './network/proxies.ts'
import { connectPlatform, type WriteMode } from './platform/client.ts'
import type { SessionFile } from './platform/schemas.ts'
import { count, counted, listed } from './log/figures.ts'
import type { Finalized, Rejected } from './report/finalized.ts'
import type { Log } from './log/log.ts'
import { PublishError } from './log/publish-error.ts'
import { closeSession, type Closing } from './sessions/close.ts'
import { endingOf } from './sessions/shutdown.ts'
import { judge } from './sessions/ingestion-result.ts'
import { findSession } from './sessions/lookup.ts'
import { lastLook } from './sessions/polling.ts'
import { waitForSessions, type Settling } from './sessions/settling.ts'

/** What the finalize action is asked to do. */
export interface Finalization {
  readonly sessions: readonly string[]
  readonly workspace: string
  readonly apiUrl: URL
  readonly apiKey: string
  readonly proxies: Proxies
  /** How long to wait for the platform to take the documents; absent where nobody waits. */
  readonly ingestionSeconds?: number
  /** How many documents to expect in all sessions together, where that is known. */
  readonly documents?: number
}

const API_CONNECTIONS = 8

/**
 * Closes sessions that an earlier step has left open, waits until the platform has taken their
 * documents, and names those it has refused.
 *
 * @throws a `PublishError` where a session cannot be closed, or the platform does not answer; the
 * signal's reason when that aborts
 */
export async function finalize(
  finalization: Finalization,
  clock: Clock,
  log: Log,
  signal: AbortSignal,
): Promise<Finalized> {
  const { sessions, ingestionSeconds } = finalization
  const network = openNetwork(finalization.proxies, API_CONNECTIONS)
  try {
    const platform = connectPlatform(finalization, network, clock, log)
    await closeAll(sessions, { platform, clock, ending: endingOf(signal) }, log)
    if (sessions.length === 0) log.info('No session to finalize')
    if (sessions.length === 0) return { sessions, ingested: 0, rejected: [] }
    if (ingestionSeconds === undefined) return { sessions, rejected: [] }
    const polling = { milliseconds: ingestionSeconds * 1000, clock, signal }
    return await waitForAll(finalization, { ...polling, platform, log })
  } finally {
    await network.destroy()
  }
}

/**
 * Closes sessions in their order, as the platform ingests them in it. Together they have the time of
 * one.
 *
 * @throws a `PublishError` that says why one of them cannot be closed, after the others were
 */
async function closeAll(sessions: readonly string[], closing: Closing, log: Log): Promise<void> {
  const problems: string[] = []
  const { clock, ending } = closing
  const deadline = deadlineIn(CLOSING_MILLISECONDS, clock, ending.cancelled)
  for (const id of sessions) {
    const milliseconds = Math.max(deadline.left(), LEAST_CLOSING_MILLISECONDS)
    const problem = await closeSession(id, closing, milliseconds)
    if (problem === undefined) log.info(`Session ${id} is closed`)
    else problems.push(problem)
  }
  ending.cancelled.throwIfAborted()
  if (problems.length > 0) throw new PublishError(problems.join(' '))
}

/** What became of the documents by the end of the time. */
async function waitForAll(
  { sessions, documents }: Finalization,
  settling: Settling,
): Promise<Finalized> {
  const { log } = settling
  const settled = await waitForSessions(sessions, documents, settling)
  const rejected: Rejected[] = []
  let kept = 0
  for (const [session, files] of settled.refused) {
    const writeMode = await modeOf(session, files, settling)
    for (const file of files) {
      const ingestion = judge(file, writeMode, false)
      if (ingestion.kind === 'rejected')
        rejected.push({ name: file.name, reason: ingestion.reason })
      else kept += 1
    }
  }
  for (const { name, reason } of rejected) log.error(`${name}: ${reason}`)
  const ingested = settled.finished + kept
  const told = `${counted(ingested, 'document')} ingested, ${count(rejected.length)} rejected`
  const done = { sessions, ingested, rejected }
  if (settled.isComplete) {
    log.info(told)
    return done
  }
  const failure = `The platform had not taken all documents when "ingestion-timeout" was over: ${told}${missing(settled.pending, documents)}. It goes on by itself; give it more time, or run this step again${documents === undefined ? '' : ', and check that "documents" is not too high'}.${settled.problem === undefined ? '' : ` ${settled.problem}`}`
  log.error(failure)
  return { ...done, failure }
}

/** What is known of the documents that are neither taken nor refused. */
function missing(pending: readonly string[], expected: number | undefined): string {
  const of = expected === undefined ? '' : ` of ${count(expected)} expected`
  if (pending.length === 0) return of
  return `${of}, pending: ${listed(pending)}`
}

/** The write mode of a session, where that decides what a refusal means. */
async function modeOf(
  session: string,
  files: readonly SessionFile[],
  settling: Settling,
): Promise<WriteMode> {
  const isAsked = files.some((file) => file.ingestion_status_reason === 'FILE_ALREADY_EXISTS')
  if (!isAsked) return 'FAIL'
  const look = await lastLook(
    (deadline) => findSession(session, settling.platform, deadline),
    settling,
  )
  return 'seen' in look && look.seen?.write_mode === 'KEEP' ? 'KEEP' : 'FAIL'
}

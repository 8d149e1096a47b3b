import type { Clock } from './network/clock.ts'
import { openNetwork, type Proxies } from './network/network.ts'
import { connectPlatform, type Platform } from './platform/client.ts'
import { counted } from './report/figures.ts'
import type { Log } from './report/log.ts'
import { PublishError } from './report/publish-error.ts'
import { SessionBook } from './sessions/book.ts'
import { closeSession } from './sessions/close.ts'
import { judge, type Waiting } from './sessions/ingestion.ts'
import { findSession } from './sessions/lookup.ts'
import { waitForSessions } from './sessions/settling.ts'

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

export interface Finalized {
  readonly ingested: number
  readonly failed: number
  /** Why the step is red although no document was refused. */
  readonly failure?: string
}

/**
 * Closes sessions that an earlier step has left open, waits until the platform has taken their
 * documents, and names those it has refused.
 *
 * @throws a `PublishError` where a session cannot be closed, or the platform does not answer
 */
export async function finalize(
  finalization: Finalization,
  clock: Clock,
  log: Log,
  signal: AbortSignal,
): Promise<Finalized> {
  const { sessions, ingestionSeconds, documents } = finalization
  const network = openNetwork(finalization.proxies, 2)
  try {
    const platform = connectPlatform(finalization, network, clock, log)
    await closeAll(sessions, platform, log, signal)
    if (ingestionSeconds === undefined) return { ingested: 0, failed: 0 }
    const waiting = { platform, milliseconds: ingestionSeconds * 1000, clock, log, signal }
    return await waitForAll(sessions, documents, waiting)
  } finally {
    await network.destroy()
  }
}

/** @throws a `PublishError` where one of them cannot be closed, after the others were */
async function closeAll(
  sessions: readonly string[],
  platform: Platform,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const book = new SessionBook(() => undefined)
  const open: string[] = []
  for (const id of sessions) {
    if (await closeSession(id, platform, book, log, signal)) log.info(`Session ${id} is closed`)
    else open.push(id)
  }
  signal.throwIfAborted()
  if (open.length > 0) {
    throw new PublishError(
      `Session ${open.join(', ')} could not be closed, so its documents are not ingested yet.`,
    )
  }
}

/** What became of the documents by the end of the time. */
async function waitForAll(
  sessions: readonly string[],
  documents: number | undefined,
  waiting: Omit<Waiting, 'writeMode'>,
): Promise<Finalized> {
  if (sessions.length === 0) return { ingested: 0, failed: 0 }
  const { log, platform, signal } = waiting
  const { finished, refused, isComplete } = await waitForSessions(sessions, documents, waiting)
  let kept = 0
  for (const [session, files] of refused) {
    const writeMode = (await findSession(session, platform, signal))?.write_mode
    for (const file of files) {
      const ingestion = judge(file, writeMode === 'KEEP' ? 'KEEP' : 'OVERWRITE', false)
      if (ingestion.kind === 'refused') log.error(`${file.name}: ${ingestion.reason}`)
      else kept += 1
    }
  }
  const failed = [...refused.values()].flat().length - kept
  const done = { ingested: finished + kept, failed }
  if (isComplete) {
    log.info(`${counted(done.ingested, 'document')} ingested, ${failed} refused`)
    return done
  }
  const expected = documents === undefined ? '' : ` of ${counted(documents, 'document')}`
  const failure = `The platform had not taken all documents when "ingestion-timeout" was over: ${counted(done.ingested, 'document')} ingested and ${failed} refused${expected}. Give it more time, or run this step again.`
  log.error(failure)
  return { ...done, failure }
}

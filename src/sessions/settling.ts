import type { SessionFile } from '../platform/schemas.ts'
import { count } from '../report/figures.ts'
import type { Waiting } from './ingestion.ts'
import { poll } from './polling.ts'

/** How far the ingestion of sessions got whose documents nobody here knows by name. */
export interface Settled {
  readonly finished: number
  /** By session, the files that the platform has refused. */
  readonly refused: ReadonlyMap<string, readonly SessionFile[]>
  readonly isComplete: boolean
}

/**
 * Waits until the platform has taken or refused all that closed sessions hold, or the time is up.
 * It does not say how much that is: where nobody else does, it is all once nothing is pending,
 * something has been taken or refused, and two looks agree.
 *
 * @param expected how many documents all the sessions hold together, where that is known
 */
export async function waitForSessions(
  sessions: readonly string[],
  expected: number | undefined,
  waiting: Omit<Waiting, 'writeMode'>,
): Promise<Settled> {
  const { platform, milliseconds, clock, log, signal } = waiting
  let finished = 0
  let before = ''

  async function look(): Promise<true | undefined> {
    const statuses = await Promise.all(sessions.map((id) => platform.ingestionStatus(id, signal)))
    const failed = statuses.reduce((sum, status) => sum + status.failed, 0)
    finished = statuses.reduce((sum, status) => sum + status.finished, 0)
    const now = JSON.stringify(statuses)
    const agrees = now === before
    before = now
    if (!agrees) log.info(`  ${count(finished)} documents ingested, ${count(failed)} refused`)
    const mayBeAll =
      expected === undefined ? agrees && finished + failed > 0 : finished + failed >= expected
    return mayBeAll && !(await isAnyPending()) ? true : undefined
  }

  async function isAnyPending(): Promise<boolean> {
    for (const id of sessions) {
      for await (const page of platform.sessionFiles(id, 'PENDING', signal)) {
        if (page.length > 0) return true
      }
    }
    return false
  }

  const isComplete = (await poll(look, milliseconds, clock, signal)) === true
  const refused = new Map<string, SessionFile[]>()
  for (const id of sessions) {
    const files: SessionFile[] = []
    for await (const page of platform.sessionFiles(id, 'FAILED', signal)) files.push(...page)
    refused.set(id, files)
  }
  return { finished, refused, isComplete }
}

import {
  CANCELLED_MILLISECONDS,
  CLOSE_ATTEMPT_MILLISECONDS,
  CLOSING_MILLISECONDS,
} from '../network/budgets.ts'
import { PublishError } from '../log/publish-error.ts'
import type { Clock } from '../network/clock.ts'
import { deadlineIn, within, type Deadline } from '../network/deadline.ts'
import type { Shutdown } from '../network/shutdown.ts'
import type { Platform } from '../platform/client.ts'
import { LostAnswerError, NoSuchSessionError } from '../platform/errors.ts'
import { pauseWithin, retry } from '../platform/retry.ts'
import { findSession } from '../platform/session-list.ts'

/**
 * Closes a session, which starts its ingestion. Where the platform refuses or does not answer, its
 * list of sessions tells whether the session is closed all the same.
 *
 * @param milliseconds how long that may take; a cancelled run has less
 * @returns why it could not be closed, and how to do that by hand where it may be open; undefined
 * where it is closed
 */
export async function closeSession(
  id: string,
  {
    platform,
    clock,
    shutdown,
    mayNotExist = false,
  }: {
    readonly platform: Platform
    readonly clock: Clock
    readonly shutdown: Shutdown
    /** The id is from an input, so it may be wrong; else the platform gave it to this job. */
    readonly mayNotExist?: boolean
  },
  milliseconds = CLOSING_MILLISECONDS,
): Promise<string | undefined> {
  const { cancelled, closingOver } = shutdown
  const ordinary = deadlineIn(milliseconds, clock, cancelled)
  let problem = await close(id, platform, ordinary, CLOSE_ATTEMPT_MILLISECONDS.ordinary, clock)
  if (problem !== undefined && cancelled.aborted) {
    const short = deadlineIn(CANCELLED_MILLISECONDS.closing, clock, closingOver)
    problem = await close(id, platform, short, CLOSE_ATTEMPT_MILLISECONDS.cancelled, clock)
  }
  if (problem === undefined) return undefined
  // There is nothing to close by hand either.
  if (mayNotExist && problem instanceof NoSuchSessionError) return problem.message
  return `${problem.message} If it is still open, its documents will be ingested when it expires. To close it now, run: ${platform.closeCommand(id)}`
}

/** @returns why it could not be closed; undefined where it is closed */
async function close(
  id: string,
  platform: Platform,
  deadline: Deadline,
  attemptMilliseconds: number,
  clock: Clock,
): Promise<Error | undefined> {
  // The rest of the time is for the list.
  const closing = within(deadline, deadline.milliseconds - attemptMilliseconds, clock)
  const isClosed = (): Promise<boolean> =>
    isListedAsClosed(id, platform, within(deadline, attemptMilliseconds, clock))
  const attempt = async (failures: number): Promise<void> => {
    if (failures > 0 && (await isClosed())) return
    await platform.closeSession(id, closing, attemptMilliseconds)
  }
  try {
    await retry(attempt, {
      nextPause: (error, failures) =>
        error instanceof LostAnswerError
          ? pauseWithin(closing, failures, error.retryAfterMilliseconds, clock)
          : undefined,
      clock,
      cancelled: deadline.cancelled,
    })
    return undefined
  } catch (error) {
    if (deadline.cancelled.aborted || !(error instanceof Error))
      return new PublishError(`Could not close the upload session ${id}: no answer in time.`)
    return (await isClosed()) ? undefined : error
  }
}

/** Whether the platform lists a session as closed or expired. */
async function isListedAsClosed(
  id: string,
  platform: Platform,
  deadline: Deadline,
): Promise<boolean> {
  try {
    const status = (await findSession(id, platform, deadline))?.status
    if (status !== 'CLOSED' && status !== 'EXPIRED') return false
    platform.seenClosed(id)
    return true
  } catch {
    // The refusal to close says more than that the list cannot be read either.
    return false
  }
}

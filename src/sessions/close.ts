import {
  CANCELLED_MILLISECONDS,
  CLOSE_ATTEMPT_MILLISECONDS,
  CLOSING_MILLISECONDS,
} from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { deadlineIn, within, type Deadline } from '../network/deadline.ts'
import type { Platform } from '../platform/client.ts'
import { LostAnswer } from '../platform/errors.ts'
import { pause } from '../platform/retry.ts'
import type { Ending } from './shutdown.ts'
import { findSession } from './lookup.ts'

/** What closing sessions needs. */
export interface Closing {
  readonly platform: Platform
  readonly clock: Clock
  readonly ending: Ending
}

/**
 * Closes a session, which starts its ingestion. Where the platform refuses or does not answer, its
 * list of sessions tells whether the session is closed after all.
 *
 * @param milliseconds how long that may take; a cancelled run has less
 * @returns why it could not be closed, and how to do that by hand; undefined where it is closed
 */
export async function closeSession(
  id: string,
  closing: Closing,
  milliseconds = CLOSING_MILLISECONDS,
): Promise<string | undefined> {
  const { platform, clock, ending } = closing
  const { cancelled, last } = ending
  const ordinary = deadlineIn(milliseconds, clock, cancelled)
  let why = await close(id, closing, ordinary, CLOSE_ATTEMPT_MILLISECONDS.ordinary)
  if (why !== undefined && cancelled.aborted) {
    const short = deadlineIn(CANCELLED_MILLISECONDS.closing, clock, last)
    why = await close(id, closing, short, CLOSE_ATTEMPT_MILLISECONDS.cancelled)
  }
  if (why === undefined) return undefined
  return `${why} If it is still open, its documents are ingested when it expires. This closes it: ${platform.closeCommand(id)}`
}

/** @returns why it could not be closed; undefined where it is closed */
async function close(
  id: string,
  { platform, clock }: Closing,
  deadline: Deadline,
  attemptMilliseconds: number,
): Promise<string | undefined> {
  // The rest of the time is for the list.
  const closing = within(deadline, deadline.milliseconds - attemptMilliseconds, clock)
  for (let failures = 1; ; failures++) {
    try {
      await platform.closeSession(id, closing, attemptMilliseconds)
      return undefined
    } catch (error) {
      if (deadline.cancelled.aborted || !(error instanceof Error))
        return `Could not close the upload session ${id}: no answer in time.`
      const isTriedAgain =
        error instanceof LostAnswer &&
        (await pause(failures, error.retryAfterMilliseconds, closing, clock).catch(() => false))
      const looking = within(deadline, attemptMilliseconds, clock)
      if (await isClosed(id, platform, looking)) return undefined
      if (!isTriedAgain) return error.message
    }
  }
}

/** Whether the platform lists a session as one that takes nothing any more. */
async function isClosed(id: string, platform: Platform, deadline: Deadline): Promise<boolean> {
  try {
    const status = (await findSession(id, platform, deadline))?.status
    if (status !== 'CLOSED' && status !== 'EXPIRED') return false
    platform.seenClosed(id)
    return true
  } catch {
    // Not knowing is no answer; the refusal to close says more.
    return false
  }
}

import { pauseAfter } from '../network/backoff.ts'
import { API_BACKOFF } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import type { Deadline } from '../network/deadline.ts'

/** When a failed attempt is followed by another. */
interface RetryPolicy {
  /**
   * Milliseconds to pause after a failure, the `failures`-th in a row; undefined where that failure
   * is final.
   */
  readonly nextPause: (error: unknown, failures: number) => number | undefined
  /** Asked after the pause: whether another attempt still makes sense. */
  readonly mayRepeat?: () => boolean | Promise<boolean>
  readonly clock: Clock
  /** Ends the pauses. */
  readonly cancelled: AbortSignal
}

/**
 * Makes an attempt again and again until it succeeds, or its policy says that a failure is final.
 *
 * @param attempt gets the number of failures before it
 * @throws what the last attempt threw; the reason of `cancelled` when that aborts
 */
export async function retry<Result>(
  attempt: (failures: number) => Promise<Result>,
  { nextPause, mayRepeat = () => true, clock, cancelled }: RetryPolicy,
): Promise<Result> {
  for (let failures = 0; ;) {
    cancelled.throwIfAborted()
    try {
      return await attempt(failures)
    } catch (error) {
      failures += 1
      const pause = nextPause(error, failures)
      if (pause === undefined) throw error
      await clock.sleep(pause, cancelled)
      if (!(await mayRepeat())) throw error
    }
  }
}

/** An attempt that has less time is not worth making. */
const LEAST_MILLISECONDS = 1_000

/** Whether there is time for another attempt. */
export function hasTime(deadline: Deadline): boolean {
  return deadline.left() > LEAST_MILLISECONDS
}

/**
 * The pause after the `failures`-th failure in a row: with full jitter, at least what the platform asks
 * for, and no longer than leaves time for one more attempt.
 *
 * @returns milliseconds; undefined where there is no time for another attempt
 */
export function pauseWithin(
  deadline: Deadline,
  failures: number,
  retryAfterMilliseconds: number,
  clock: Clock,
): number | undefined {
  if (!hasTime(deadline)) return undefined
  const wanted = pauseAfter(failures, API_BACKOFF, clock, retryAfterMilliseconds)
  return Math.min(wanted, deadline.left() - LEAST_MILLISECONDS)
}

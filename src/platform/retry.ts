import type { Answer } from '../network/answer.ts'
import { pauseAfter, retryAfter } from '../network/backoff.ts'
import { API_BACKOFF } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import type { Deadline } from '../network/deadline.ts'
import { mayHaveArrived, type NetworkFault } from '../network/fault.ts'

/** An attempt that had to end: nothing is known of it. */
export const CUT_SHORT: NetworkFault = { kind: 'silent', what: 'gave no answer in time' }

/** A call failed in a way that may pass: by an answer, or without one. */
export class PassingFault extends Error {
  override name = 'PassingFault'
  readonly reason: Answer | NetworkFault

  constructor(reason: Answer | NetworkFault) {
    super('status' in reason ? `answered HTTP ${reason.status}` : reason.what)
    this.reason = reason
  }

  /** Whether the attempt had to end before it came to anything. */
  get isCutShort(): boolean {
    return this.reason === CUT_SHORT
  }

  /** Whether the call may have been carried out all the same. */
  get perhapsDone(): boolean {
    const { reason } = this
    return 'status' in reason ? ![429, 503].includes(reason.status) : mayHaveArrived(reason)
  }

  /** The pause that the platform asks for; 0 where it does not. */
  get retryAfterMilliseconds(): number {
    return 'status' in this.reason ? retryAfter(this.reason.headers['retry-after']) : 0
  }
}

/** An attempt that has less time is not worth making. */
const LEAST_MILLISECONDS = 1_000

/**
 * Makes a call again and again until it succeeds, fails for good, or the time is up.
 *
 * @param attempt throws a `PassingFault` where another attempt may succeed
 * @param onFault hears of every such fault; what it throws ends the matter
 * @throws what the last attempt threw; the reason of `deadline.cancelled` when that aborts
 */
export async function retry<Result>(
  attempt: () => Promise<Result>,
  deadline: Deadline,
  clock: Clock,
  onFault: (fault: PassingFault) => void,
): Promise<Result> {
  for (let failures = 1; ; failures++) {
    deadline.cancelled.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof PassingFault)) throw error
      onFault(error)
      if (!(await pause(failures, error.retryAfterMilliseconds, deadline, clock))) throw error
    }
  }
}

/**
 * Pauses after the `failures`-th failure in a row: with full jitter, at least what the platform asks
 * for, and no longer than leaves time for one more attempt.
 *
 * @returns whether there is time for another attempt
 * @throws the reason of `deadline.cancelled` when that aborts
 */
export async function pause(
  failures: number,
  retryAfterMilliseconds: number,
  deadline: Deadline,
  clock: Clock,
): Promise<boolean> {
  if (!hasTime(deadline)) return false
  const wanted = pauseAfter(failures, API_BACKOFF, clock, retryAfterMilliseconds)
  const most = deadline.left() - LEAST_MILLISECONDS
  await clock.sleep(Math.min(wanted, most), deadline.cancelled)
  return deadline.left() > 0
}

/** Whether there is time for another attempt. */
export function hasTime(deadline: Deadline): boolean {
  return deadline.left() > LEAST_MILLISECONDS
}

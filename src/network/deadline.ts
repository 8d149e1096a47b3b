import type { Clock } from './clock.ts'

/** By when something has to be done, however many requests that takes. */
export interface Deadline {
  /** All the time there was for it, for the messages. */
  readonly milliseconds: number
  /** Aborts when it is not wanted any more: nothing is begun after that. */
  readonly cancelled: AbortSignal
  /** Ends what is under way: the time is up, or it has had its grace after the cancellation. */
  readonly signal: AbortSignal
  /** Milliseconds; 0 when the time is up. */
  left(): number
}

/**
 * A deadline so many milliseconds from now.
 *
 * @param grace where what is under way may still go on for a while after `cancelled`
 */
export function deadlineIn(
  milliseconds: number,
  clock: Pick<Clock, 'now'>,
  cancelled: AbortSignal,
  grace = cancelled,
): Deadline {
  const end = clock.now() + milliseconds
  // The clock says whether to begin something, the timer ends what hangs.
  const signal = AbortSignal.any([grace, AbortSignal.timeout(Math.ceil(milliseconds))])
  const left = (): number => (signal.aborted ? 0 : Math.max(0, end - clock.now()))
  return { milliseconds, cancelled, signal, left }
}

/** The same, but at most so many milliseconds from now: for a part of the work. */
export function within(
  deadline: Deadline,
  milliseconds: number,
  clock: Pick<Clock, 'now'>,
): Deadline {
  const most = Math.max(0, Math.min(milliseconds, deadline.left()))
  const part = deadlineIn(most, clock, deadline.cancelled, deadline.signal)
  return { ...part, milliseconds: deadline.milliseconds }
}

import { LAST_LOOK_MILLISECONDS } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { deadlineIn, type Deadline } from '../network/deadline.ts'
import { PublishError } from '../log/publish-error.ts'
import { UnansweredError } from './errors.ts'

const FIRST_PAUSE_MILLISECONDS = 500
const LONGEST_PAUSE_MILLISECONDS = 15_000
const GROWTH = 1.5

/** How long to poll, by which clock, and what ends it early. */
export interface Polling {
  readonly milliseconds: number
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Looks again and again, with growing pauses, until there is something to see. A look that is still
 * under way when the time is up is given up.
 *
 * @returns what was seen; undefined where the time was up before
 * @throws what looking throws, except an `UnansweredError`; the signal's reason when that aborts
 */
export async function poll<Seen>(
  look: (deadline: Deadline) => Promise<Seen | undefined>,
  { milliseconds, clock, signal }: Polling,
): Promise<Seen | undefined> {
  const deadline = deadlineIn(milliseconds, clock, signal)
  let pause = FIRST_PAUSE_MILLISECONDS
  try {
    while (deadline.left() > 0) {
      const seen = await look(deadline)
      if (seen !== undefined) return seen
      await clock.sleep(Math.min(pause, deadline.left()), signal)
      pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MILLISECONDS)
    }
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error
  }
  return undefined
}

/** What was seen, or why nothing was. */
interface LastLook<Seen> {
  readonly seen: Seen | undefined
  readonly problem: string | undefined
}

/**
 * Looks once more after the time is up.
 *
 * @throws the signal's reason when that aborts
 */
export async function lastLook<Seen>(
  look: (deadline: Deadline) => Promise<Seen>,
  { clock, signal }: Pick<Polling, 'clock' | 'signal'>,
): Promise<LastLook<Seen>> {
  try {
    const seen = await look(deadlineIn(LAST_LOOK_MILLISECONDS, clock, signal))
    return { seen, problem: undefined }
  } catch (error) {
    if (!(error instanceof PublishError) || signal.aborted) throw error
    return { seen: undefined, problem: error.message }
  }
}

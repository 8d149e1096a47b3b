import type { Clock } from '../network/clock.ts'

const FIRST_PAUSE_MILLISECONDS = 500
const LONGEST_PAUSE_MILLISECONDS = 15_000
const GROWTH = 1.5

/** How long to look, by which clock, and who may end it before. */
export interface Polling {
  readonly milliseconds: number
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Looks again and again, with growing pauses, until there is something to see. A look that is still
 * under way when the time is up is given up.
 *
 * @returns what was seen; nothing where the time was up before
 * @throws what looking throws; the signal's reason when that aborts
 */
export async function poll<Seen>(
  look: (limit: AbortSignal) => Promise<Seen | undefined>,
  { milliseconds, clock, signal }: Polling,
): Promise<Seen | undefined> {
  // Whole seconds, as the time was given: a signal takes no parts of milliseconds.
  const seconds = Math.ceil(milliseconds / 1000)
  const limit = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)])
  let pause = FIRST_PAUSE_MILLISECONDS
  try {
    for (;;) {
      const seen = await look(limit)
      if (seen !== undefined) return seen
      await clock.sleep(pause, limit)
      pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MILLISECONDS)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!limit.aborted) throw error
    return undefined
  }
}

/** The last look may take this long: its time is up, but what is still pending has to be named. */
const LAST_LOOK_MILLISECONDS = 30_000

/** Looks once more when the time is up; nothing where that comes to nothing. */
export async function lastLook<Seen>(
  look: (limit: AbortSignal) => Promise<Seen>,
  signal: AbortSignal,
): Promise<Seen | undefined> {
  try {
    return await look(AbortSignal.any([signal, AbortSignal.timeout(LAST_LOOK_MILLISECONDS)]))
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

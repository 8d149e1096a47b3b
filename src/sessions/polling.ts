import type { Clock } from '../network/clock.ts'

const FIRST_PAUSE_MILLISECONDS = 500
const LONGEST_PAUSE_MILLISECONDS = 15_000
const GROWTH = 1.5

/**
 * Looks again and again, with growing pauses, until there is something to see.
 *
 * @returns what was seen; nothing where the time was up before
 * @throws what looking throws; the signal's reason when that aborts
 */
export async function poll<Seen>(
  look: () => Promise<Seen | undefined>,
  milliseconds: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Seen | undefined> {
  const end = clock.now() + milliseconds
  for (
    let pause = FIRST_PAUSE_MILLISECONDS;
    ;
    pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MILLISECONDS)
  ) {
    const seen = await look()
    if (seen !== undefined) return seen
    const left = end - clock.now()
    if (left <= 0) return undefined
    await clock.sleep(Math.min(pause, left), signal)
  }
}

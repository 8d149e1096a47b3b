import type { Clock } from '../../src/network/clock.ts'

/** A clock that only sleeping moves; the chance that it gives is always the same. */
export function manualClock(chance = 0.5): Clock & { readonly pauses: number[] } {
  const pauses: number[] = []
  return {
    pauses,
    now: () => pauses.reduce((sum, pause) => sum + pause, 0),
    sleep: (milliseconds, signal) => {
      signal?.throwIfAborted()
      pauses.push(milliseconds)
      return Promise.resolve()
    },
    busy: () => 0,
    random: () => chance,
  }
}

import { systemClock, type Clock } from '../../src/network/clock.ts'

const FASTER = 50

/** The machine's clock, fifty times as fast: what waits for a minute does so for a second. */
export function fastClock(): Clock {
  return {
    ...systemClock,
    now: () => systemClock.now() * FASTER,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / FASTER, signal),
    busy: () => systemClock.busy() * FASTER,
  }
}

/**
 * Loaded into a step before its program (`node --import`): its timers run fifty times as fast, so that
 * what waits for seconds or minutes can be tested. Clocks stay as they are.
 */
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

const FASTER = 50

type Given = [work: () => void, ms?: number, ...given: unknown[]]

/** What else hangs on the function stays on it. */
function faster<Timer extends typeof setTimeout | typeof setInterval>(timer: Timer): Timer {
  return new Proxy(timer, {
    apply: (target, self, [work, ms = 0, ...given]: Given): unknown =>
      Reflect.apply(target, self, [work, ms / FASTER, ...given]),
  })
}

globalThis.setTimeout = faster(globalThis.setTimeout)
globalThis.setInterval = faster(globalThis.setInterval)

const { setTimeout: sleep } = timers
timers.setTimeout = (ms = 0, ...given) => sleep(ms / FASTER, ...given)
syncBuiltinESMExports()

const timeout = AbortSignal.timeout.bind(AbortSignal)
AbortSignal.timeout = (ms) => timeout(Math.ceil(ms / FASTER))

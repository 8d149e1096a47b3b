import { setTimeout as delay } from 'node:timers/promises'

/** Time and chance, as parameters, so that a test can hold them. */
export interface Clock {
  /** Milliseconds of a clock that never goes back: for durations, not for dates. */
  now(): number
  /** Rejects with the signal's reason when the signal aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Milliseconds that this program has had work to do, so far. */
  busy(): number
  /** A number in [0, 1). */
  random(): number
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await delay(milliseconds, undefined, { signal })
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
  busy: () => performance.eventLoopUtilization().active,
  random: Math.random,
}

/** What the work comes to, or the signal's reason at once when that aborts. */
export async function orCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const cancel = (): void => {
    reject(signal.reason)
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

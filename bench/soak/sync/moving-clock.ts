import { ManualClock } from '../../../sandbox/sandbox.ts'
import type { Clock } from '../../../src/network/clock.ts'

/** So long may requests take that are under way while everybody else sleeps. */
const REAL_MILLISECONDS = 1

/**
 * The time of a run and of its platform: it stands still while anything is done, and goes on to the next
 * sleeper's hour as soon as nothing is. A day of waiting takes some milliseconds.
 */
export class MovingClock implements Clock {
  readonly sandbox = new ManualClock(Date.UTC(2026, 0, 2))
  readonly #random: () => number
  readonly #due: { readonly at: number; readonly wake: () => void }[] = []

  constructor(random: () => number) {
    this.#random = random
  }

  now(): number {
    return this.sandbox.now()
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<undefined>()
    const cancel = (): void => {
      reject(signal?.reason as Error)
    }
    signal?.addEventListener('abort', cancel, { once: true })
    const wake = (): void => {
      resolve(undefined)
    }
    this.#due.push({ at: this.now() + Math.max(0, milliseconds), wake })
    if (this.#due.length === 1) this.#goOn()
    try {
      await promise
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  /** Nothing ever keeps a run of the soak busy for long enough to matter. */
  busy(): number {
    return 0
  }

  random(): number {
    return this.#random()
  }

  #goOn(): void {
    setTimeout(() => {
      const next = Math.min(...this.#due.map(({ at }) => at))
      if (next > this.now()) this.sandbox.advance(next - this.now())
      const still = this.#due.filter(({ at }) => at > next)
      for (const { wake } of this.#due.splice(0).filter(({ at }) => at <= next)) wake()
      this.#due.push(...still)
      if (this.#due.length > 0) this.#goOn()
    }, REAL_MILLISECONDS)
  }
}

import { setImmediate } from 'node:timers/promises'

/** A signal is heard only when the event loop turns. */
const LONGEST_STRETCH_MILLISECONDS = 20

/**
 * Turns of the event loop for work that would otherwise go on without one: many small pieces, each
 * done at once. Right before each, `while (turns.isDue) await turns.next()`: of pieces that are begun
 * all together, each sees so what those before it have taken.
 */
export class Turns {
  #since = performance.now()
  #turn: Promise<void> | undefined

  /** Whether the event loop has not turned for a while. */
  get isDue(): boolean {
    return performance.now() - this.#since > LONGEST_STRETCH_MILLISECONDS
  }

  /** Lets the event loop turn, once for all that wait for it. */
  async next(): Promise<void> {
    this.#turn ??= this.#take()
    await this.#turn
  }

  async #take(): Promise<void> {
    await setImmediate()
    this.#since = performance.now()
    this.#turn = undefined
  }
}

import { setImmediate } from 'node:timers/promises'

/** A signal is heard only when the event loop turns. */
const LONGEST_STRETCH_MILLISECONDS = 20

/**
 * Turns of the event loop for work that would otherwise go on without one: many small pieces, each
 * done at once. They may be done one after the other or begun all together.
 */
export class Turns {
  #since = performance.now()
  #turn: Promise<void> | undefined

  /** To be awaited before each piece: lets the event loop turn where that is due. */
  async take(): Promise<void> {
    // Of those that wait for the same turn, the first may use up what it gave.
    while (performance.now() - this.#since > LONGEST_STRETCH_MILLISECONDS) {
      this.#turn ??= this.#next()
      await this.#turn
    }
  }

  async #next(): Promise<void> {
    await setImmediate()
    this.#since = performance.now()
    this.#turn = undefined
  }
}

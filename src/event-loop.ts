import { setImmediate } from 'node:timers/promises'

/** Signals, timers and answers wait as long as that for the event loop to turn. */
const LONGEST_STRETCH_MILLISECONDS = 5

/**
 * Lets the event loop turn during many small pieces of synchronous work. Before each piece,
 * `while (turns.isDue) await turns.next(signal)`: a loop, since pieces that wait together go on
 * together, and those before may have used up the time.
 */
export class Turns {
  #since = performance.now()
  #turn: Promise<void> | undefined

  /** Whether the event loop has not turned for a while. */
  get isDue(): boolean {
    return performance.now() - this.#since > LONGEST_STRETCH_MILLISECONDS
  }

  /**
   * Lets the event loop turn, once for all that wait for it.
   *
   * @throws the signal's reason when it has aborted by then
   */
  async next(signal: AbortSignal): Promise<void> {
    this.#turn ??= this.#take()
    await this.#turn
    signal.throwIfAborted()
  }

  async #take(): Promise<void> {
    await setImmediate()
    this.#since = performance.now()
    this.#turn = undefined
  }
}

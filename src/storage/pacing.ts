/** How many requests are in flight at once where nothing else is said. */
const AUTO = 64

/**
 * Lets requests through so that never more than the limit are in flight; the others wait for their
 * turn in the order in which they came.
 */
export class Pacer {
  readonly #limit: number
  readonly #waiting: (() => void)[] = []
  #inFlight = 0

  /** @param concurrency a number is a ceiling */
  constructor(concurrency: 'auto' | number) {
    this.#limit = concurrency === 'auto' ? AUTO : concurrency
  }

  /** Never more than this are in flight. */
  get ceiling(): number {
    return this.#limit
  }

  /** Resolves when there is room for one more. */
  async enter(): Promise<void> {
    if (this.#inFlight >= this.#limit) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    this.#inFlight += 1
  }

  leave(): void {
    this.#inFlight -= 1
    this.#waiting.shift()?.()
  }
}

/**
 * A counting semaphore for something scarce, such as memory: callers wait, in order, until enough is
 * free.
 */
export class Semaphore {
  readonly #size: number
  readonly #waiting: { readonly amount: number; readonly enter: () => void }[] = []
  #free: number

  constructor(size: number) {
    this.#size = size
    this.#free = size
  }

  /** Takes a part, all of it where more is asked for than there is. Resolves with what to give back. */
  async acquire(amount: number): Promise<number> {
    const part = Math.min(amount, this.#size)
    if (this.#waiting.length === 0 && part <= this.#free) {
      this.#free -= part
    } else {
      await new Promise<void>((enter) => this.#waiting.push({ amount: part, enter }))
    }
    return part
  }

  release(part: number): void {
    this.#free += part
    for (
      let next = this.#waiting[0];
      next !== undefined && next.amount <= this.#free;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift()
      this.#free -= next.amount
      next.enter()
    }
  }
}

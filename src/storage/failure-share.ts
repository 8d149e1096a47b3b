/** About so many of the last first attempts count. */
const ATTEMPTS = 32
/** Where so many of them fail, failing is not an object's own fault. */
const HIGH = 1 / 8

/** The share of objects whose first attempt failed lately, as a moving average. */
export class FailureShare {
  #share = 0

  get isHigh(): boolean {
    return this.#share >= HIGH
  }

  add(attempt: 'failed' | 'stored'): void {
    this.#share += ((attempt === 'failed' ? 1 : 0) - this.#share) / ATTEMPTS
  }
}

/** Lets so much through. */
export interface Limiter {
  /** Whether one more is let through now. */
  take(): boolean
}

/** Allows `perSecond` events a second, and `burst` at once after a rest. */
export class TokenBucket implements Limiter {
  readonly #perMs: number
  readonly #burst: number
  #tokens: number
  #filledAt = performance.now()

  constructor(perSecond: number, burst: number) {
    this.#perMs = perSecond / 1000
    this.#burst = burst
    this.#tokens = burst
  }

  take(): boolean {
    const now = performance.now()
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#filledAt) * this.#perMs)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}

/** Allows an event that fewer than `perSecond` have come before within a second, refused ones included. */
export class SlidingWindow implements Limiter {
  /** When each of the last events came, over and over from the start. */
  readonly #times: number[]
  #next = 0

  constructor(perSecond: number) {
    this.#times = new Array<number>(perSecond).fill(-Infinity)
  }

  take(): boolean {
    const now = performance.now()
    const earliest = this.#times[this.#next] ?? now
    this.#times[this.#next] = now
    this.#next = (this.#next + 1) % this.#times.length
    return now - earliest > 1000
  }
}

/** A line of limited bandwidth that several connections share. */
export class Line {
  readonly #bytesPerMs: number
  #freeAt = 0

  constructor(bytesPerSecond: number) {
    this.#bytesPerMs = bytesPerSecond / 1000
  }

  /** Milliseconds until so many bytes are through, behind all that came before. */
  pass(bytes: number): number {
    const now = performance.now()
    this.#freeAt = Math.max(this.#freeAt, now) + bytes / this.#bytesPerMs
    return this.#freeAt - now
  }
}

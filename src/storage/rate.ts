import type { Clock } from '../network/clock.ts'

/** What was taken in less time than this says little about a rate. */
const SHORTEST_MEASURE_MILLISECONDS = 250
/** After a measured rate: stay a little below it, then feel the way up. */
const MEASURED = { share: 0.92, growthASecond: 1.04 }
/** While no more are refused than this share of the answers: up, for S3 has always refused some. */
const FEW = { refused: 0.05, share: 1, growthASecond: 1.1 }
/** After a guessed one: half of it, then up fast until S3 objects. */
const GUESSED = { share: 0.5, growthASecond: 1.5 }
/** After one at which next to nothing was stored: half of it, and up faster still once that is over. */
const OUTAGE = { share: 0.5, growthASecond: 3 }
/** Requests a millisecond: something must go for S3 to say that it is well again. */
const LOWEST = 0.01
/** Requests a millisecond: more than S3 takes on one prefix, and far from what has no end. */
const HIGHEST = 10
/** So much may go at once after a pause. */
const BURST_MILLISECONDS = 10

/**
 * Spreads requests over time, once S3 has asked to slow down. While S3 refuses some, what it takes
 * is what it can take: that is measured, and nearly that is sent from then on, a little more with
 * each second without a refusal.
 */
export class Rate {
  readonly #clock: Clock
  readonly #waiting: (() => void)[] = []
  #serving = false
  /** Requests a millisecond as of `#since`; infinite until S3 has asked to slow down. */
  #base = Infinity
  #growthASecond = 1
  #since = 0
  #sent = 0
  #stored = 0
  #refused = 0
  #allowance = 0
  #allowedAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Resolves when the next request may go; undefined where that is now. */
  turn(): Promise<void> | undefined {
    if (this.#sent++ === 0) this.#since = this.#clock.now()
    if (this.#base === Infinity) return undefined
    this.#earn()
    if (this.#waiting.length === 0 && this.#allowance >= 1) {
      this.#allowance -= 1
      return undefined
    }
    const turn = new Promise<void>((resolve) => this.#waiting.push(resolve))
    if (!this.#serving) void this.#serve()
    return turn
  }

  get isLimited(): boolean {
    return this.#base !== Infinity
  }

  /** Whether somebody waits for a turn. */
  get isBraking(): boolean {
    return this.#waiting.length > 0
  }

  stored(): void {
    this.#stored += 1
  }

  refused(): void {
    this.#refused += 1
  }

  /** S3 has refused a request for being one too many, and that is news. */
  reduce(): void {
    const now = this.#clock.now()
    const elapsed = Math.max(now - this.#since, 1)
    if (this.#base === Infinity) {
      this.#set(this.#sent / elapsed, GUESSED)
    } else {
      // So soon after the last reduction this says nothing new.
      if (elapsed < SHORTEST_MEASURE_MILLISECONDS) return
      const rate = this.#now(now)
      const taken = this.#stored / elapsed
      const answers = this.#stored + this.#refused
      if (this.#refused <= answers * FEW.refused) this.#set(rate, FEW)
      // Far less than was allowed is no measure: few were sent, or S3 takes nothing for a while.
      else if (taken < rate / 2) this.#set(rate, OUTAGE)
      else this.#set(Math.min(taken, rate), MEASURED)
    }
    this.#since = now
    this.#allowedAt = now
    this.#stored = 0
    this.#refused = 0
  }

  /** Ends the limit: whoever waits goes now. */
  lift(): void {
    this.#base = Infinity
    for (const go of this.#waiting.splice(0)) go()
  }

  #set(rate: number, { share, growthASecond }: { share: number; growthASecond: number }): void {
    this.#base = Math.max(rate * share, LOWEST)
    this.#growthASecond = growthASecond
  }

  /** Requests a millisecond by now. */
  #now(now: number): number {
    return Math.min(this.#base * this.#growthASecond ** ((now - this.#since) / 1000), HIGHEST)
  }

  #earn(): void {
    const now = this.#clock.now()
    const rate = this.#now(now)
    const most = Math.max(1, rate * BURST_MILLISECONDS)
    this.#allowance = Math.min(most, this.#allowance + rate * (now - this.#allowedAt))
    this.#allowedAt = now
  }

  async #serve(): Promise<void> {
    this.#serving = true
    while (this.#waiting.length > 0) {
      this.#earn()
      while (this.#allowance >= 1) {
        this.#allowance -= 1
        this.#waiting.shift()?.()
        if (this.#waiting.length === 0) break
      }
      const missing = (1 - this.#allowance) / this.#now(this.#clock.now())
      if (this.#waiting.length > 0) await this.#clock.sleep(Math.max(1, missing))
    }
    this.#serving = false
  }
}

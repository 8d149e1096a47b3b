import type { Clock } from '../network/clock.ts'

/**
 * Requests a millisecond at the start: S3 takes about 3,500 writes a second on one prefix (its
 * documentation), and a session is one prefix.
 */
const FIRST_RATE = 3.4
/** No limit at all, in practice. */
const HIGHEST_RATE = 50
/** Something must be sent to learn that it is accepted again. */
const LOWEST_RATE = 0.01

/** Growth a second while nothing was refused: where S3 takes more, it is not left unused for long. */
const UNREFUSED_GROWTH = 4
/** After a rate that was measured: stay a little below it, and hardly grow. */
const MEASURED = { share: 0.92, growth: 1.02 }
/** If far less was accepted than the rate allows, the measurement says little: halve the rate, and let it grow again. */
const GUESSED = { share: 0.5, growth: 1.5 }

/** S3 refuses a request now and then whatever the rate is: so few, or such a share, are no sign. */
const FEW = { requests: 2, share: 0.05 }
const WINDOW_MILLISECONDS = 100
/**
 * So many windows tell what S3 accepts. Until it refuses, the last ones: before them, fewer may have been
 * sent than it would have taken. Then more of them tell it better.
 */
const WINDOWS = { unrefused: 5, refused: 50 }
/** So much may be sent at once after a pause. */
const BURST_MILLISECONDS = 10

/** The answers of a moment. */
interface Window {
  readonly from: number
  accepted: number
  refused: number
}

/**
 * Spreads requests over time: a token bucket whose fill rate adapts to what S3 accepts. The rate starts
 * at what S3 documents and rises while it is used and nothing is refused; once S3 has refused, it stays
 * a little below what S3 was seen to accept.
 */
export class RateLimiter {
  readonly #clock: Clock
  readonly #waiting: (() => void)[] = []
  #serving = false
  #stopped = false
  /** Requests a millisecond as of `#rateSetAt`, and how that grows in a second in which it is the brake. */
  #baseRate = FIRST_RATE
  #growth = UNREFUSED_GROWTH
  /** When the rate was last set; the first request starts it. */
  #rateSetAt = -Infinity
  /** Milliseconds in which requests waited for their turn, in all and up to then. */
  #braked = 0
  #brakedBefore = 0
  /** The answers since then, at least the last ones. */
  readonly #windows: Window[] = []
  #tokens = FIRST_RATE * BURST_MILLISECONDS
  #refilledAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Resolves when the next request may be sent; undefined where that is now. */
  turn(): Promise<void> | undefined {
    if (this.#stopped) return undefined
    if (this.#rateSetAt === -Infinity) this.#set(FIRST_RATE, UNREFUSED_GROWTH)
    this.#refill()
    if (this.#waiting.length === 0 && this.#tokens >= 1) {
      this.#tokens -= 1
      return undefined
    }
    const turn = new Promise<void>((resolve) => this.#waiting.push(resolve))
    if (!this.#serving) void this.#serve()
    return turn
  }

  /** Milliseconds in which requests waited for their turn, so far. */
  get braked(): number {
    return this.#braked
  }

  /** Whether S3 has refused more than a few: the rate is what it accepts, as far as that is known. */
  get wasReduced(): boolean {
    return this.#growth !== UNREFUSED_GROWTH
  }

  accepted(): void {
    this.#currentWindow().accepted += 1
  }

  /** @param sentAt when the refused request was sent: at an earlier rate it says nothing of this one */
  refused(sentAt: number): void {
    if (sentAt < this.#rateSetAt) return
    const window = this.#currentWindow()
    const { accepted } = window
    const refused = ++window.refused
    if (refused <= FEW.requests || refused <= (accepted + refused) * FEW.share) return
    this.#reduce()
  }

  /** Ends the limit: nothing will be sent any more, and whoever waits learns of it now. */
  stop(): void {
    this.#stopped = true
    for (const go of this.#waiting.splice(0)) go()
  }

  #reduce(): void {
    const now = this.#clock.now()
    // So soon after the last change nothing is measured yet.
    if (now - this.#rateSetAt < WINDOW_MILLISECONDS && this.wasReduced) return
    const rate = this.#rate
    const accepted = this.#windows.reduce((sum, window) => sum + window.accepted, 0)
    const elapsed = now - (this.#windows[0]?.from ?? now)
    const measured = (accepted / Math.max(elapsed, 1)) * MEASURED.share
    // The first measure holds what S3 accepts in a burst, beyond its rate.
    const next = Math.min(measured, this.wasReduced ? rate : FIRST_RATE)
    if (next >= rate * GUESSED.share) this.#set(next, MEASURED.growth)
    else this.#set(rate * GUESSED.share, GUESSED.growth)
  }

  #set(rate: number, growth: number): void {
    this.#baseRate = Math.max(rate, LOWEST_RATE)
    this.#growth = growth
    this.#rateSetAt = this.#clock.now()
    this.#brakedBefore = this.#braked
    this.#windows.splice(0, Infinity, { from: this.#rateSetAt, accepted: 0, refused: 0 })
    this.#refilledAt = this.#rateSetAt
  }

  /** Begins another one where the last is over. */
  #currentWindow(): Window {
    const now = this.#clock.now()
    const last = this.#windows.at(-1)
    if (last !== undefined && now - last.from < WINDOW_MILLISECONDS) return last
    const window = { from: now, accepted: 0, refused: 0 }
    const most = this.wasReduced ? WINDOWS.refused : WINDOWS.unrefused
    if (this.#windows.push(window) > most) this.#windows.shift()
    return window
  }

  /** Requests a millisecond by now. A rate that is not used does not grow: nothing is known of it. */
  get #rate(): number {
    const seconds = (this.#braked - this.#brakedBefore) / 1000
    return Math.min(this.#baseRate * this.#growth ** seconds, HIGHEST_RATE)
  }

  #refill(): void {
    const now = this.#clock.now()
    if (this.#waiting.length > 0) this.#braked += now - this.#refilledAt
    const rate = this.#rate
    const most = Math.max(1, rate * BURST_MILLISECONDS)
    this.#tokens = Math.min(most, this.#tokens + rate * (now - this.#refilledAt))
    this.#refilledAt = now
  }

  async #serve(): Promise<void> {
    this.#serving = true
    while (this.#waiting.length > 0) {
      this.#refill()
      while (this.#tokens >= 1) {
        this.#tokens -= 1
        this.#waiting.shift()?.()
        if (this.#waiting.length === 0) break
      }
      const missing = (1 - this.#tokens) / this.#rate
      if (this.#waiting.length > 0) await this.#clock.sleep(Math.max(1, missing))
    }
    this.#serving = false
  }
}

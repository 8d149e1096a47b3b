import type { Clock } from '../network/clock.ts'
import type { RateLimiter } from './rate-limiter.ts'

/** Few enough for a short run over TLS, where each request in flight opens a costly connection. */
const FIRST = 96
/** At 140 ms an answer, as between continents, these are the 3,500 objects a second that S3 takes. */
const HIGHEST = 512
/** After an outage it starts low, and doubles. */
const AFTER_OUTAGE = 8
/** Twice as many in flight pay if they bring at least this much more, and fewer in proportion: less may be chance. */
const PAYS = 0.15
/** Where requests waited for the rate in more than that share of a round, the rate is the brake. */
const BRAKED = 0.5
/** When descriptors run out, leave a quarter of them for idle connections and files. */
const DESCRIPTORS_SHARE = 0.75

/**
 * How many requests may be in flight, found out by trying, in rounds of as many objects as the limit.
 *
 * - It grows, at most twofold, while twice as many bring 15 % more objects a second, and never to more than
 *   this program has time for. After two rounds that did not pay, it goes back to the best one for good.
 * - It halves where answers do not come in time.
 * - It doubles from 8 after an outage.
 */
export class ConcurrencyLimit {
  readonly #clock: Clock
  readonly #rate: Pick<RateLimiter, 'braked' | 'wasReduced'>
  #ceiling: number
  #value: number
  #isGrowing = true
  #best = { value: 1, throughput: 0 }
  #misses = 0
  #round = { startedAt: 0, busyBefore: 0, brakedBefore: 0, size: 0, stored: 0 }
  #reducedAt = -Infinity

  /**
   * @param concurrency a number is a ceiling
   * @param rate where that is the brake, the limit has no say
   */
  constructor(
    concurrency: 'auto' | number,
    rate: Pick<RateLimiter, 'braked' | 'wasReduced'>,
    clock: Clock,
  ) {
    this.#clock = clock
    this.#rate = rate
    this.#ceiling = concurrency === 'auto' ? HIGHEST : concurrency
    this.#value = Math.min(FIRST, this.#ceiling)
    this.startRound()
  }

  get value(): number {
    return this.#value
  }

  /** What the limit never exceeds. */
  get ceiling(): number {
    return this.#ceiling
  }

  /** Forgets what was measured so far, as at the end of an outage. */
  startRound(): void {
    this.#round = {
      startedAt: this.#clock.now(),
      busyBefore: this.#clock.busy(),
      brakedBefore: this.#rate.braked,
      size: this.#value,
      stored: 0,
    }
  }

  stored(): void {
    if (++this.#round.stored < this.#round.size) return
    const milliseconds = Math.max(this.#clock.now() - this.#round.startedAt, 0.001)
    const busy = (this.#clock.busy() - this.#round.busyBefore) / milliseconds
    const braked = (this.#rate.braked - this.#round.brakedBefore) / milliseconds
    if (this.#isGrowing && braked <= BRAKED) this.#grow(this.#round.stored / milliseconds, busy)
    this.startRound()
  }

  /** An answer did not come in time. */
  late(sentAt: number): void {
    this.#reduce(sentAt, this.#value / 2)
  }

  /** No file descriptor was free while so many requests were in flight: that is the ceiling from now on. */
  descriptorsExhausted(triedAt: number, inFlight: number): void {
    if (this.#reduce(triedAt, inFlight * DESCRIPTORS_SHARE)) this.#ceiling = this.#value
  }

  outage(): void {
    this.#value = Math.min(this.#value, AFTER_OUTAGE)
    this.#isGrowing = true
    this.#best = { value: this.#value, throughput: 0 }
  }

  /** @param busy the share of its time in which this program had work to do */
  #grow(throughput: number, busy: number): void {
    // Twice as many make it twice as busy.
    const factor = Math.min(2, 1 / busy)
    if (factor < 1 + PAYS) return
    const expected = 1 + PAYS * (this.#value / this.#best.value - 1)
    // Where the rate is limited, it decides how much pays: the limit only gives it room.
    if (this.#rate.wasReduced || throughput > this.#best.throughput * expected) {
      this.#best = { value: this.#value, throughput }
      this.#misses = 0
      this.#value = Math.min(this.#ceiling, Math.floor(this.#value * factor))
      this.#isGrowing = this.#value > this.#best.value
    } else if (++this.#misses === 2) {
      // A single slow round may be chance: the second decides.
      this.#value = this.#best.value
      this.#isGrowing = false
    }
  }

  /** Once for all that was sent before. Says whether that was done. */
  #reduce(sentAt: number, value: number): boolean {
    if (sentAt <= this.#reducedAt) return false
    this.#reducedAt = this.#clock.now()
    this.#value = Math.max(1, Math.floor(Math.min(this.#value, value)))
    this.#isGrowing = false
    this.startRound()
    return true
  }
}

import type { Clock } from '../network/clock.ts'
import { Effort } from './effort.ts'
import { Rate } from './rate.ts'

/**
 * Where `auto` begins, and how far it goes: S3 takes about 3,500 writes a second on one prefix (its
 * documentation), which at 200 ms an answer are 700 in flight.
 */
const FIRST_LIMIT = 64
const HIGHEST_LIMIT = 768
/** More in flight pays where it brings at least this much more. */
const PAYS = 1.15
/** Answers that take this much longer than they could are waiting for each other: more would wait, too. */
const QUEUES = 2
/** Answers that take hardly longer than the fastest did meet an idle line. */
const IDLE = 1.4
/** The share of its time in which a program that cannot do more is busy. */
const BUSY = 0.9
/** Rounds without a change before more is tried again. */
const ROUNDS_BETWEEN_PROBES = 10

/**
 * Decides when the next request may go. Never more than a limit are in flight; `auto` finds the
 * limit by itself: it doubles while that pays in objects a second, goes back where it does not, and
 * tries a little more from time to time. Where S3 asks to slow down, the limit is halved and the
 * requests are spread over time at the rate that S3 was seen to take.
 */
export class Pacer {
  readonly #clock: Clock
  readonly #ceiling: number
  readonly #rate: Rate
  readonly #effort = new Effort()
  readonly #objects: number
  readonly #retries: (() => void)[] = []
  readonly #waiting: (() => void)[] = []
  #inFlight = 0
  #mostInFlight = 0
  #stored = 0
  #limit: number
  /** A round is as many stored objects as were allowed in flight when it began. */
  #round = { started: 0, busy: 0, connections: 0, size: 0, stored: 0, waited: 0 }
  #growth: 'doubling' | 'steady' | 'probing' = 'doubling'
  #best = { limit: FIRST_LIMIT, throughput: 0 }
  /** Milliseconds of an answer, in the round where they were fewest. */
  #shortestWait = Infinity
  /** Milliseconds of the fastest answer. */
  #leastWait = Infinity
  #misses = 0
  #steadyRounds = 0
  #slowedDownAt = -Infinity

  /**
   * @param concurrency a number is a ceiling
   * @param objects how many there are to be stored
   */
  constructor(concurrency: 'auto' | number, objects: number, clock: Clock) {
    this.#clock = clock
    this.#objects = objects
    this.#ceiling = concurrency === 'auto' ? HIGHEST_LIMIT : concurrency
    this.#limit = Math.min(FIRST_LIMIT, this.#ceiling)
    this.#rate = new Rate(clock)
    this.#beginRound()
  }

  /** Never more than this are in flight. */
  get ceiling(): number {
    return this.#ceiling
  }

  /** How many may be in flight now. */
  get limit(): number {
    return this.#limit
  }

  /** Resolves when there is room for one more; who tries again goes before who has not yet tried. */
  async enter(again = false): Promise<void> {
    if (this.#inFlight < this.#limit) {
      this.#begin()
      return
    }
    const queue = again ? this.#retries : this.#waiting
    await new Promise<void>((resolve) => queue.push(resolve))
  }

  leave(): void {
    this.#inFlight -= 1
    this.#admit()
  }

  /** Resolves when a request may go, at once where S3 has not asked to slow down. */
  turn(): Promise<void> | undefined {
    return this.#rate.turn()
  }

  /** Lets go whoever waits for a turn: nothing will be sent any more. */
  stop(): void {
    this.#rate.lift()
  }

  /** How many objects have been stored so far. */
  get storedObjects(): number {
    return this.#stored
  }

  /**
   * An object was stored.
   *
   * @param sentAt when its request was sent; absent for a large one, which takes as long as it takes
   * and says nothing about the pace
   */
  stored(sentAt?: number): void {
    this.#stored += 1
    this.#rate.stored()
    if (sentAt === undefined) return
    const wait = this.#clock.now() - sentAt
    this.#leastWait = Math.min(this.#leastWait, wait)
    this.#round.waited += wait
    if (++this.#round.stored >= this.#round.size) this.#endRound()
  }

  /**
   * S3 asked to slow down, or a request met only silence.
   *
   * @param sentAt when that request was sent: what was sent before the last answer of this kind does
   * not count again
   */
  slowDown(sentAt: number, cause: 'asked' | 'silence'): void {
    if (cause === 'asked') this.#rate.refused()
    if (sentAt <= this.#slowedDownAt) return
    const first = this.#slowedDownAt === -Infinity
    this.#slowedDownAt = this.#clock.now()
    if (cause === 'asked') this.#rate.reduce()
    if (cause === 'silence' || first) this.#limit = Math.max(1, Math.floor(this.#limit / 2))
    this.#settle(this.#limit, 0)
    this.#beginRound()
  }

  #beginRound(): void {
    this.#round = {
      started: this.#clock.now(),
      busy: this.#clock.busy(),
      connections: this.#mostInFlight,
      size: this.#limit,
      stored: 0,
      waited: 0,
    }
  }

  #endRound(): void {
    const elapsed = Math.max(this.#clock.now() - this.#round.started, 0.001)
    const throughput = this.#round.stored / elapsed
    const wait = this.#round.waited / this.#round.stored
    this.#shortestWait = Math.min(this.#shortestWait, wait)
    const queues = wait > this.#shortestWait * QUEUES
    const work = this.#clock.busy() - this.#round.busy
    const worthwhile = this.#worthwhile(work)
    if (this.#rate.isLimited) this.#widen()
    else if (this.#growth === 'steady') this.#stay(throughput, wait, worthwhile)
    // A little more could not bring as much as pays.
    else if (this.#isBusy(work / elapsed) || worthwhile < this.#limit * PAYS) this.#misses = 0
    else if (throughput > this.#best.throughput * PAYS && !queues)
      this.#grow(throughput, worthwhile)
    // A single slow round may be chance: the second decides.
    else if (++this.#misses === 2) this.#settle(this.#best.limit, this.#best.throughput)
    this.#beginRound()
    this.#admit()
  }

  /** @param work milliseconds that this program was busy in the round */
  #worthwhile(work: number): number {
    const { connections, stored } = this.#round
    this.#effort.spent(work, stored, this.#mostInFlight - connections)
    // What a session that ended early had taken is sent again, and counts twice.
    const left = Math.max(0, this.#objects - this.#stored)
    return this.#effort.worthwhile(this.#shortestWait, left)
  }

  /** Whether this program is the brake. It gets faster while it runs, above all after its first round. */
  #isBusy(share: number): boolean {
    return share > BUSY && this.#best.throughput > 0
  }

  /** The rate is the brake now; where the limit brakes more, as with slow answers, it gives way. */
  #widen(): void {
    if (!this.#rate.isBraking) this.#limit = Math.min(this.#ceiling, this.#limit * 2)
  }

  #grow(throughput: number, worthwhile: number): void {
    this.#best = { limit: this.#limit, throughput }
    this.#misses = 0
    const factor = this.#growth === 'doubling' ? 2 : 1.25
    const next = Math.min(this.#ceiling, worthwhile, Math.ceil(this.#limit * factor))
    this.#limit = Math.max(this.#limit, next)
    if (this.#limit === this.#ceiling) this.#settle(this.#limit, throughput)
  }

  #settle(limit: number, throughput: number): void {
    this.#limit = limit
    this.#best = { limit, throughput }
    this.#growth = 'steady'
    this.#misses = 0
    this.#steadyRounds = 0
  }

  #stay(throughput: number, wait: number, worthwhile: number): void {
    const { limit } = this.#best
    const before = this.#best.throughput === 0 ? throughput : this.#best.throughput
    this.#best = { limit, throughput: 0.8 * before + 0.2 * throughput }
    // Nothing waits, neither there nor here: what looked like too much was chance.
    const isIdle = wait < this.#leastWait * IDLE && worthwhile > this.#limit * 2
    if (isIdle && this.#limit < this.#ceiling) {
      this.#growth = 'doubling'
      this.#grow(throughput, worthwhile)
      return
    }
    const next = Math.min(this.#ceiling, worthwhile, Math.ceil(this.#limit * 1.25))
    if (++this.#steadyRounds < ROUNDS_BETWEEN_PROBES || next <= this.#limit) return
    this.#growth = 'probing'
    this.#limit = next
  }

  #admit(): void {
    while (this.#inFlight < this.#limit) {
      const next = this.#retries.shift() ?? this.#waiting.shift()
      if (next === undefined) return
      this.#begin()
      next()
    }
  }

  #begin(): void {
    this.#inFlight += 1
    this.#mostInFlight = Math.max(this.#mostInFlight, this.#inFlight)
  }
}

import type { Clock } from '../network/clock.ts'
import { duration } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { RateLimiter } from './rate-limiter.ts'
import { StallTimer } from './stall-timer.ts'

/** Requests in flight: few enough for a short run over TLS, where each opens a costly connection. */
const FIRST_LIMIT = 96
/** At 140 ms an answer, as between continents, these are the 3,500 objects a second that S3 takes. */
const HIGHEST_LIMIT = 512
/** After an outage the pace starts low, and doubles. */
const LIMIT_AFTER_OUTAGE = 8
/** More in flight pays where it brings at least this much more. */
const PAYS = 1.15
/** The share of its time in which a program that cannot do more is busy. */
const BUSY = 0.9
/** Who finds no file descriptor leaves these to others: connections that are idle, files. */
const DESCRIPTORS_SHARE = 0.75
/** Where so many first attempts fail, failing is not an object's own fault. */
const TROUBLE = 1 / 8
/** First attempts that tell how the storage is. */
const TROUBLE_ATTEMPTS = 32

/** Why an attempt came to nothing that may come to something later. */
export interface Failure {
  /**
   * `throttled`: the storage asks for less. `late`: no answer in time, which suggests that.
   * `descriptors`: this process could open no connection. `failed`: anything else.
   */
  readonly cause: 'throttled' | 'late' | 'descriptors' | 'failed'
  readonly reason: string
  readonly sentAt: number
  /** Whether this was the object's first attempt. */
  readonly isFirst: boolean
}

/**
 * Decides when the next request to the storage may be sent.
 *
 * - Never more than a limit are in flight. `auto` doubles the limit while that pays in objects a
 *   second, keeps it where this program is busy or the rate brakes, and goes back where it does not pay.
 * - The rate limiter spreads them over time, at the rate that S3 accepts.
 * - The circuit breaker stops sending while the storage is down; a probe tells when it is back.
 * - The stall timer ends it all where nothing was stored for two minutes.
 */
export class Limiter {
  /**
   * Sends something again that was stored before, in an outage: that changes nothing, and is not at
   * fault itself. Where it is absent, objects that wait are the probes, in turn.
   */
  probe: (() => Promise<void>) | undefined

  readonly #clock: Clock
  readonly #log: Pick<Log, 'info'>
  readonly #rate: RateLimiter
  readonly #circuit: CircuitBreaker
  readonly #stall: StallTimer
  readonly #again: (() => void)[] = []
  readonly #waiting: (() => void)[] = []
  #probing: Promise<unknown> = Promise.resolve()
  #stopped = false
  #ceiling: number
  #limit: number
  #inFlight = 0
  #isProbeAdmitted = false
  #stored = 0
  /** Everything that showed the storage to be well: what was stored, and probes. */
  #successes = 0
  /** The share of first attempts that failed lately. */
  #trouble = 0
  #openedAt = 0
  #reducedAt = -Infinity
  /** A round is as many stored objects as were allowed in flight when it began. */
  #round = { started: 0, busy: 0, size: 0, stored: 0 }
  #isGrowing = true
  /** The limit that has brought most so far: where a higher one does not pay, it is this again. */
  #best = { limit: 1, throughput: 0 }
  #misses = 0

  /** @param concurrency a number is a ceiling */
  constructor(
    concurrency: 'auto' | number,
    clock: Clock,
    log: Pick<Log, 'info'>,
    stall = new StallTimer(),
  ) {
    this.#clock = clock
    this.#log = log
    this.#stall = stall
    this.#ceiling = concurrency === 'auto' ? HIGHEST_LIMIT : concurrency
    this.#limit = Math.min(FIRST_LIMIT, this.#ceiling)
    this.#rate = new RateLimiter(clock)
    this.#circuit = new CircuitBreaker(clock, () => {
      this.#halfOpened()
    })
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

  /** How many objects have been stored so far. */
  get storedObjects(): number {
    return this.#stored
  }

  /** Grows with everything that shows the storage to be well. */
  get successes(): number {
    return this.#successes
  }

  /** Whether the circuit is open: the storage answers nothing any more. */
  get isDown(): boolean {
    return !this.#circuit.isClosed
  }

  /** Aborts where the storage took nothing for two minutes. */
  get stalled(): AbortSignal {
    return this.#stall.signal
  }

  /** What the last failed attempt came to. */
  get lastReason(): string {
    return this.#stall.lastReason
  }

  /** Resolves when one more may be in flight; who tries again goes before who has not yet tried. */
  async acquire(again = false): Promise<void> {
    if (this.#admits()) {
      this.#begin()
      return
    }
    const queue = again ? this.#again : this.#waiting
    await new Promise<void>((resolve) => queue.push(resolve))
  }

  release(): void {
    this.#inFlight -= 1
    // Whoever was to be the probe has nothing to send.
    if (this.#circuit.isProbeDue) this.#isProbeAdmitted = false
    this.#admit()
  }

  /** Resolves when a request may be sent by whoever has acquired a place, which may be lost meanwhile. */
  async turn(): Promise<void> {
    const isProbe = await this.#standBack()
    const turn = this.#rate.turn()
    if (turn === undefined) return
    await turn
    if (!isProbe) await this.#standBack()
  }

  /**
   * An object was stored.
   *
   * @param sentAt when its request was sent; absent for a large one, which takes as long as it takes
   * and says nothing about the pace
   */
  stored(sentAt: number | undefined, isFirst: boolean): void {
    this.#stored += 1
    this.#stall.renew()
    this.#rate.accepted()
    if (isFirst) this.#trouble -= this.#trouble / TROUBLE_ATTEMPTS
    this.recovered()
    if (sentAt !== undefined && ++this.#round.stored >= this.#round.size) this.#endRound()
  }

  /** The storage has stored something, if only once more. */
  recovered(): void {
    this.#successes += 1
    this.answered()
  }

  /** The storage is there, whatever it answers. */
  answered(): void {
    const { isClosed, failedProbes } = this.#circuit
    this.#circuit.succeeded()
    if (isClosed) return
    if (failedProbes > 0) {
      const milliseconds = this.#clock.now() - this.#openedAt
      this.#log.info(`The storage answers again after ${duration(milliseconds)}`)
    }
    this.#beginRound()
    this.#admit()
  }

  /** An attempt has failed. */
  failed({ cause, reason, sentAt, isFirst }: Failure): void {
    this.#stall.failed(reason)
    if (cause === 'throttled') this.#rate.refused(sentAt)
    else if (cause === 'descriptors') this.descriptorsExhausted(sentAt, reason)
    else if (isFirst) this.#trouble += (1 - this.#trouble) / TROUBLE_ATTEMPTS
    if (cause === 'late' && this.#circuit.isClosed) this.#reduce(sentAt, this.#limit / 2)
    // What this process lacks says nothing of the storage, but a probe has failed by it.
    if (cause === 'descriptors' && this.#circuit.isClosed) return
    const { isClosed: wasClosed, failedProbes } = this.#circuit
    this.#circuit.failed(sentAt, this.#inFlight)
    if (wasClosed && !this.#circuit.isClosed) this.#opened()
    if (failedProbes === 0 && this.#circuit.failedProbes === 1) {
      this.#log.info(`The storage is down (${reason}); waiting until it answers again`)
    }
  }

  /**
   * Whether an attempt that failed now counts against its object: others were stored since its first
   * attempt, and fail only now and then.
   *
   * @param before `successes` at its first attempt
   */
  isOwnFault(before: number): boolean {
    return this.#circuit.isClosed && this.#successes > before && this.#trouble < TROUBLE
  }

  /** Bytes of a large object move. */
  moved(): void {
    this.#stall.moved()
  }

  /**
   * There was no file descriptor for a connection or a file: fewer may be in flight from now on.
   *
   * @param since when it was tried: what was tried before the last time does not count again
   */
  descriptorsExhausted(since: number, reason: string): void {
    this.#stall.failed(reason)
    if (this.#reduce(since, this.#inFlight * DESCRIPTORS_SHARE)) this.#ceiling = this.#limit
  }

  /** Nothing is waited for any more; resolves when no probe is under way. */
  async settled(): Promise<void> {
    this.#stall.renew()
    this.probe = undefined
    await this.#probing
  }

  /** Lets go whoever waits: nothing will be sent any more. */
  stop(): void {
    this.#stopped = true
    this.#rate.stop()
    this.#circuit.stop()
    this.#stall.renew()
    this.#admit()
  }

  #admits(): boolean {
    if (this.#stopped) return true
    if (this.#circuit.isClosed) return this.#inFlight < this.#limit
    return this.#circuit.isProbeDue && this.probe === undefined && !this.#isProbeAdmitted
  }

  #begin(): void {
    this.#inFlight += 1
    this.#isProbeAdmitted = !this.#circuit.isClosed
  }

  #admit(): void {
    while (this.#admits()) {
      const next = this.#again.shift() ?? this.#waiting.shift()
      if (next === undefined) return
      this.#begin()
      next()
    }
  }

  /** Gives the place up while the circuit is open. Says whether the request is the probe. */
  async #standBack(): Promise<boolean> {
    while (!this.#stopped && !this.#circuit.isClosed) {
      if (this.probe === undefined && this.#circuit.takeProbe()) return true
      this.release()
      await this.acquire(true)
    }
    return false
  }

  #opened(): void {
    this.#openedAt = this.#clock.now()
    this.#limit = Math.min(this.#limit, LIMIT_AFTER_OUTAGE)
    this.#isGrowing = true
    this.#best = { limit: this.#limit, throughput: 0 }
  }

  #halfOpened(): void {
    this.#isProbeAdmitted = false
    if (this.probe === undefined) {
      this.#admit()
      return
    }
    this.#circuit.takeProbe()
    // It throws only what ends the run, which others hear of, too.
    const probing = this.probe().catch(() => undefined)
    this.#probing = Promise.all([this.#probing, probing])
  }

  #beginRound(): void {
    const started = this.#clock.now()
    this.#round = { started, busy: this.#clock.busy(), size: this.#limit, stored: 0 }
  }

  #endRound(): void {
    const elapsed = Math.max(this.#clock.now() - this.#round.started, 0.001)
    const isBusy = (this.#clock.busy() - this.#round.busy) / elapsed > BUSY
    const throughput = this.#round.stored / elapsed
    if (this.#isGrowing && !isBusy && !this.#rate.isBraking) this.#grow(throughput)
    this.#beginRound()
    this.#admit()
  }

  #grow(throughput: number): void {
    // Where the rate is limited, it decides how much pays: the limit only gives it room.
    if (this.#rate.wasReduced || throughput > this.#best.throughput * PAYS) {
      this.#best = { limit: this.#limit, throughput }
      this.#misses = 0
      this.#limit = Math.min(this.#ceiling, this.#limit * 2)
      this.#isGrowing = this.#limit > this.#best.limit
    } else if (++this.#misses === 2) {
      // A single slow round may be chance: the second decides.
      this.#limit = this.#best.limit
      this.#isGrowing = false
    }
  }

  /** Once for all that was sent before. Says whether that was done. */
  #reduce(sentAt: number, limit: number): boolean {
    if (sentAt <= this.#reducedAt) return false
    this.#reducedAt = this.#clock.now()
    this.#limit = Math.max(1, Math.floor(Math.min(this.#limit, limit)))
    this.#isGrowing = false
    this.#beginRound()
    return true
  }
}

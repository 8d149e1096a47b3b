import type { Clock } from '../network/clock.ts'
import type { Log } from '../log/log.ts'
import { objectPause } from '../network/backoff.ts'
import { DescriptorsExhaustedError } from '../network/descriptors.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { ConcurrencyLimit } from './concurrency-limit.ts'
import { FailureShare } from './failure-share.ts'
import { RateLimiter } from './rate-limiter.ts'
import { StallTimer } from './stall-timer.ts'
import type { Cause } from './verdict.ts'

/** Why an attempt failed that may succeed later. */
export interface Failure {
  readonly cause: Cause
  readonly reason: string
  readonly sentAt: number
  /** Whether this was the object's first attempt. */
  readonly isFirst: boolean
}

/**
 * Decides when the next request to the storage may be sent.
 *
 * - The concurrency limit says how many may be in flight.
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
  readonly #limit: ConcurrencyLimit
  readonly #rate: RateLimiter
  readonly #circuit: CircuitBreaker
  readonly #stall: StallTimer
  readonly #failures = new FailureShare()
  readonly #waitingRetries: (() => void)[] = []
  readonly #waiting: (() => void)[] = []
  #probing: Promise<unknown> = Promise.resolve()
  #stopped = false
  #inFlight = 0
  #isProbeAdmitted = false
  #stored = 0
  #successes = 0

  /** @param concurrency a number is a ceiling */
  constructor(
    concurrency: 'auto' | number,
    clock: Clock,
    log: Pick<Log, 'info'>,
    stall = new StallTimer(),
  ) {
    this.#clock = clock
    this.#stall = stall
    this.#rate = new RateLimiter(clock)
    this.#limit = new ConcurrencyLimit(concurrency, this.#rate, clock)
    this.#circuit = new CircuitBreaker(clock, log, () => {
      this.#halfOpened()
    })
  }

  /** How many may be in flight now. */
  get limit(): number {
    return this.#limit.value
  }

  /** Never more than this are in flight. */
  get ceiling(): number {
    return this.#limit.ceiling
  }

  /** How many objects have been stored so far. */
  get storedObjects(): number {
    return this.#stored
  }

  /** Grows with everything that shows the storage to be well: with what is stored, and with probes. */
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

  /** Why the last failed attempt failed. */
  get lastReason(): string {
    return this.#stall.lastReason
  }

  /** Resolves when one more may be in flight; retries go first. */
  async acquire(isRetry = false): Promise<void> {
    if (this.#hasRoom()) {
      this.#begin()
      return
    }
    const queue = isRetry ? this.#waitingRetries : this.#waiting
    await new Promise<void>((resolve) => queue.push(resolve))
  }

  /** Ends what `acquire` began. */
  release(): void {
    this.#inFlight -= 1
    // Whoever was to be the probe has nothing to send.
    if (this.#circuit.isProbeDue) this.#isProbeAdmitted = false
    this.#admitWaiting()
  }

  /**
   * Releases for a while, so that others can send meanwhile.
   *
   * @throws the signal's reason when that aborts
   */
  async pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.release()
    try {
      await this.#clock.sleep(milliseconds, signal)
    } finally {
      await this.acquire(true)
    }
  }

  /** Resolves when whoever has acquired may send a request. */
  async readyToSend(): Promise<void> {
    const isProbe = await this.#standBack()
    const turn = this.#rate.turn()
    if (turn === undefined) return
    await turn
    if (!isProbe) await this.#standBack()
  }

  /**
   * Does what takes a file descriptor, and again after a pause where none is free: fewer are in flight
   * from then on.
   *
   * @throws the signal's reason when that aborts
   */
  async withDescriptor<Result>(take: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    for (;;) {
      const triedAt = this.#clock.now()
      try {
        return await take()
      } catch (error) {
        if (!(error instanceof DescriptorsExhaustedError)) throw error
        this.#descriptorsExhausted(triedAt, error.message)
      }
      await this.pause(objectPause(0, this.#clock), signal)
    }
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
    if (isFirst) this.#failures.add('stored')
    this.recovered()
    if (sentAt === undefined) return
    this.#limit.stored()
    this.#admitWaiting()
  }

  /** The storage has stored something, if only once more. */
  recovered(): void {
    this.#successes += 1
    this.answered()
  }

  /** The storage is there, whatever it answers. */
  answered(): void {
    const wasDown = this.isDown
    this.#circuit.succeeded()
    if (!wasDown) return
    this.#limit.startRound()
    this.#admitWaiting()
  }

  /** An attempt has failed. */
  failed({ cause, reason, sentAt, isFirst }: Failure): void {
    if (cause === 'descriptors') this.#descriptorsExhausted(sentAt, reason)
    else this.#stall.failed(reason)
    if (cause === 'throttled') this.#rate.refused(sentAt)
    else if (cause !== 'descriptors' && isFirst) this.#failures.add('failed')
    const wasDown = this.isDown
    if (cause === 'late' && !wasDown) this.#limit.late(sentAt)
    // What this process lacks says nothing of the storage, but a probe has failed by it.
    if (cause === 'descriptors' && !wasDown) return
    if (this.#circuit.failed(sentAt, this.#inFlight, reason)) this.#limit.outage()
  }

  /**
   * Whether an attempt that failed now counts against its object: others were stored since its first
   * attempt, and fail only now and then.
   *
   * @param before `successes` at its first attempt
   */
  isOwnFault(before: number): boolean {
    return this.#circuit.isClosed && this.#successes > before && !this.#failures.isHigh
  }

  /** Bytes of a large object move. */
  moved(): void {
    this.#stall.moved()
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
    this.#admitWaiting()
  }

  #hasRoom(): boolean {
    if (this.#stopped) return true
    if (this.#circuit.isClosed) return this.#inFlight < this.#limit.value
    return this.#circuit.isProbeDue && this.probe === undefined && !this.#isProbeAdmitted
  }

  #begin(): void {
    this.#inFlight += 1
    this.#isProbeAdmitted = !this.#circuit.isClosed
  }

  #admitWaiting(): void {
    while (this.#hasRoom()) {
      const next = this.#waitingRetries.shift() ?? this.#waiting.shift()
      if (next === undefined) return
      this.#begin()
      next()
    }
  }

  /** Releases while the circuit is open. Says whether the request is the probe. */
  async #standBack(): Promise<boolean> {
    while (!this.#stopped && !this.#circuit.isClosed) {
      if (this.probe === undefined && this.#circuit.takeProbe()) return true
      this.release()
      await this.acquire(true)
    }
    return false
  }

  #halfOpened(): void {
    this.#isProbeAdmitted = false
    if (this.probe === undefined) {
      this.#admitWaiting()
      return
    }
    this.#circuit.takeProbe()
    // It throws only what ends the run, which others hear of, too.
    const probing = this.probe().catch(() => undefined)
    this.#probing = Promise.all([this.#probing, probing])
  }

  #descriptorsExhausted(triedAt: number, reason: string): void {
    this.#stall.failed(reason)
    this.#limit.descriptorsExhausted(triedAt, this.#inFlight)
  }
}

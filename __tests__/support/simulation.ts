import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/network/clock.ts'
import { objectPause } from '../../src/network/backoff.ts'
import { Limiter, type Failure } from '../../src/storage/limiter.ts'
import { StallTimer } from '../../src/storage/stall-timer.ts'

/** A clock that stands still until the simulation moves it, and chance that repeats itself. */
export class SimulatedClock implements Clock {
  #now = 0
  #seed = 1
  #worked = 0
  #idleAt = 0
  readonly #events: { readonly at: number; readonly happen: () => void }[] = []

  now(): number {
    return this.#now
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((happen, reject) => {
      this.at(this.#now + milliseconds, happen)
      signal?.addEventListener('abort', () => {
        reject(signal.reason as Error)
      })
    })
  }

  at(time: number, happen: () => void): void {
    const index = this.#events.findLastIndex((event) => event.at <= time)
    this.#events.splice(index + 1, 0, { at: time, happen })
  }

  busy(): number {
    return this.#worked - Math.max(0, this.#idleAt - this.#now)
  }

  /** Lets the simulated program, which does one thing at a time, work for so long. */
  async work(milliseconds: number): Promise<void> {
    if (milliseconds === 0) return
    this.#worked += milliseconds
    this.#idleAt = Math.max(this.#idleAt, this.#now) + milliseconds
    await this.sleep(this.#idleAt - this.#now)
  }

  random(): number {
    this.#seed = (this.#seed * 16_807) % 2_147_483_647
    return this.#seed / 2_147_483_647
  }

  /** Lets everything happen until the work is done. */
  async runUntil(work: Promise<unknown>): Promise<void> {
    const state = { done: false }
    void work.finally(() => (state.done = true))
    await setImmediate()
    while (!state.done) {
      const next = this.#events.shift()
      if (next === undefined) throw new Error('nothing will ever happen again')
      this.#now = next.at
      next.happen()
      // All that happens at one time happens before anything later.
      while (this.#events[0]?.at === this.#now) this.#events.shift()?.happen()
      await setImmediate()
    }
  }
}

/** How a simulated bucket answers. */
export interface BucketBehaviour {
  /** Milliseconds from request to answer on an idle line. */
  readonly latency: number
  /** Milliseconds that the program works for an object, and for a connection. */
  readonly work?: { readonly object: number; readonly connection: number }
  /** So many objects, the first ones, take three times that work: V8 has not compiled the program yet. */
  readonly warmUp?: number
  /** Milliseconds of the line that each object takes for itself: its size over the bandwidth. */
  readonly lineTime?: number
  /** Objects a second beyond which it refuses, after a burst of so many. */
  readonly rate?: number
  readonly burst?: number
  /** Whether refused requests use up the rate as well. */
  readonly countsRefused?: boolean
  /** Answer times are log-normal around `latency` with this sigma. */
  readonly sigma?: number
  /** How likely it refuses a request, whatever the rate. */
  readonly mishaps?: number
  /** Milliseconds from the start between which it refuses everything, and how. */
  readonly outage?: readonly [from: number, to: number]
  readonly outageCause?: Failure['cause']
  /** Whether what was stored is sent again as a probe, as documents are. */
  readonly probesStored?: boolean
}

/** A request that was sent while the circuit was open. */
export interface Probe {
  readonly sentAt: number
  readonly answeredAt: number
}

export interface Measured {
  readonly seconds: number
  readonly refused: number
  /** Requests in each second of the outage. */
  readonly requestsInOutage: readonly number[]
  /** In the order they were sent. */
  readonly probes: readonly Probe[]
  readonly mostInFlight: number
  readonly lastLimit: number
}

/** Sends so many objects by a limiter to a simulated bucket, refused ones again. */
export async function simulate(
  objects: number,
  behaviour: BucketBehaviour,
  concurrency: 'auto' | number = 'auto',
): Promise<Measured> {
  const clock = new SimulatedClock()
  const limiter = new Limiter(concurrency, clock, { info: () => undefined }, new StallTimer())
  const { latency, lineTime = 0, rate = Infinity, burst = 0, mishaps = 0, sigma = 0 } = behaviour
  const { work = { object: 0, connection: 0 }, warmUp = 0, countsRefused = false } = behaviour
  const { outage = [Infinity, 0], outageCause = 'throttled', probesStored = false } = behaviour
  const measured = { seconds: 0, refused: 0, mostInFlight: 0, lastLimit: 0 }
  const requestsInOutage: number[] = []
  const probes: Probe[] = []
  let inFlight = 0
  let attempts = 0
  let lineFreeAt = 0
  let tokens = burst
  let refilledAt = 0

  function isDown(): boolean {
    const since = clock.now() - outage[0]
    if (since < 0 || clock.now() >= outage[1]) return false
    const second = Math.floor(since / 1000)
    requestsInOutage[second] = (requestsInOutage[second] ?? 0) + 1
    return true
  }

  function accepts(): boolean {
    if (mishaps > 0 && clock.random() < mishaps) return false
    if (rate === Infinity) return true
    tokens = Math.min(burst, tokens + ((clock.now() - refilledAt) * rate) / 1000)
    refilledAt = clock.now()
    const accepted = tokens >= 1
    if (accepted || countsRefused) tokens = Math.max(countsRefused ? -burst : 0, tokens - 1)
    return accepted
  }

  /** By the sum of twelve, as good as normal. */
  function answerTime(): number {
    if (sigma === 0) return latency
    const normal = Array.from({ length: 12 }, () => clock.random()).reduce((a, b) => a + b, -6)
    return latency * Math.exp(sigma * normal)
  }

  async function attempt(): Promise<Failure['cause'] | undefined> {
    const sentAt = clock.now()
    const isProbe = limiter.isDown
    const opens = ++inFlight > measured.mostInFlight
    measured.mostInFlight = Math.max(measured.mostInFlight, inFlight)
    const isWarm = ++attempts > warmUp
    await clock.work(work.object * (isWarm ? 1 : 3) + (opens ? work.connection : 0))
    const cause = isDown() ? outageCause : accepts() ? undefined : 'throttled'
    lineFreeAt = Math.max(lineFreeAt, clock.now()) + lineTime
    const time = answerTime()
    await clock.sleep(lineFreeAt - clock.now() + (cause ? Math.max(time, 50) : time))
    inFlight -= 1
    if (isProbe) probes.push({ sentAt, answeredAt: clock.now() })
    if (cause !== undefined) measured.refused += 1
    return cause
  }

  async function probe(): Promise<void> {
    const sentAt = clock.now()
    const cause = await attempt()
    if (cause === undefined) limiter.recovered()
    else limiter.failed({ cause, reason: cause, sentAt, isFirst: false })
  }

  async function send(): Promise<void> {
    await limiter.acquire()
    for (let isFirst = true; ; isFirst = false) {
      await limiter.readyToSend()
      const sentAt = clock.now()
      const cause = await attempt()
      if (cause === undefined) {
        limiter.stored(sentAt, isFirst)
        if (probesStored) limiter.probe ??= probe
        break
      }
      limiter.failed({ cause, reason: cause, sentAt, isFirst })
      limiter.release()
      await clock.sleep(objectPause(0, clock))
      await limiter.acquire(true)
    }
    limiter.release()
  }

  await clock.runUntil(Promise.all(Array.from({ length: objects }, send)))
  const seconds = clock.now() / 1000
  const { limit } = limiter
  limiter.stop()
  return { ...measured, requestsInOutage, probes, seconds, lastLimit: limit }
}

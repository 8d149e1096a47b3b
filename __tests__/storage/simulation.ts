import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/network/clock.ts'
import { Pacer } from '../../src/storage/pacing.ts'

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

  sleep(milliseconds: number): Promise<void> {
    return new Promise((happen) => {
      this.at(this.#now + milliseconds, happen)
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
  /** Milliseconds of the line that each object takes for itself: its size over the bandwidth. */
  readonly lineTime?: number
  /** Objects a second beyond which it refuses, after a burst of so many. */
  readonly rate?: number
  readonly burst?: number
  /** How many objects there seemed to be; the rest is sent again, in another session. */
  readonly expected?: number
  /** How likely it refuses a request, whatever the rate. */
  readonly mishaps?: number
  /** Milliseconds from the start between which it refuses everything. */
  readonly outage?: readonly [from: number, to: number]
}

export interface Measured {
  readonly seconds: number
  readonly refused: number
  readonly mostInFlight: number
  readonly lastLimit: number
}

/** Sends so many objects through a pacer to a simulated bucket, refused ones again. */
export async function simulate(
  objects: number,
  behaviour: BucketBehaviour,
  concurrency: 'auto' | number = 'auto',
): Promise<Measured> {
  const clock = new SimulatedClock()
  const pacer = new Pacer(concurrency, behaviour.expected ?? objects, clock)
  const { latency, lineTime = 0, rate = Infinity, burst = 0, mishaps = 0, outage } = behaviour
  const { work = { object: 0, connection: 0 } } = behaviour
  const measured = { seconds: 0, refused: 0, mostInFlight: 0, lastLimit: 0 }
  let inFlight = 0
  let lineFreeAt = 0
  let tokens = burst
  let refilledAt = 0

  function takes(): boolean {
    if (outage !== undefined && clock.now() >= outage[0] && clock.now() < outage[1]) return false
    if (mishaps > 0 && clock.random() < mishaps) return false
    if (rate === Infinity) return true
    tokens = Math.min(burst, tokens + ((clock.now() - refilledAt) * rate) / 1000)
    refilledAt = clock.now()
    if (tokens < 1) return false
    tokens -= 1
    return true
  }

  async function send(): Promise<void> {
    await pacer.enter()
    let sentAt = 0
    for (let failures = 0; ;) {
      await pacer.turn()
      sentAt = clock.now()
      const opens = ++inFlight > measured.mostInFlight
      measured.mostInFlight = Math.max(measured.mostInFlight, inFlight)
      await clock.work(work.object + (opens ? work.connection : 0))
      const taken = takes()
      lineFreeAt = Math.max(lineFreeAt, clock.now()) + lineTime
      await clock.sleep(lineFreeAt - clock.now() + (taken ? latency : Math.max(latency, 50)))
      inFlight -= 1
      if (taken) break
      measured.refused += 1
      pacer.slowDown(sentAt, 'asked')
      pacer.leave()
      await clock.sleep(clock.random() * Math.min(200 * 2 ** failures++, 20_000))
      await pacer.enter(true)
    }
    pacer.stored(sentAt)
    pacer.leave()
  }

  await clock.runUntil(Promise.all(Array.from({ length: objects }, send)))
  return { ...measured, seconds: clock.now() / 1000, lastLimit: pacer.limit }
}

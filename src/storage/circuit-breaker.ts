import { duration } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../network/clock.ts'

/**
 * The circuit opens after this many failures in a row, or half the requests in flight if that is more:
 * what fails by chance now and then does not open it.
 */
const LEAST_FAILURES = 3
/** Pauses before a probe double from here; half of each is chance. */
const FIRST_PAUSE_MILLISECONDS = 250
/**
 * The storage's return is noticed within this time. It is short beside the two minutes of a stall, since a
 * storage that has just returned may still fail most requests: one of many probes is to succeed.
 */
const LONGEST_PAUSE_MILLISECONDS = 2_500
/** A probe that has had no answer for so long may never get one. */
const PROBE_MILLISECONDS = 5_000

/**
 * Tells an outage of the storage from objects that fail, and keeps requests from a storage that is
 * down.
 *
 * - _closed_: requests are sent. Failures in a row, with nothing stored between them, open it.
 * - _open_: nothing is sent. After a pause it is half-open.
 * - _half-open_: one probe is sent. Its failure opens the circuit again, for a longer pause. Where it
 *   gets no answer for five seconds, another one may be sent beside it.
 *
 * Whatever is stored closes it, in any state.
 */
export class CircuitBreaker {
  readonly #clock: Clock
  readonly #log: Pick<Log, 'info'>
  readonly #halfOpened: () => void
  readonly #stopped = new AbortController()
  #state: 'closed' | 'open' | 'half-open' = 'closed'
  #failuresInARow = 0
  #pauses = 0
  #openings = 0
  #downSince = 0
  #halfOpenAt = 0
  #isProbeDue = false

  /** @param halfOpened called when a probe is due */
  constructor(clock: Clock, log: Pick<Log, 'info'>, halfOpened: () => void) {
    this.#clock = clock
    this.#log = log
    this.#halfOpened = halfOpened
  }

  get isClosed(): boolean {
    return this.#state === 'closed'
  }

  /** Whether a probe is due that nobody has sent. */
  get isProbeDue(): boolean {
    return this.#isProbeDue
  }

  /** Whether whoever asks may send the probe, which is then theirs. */
  takeProbe(): boolean {
    const due = this.#isProbeDue
    this.#isProbeDue = false
    if (due) void this.#replaceProbe()
    return due
  }

  /** The storage has answered. */
  succeeded(): void {
    if (this.#pauses > 1) {
      const lasted = duration(this.#clock.now() - this.#downSince)
      this.#log.info(`The storage answers again after ${lasted}`)
    }
    this.#state = 'closed'
    this.#failuresInARow = 0
    this.#pauses = 0
    this.#isProbeDue = false
  }

  /**
   * @param sentAt when the failed request was sent: one from before the probe says nothing new
   * @param inFlight how many are
   * @returns whether that has opened a circuit that was closed
   */
  failed(sentAt: number, inFlight: number, reason: string): boolean {
    this.#failuresInARow += 1
    if (this.#state === 'closed') {
      if (this.#failuresInARow < Math.max(LEAST_FAILURES, inFlight / 2)) return false
      this.#downSince = this.#clock.now()
      void this.#open()
      return true
    }
    if (this.#isProbe(sentAt)) {
      // An outage that is over at the first probe is not worth a line.
      if (this.#pauses === 1) {
        this.#log.info(`The storage is down (${reason}); waiting until it answers again`)
      }
      void this.#open()
    }
    return false
  }

  /** Nothing will be sent any more. */
  stop(): void {
    this.#stopped.abort()
  }

  #isProbe(sentAt: number): boolean {
    return this.#state === 'half-open' && !this.#isProbeDue && sentAt >= this.#halfOpenAt
  }

  async #open(): Promise<void> {
    this.#state = 'open'
    this.#pauses += 1
    const longest = FIRST_PAUSE_MILLISECONDS * 2 ** (this.#pauses - 1)
    const pause = Math.min(longest, LONGEST_PAUSE_MILLISECONDS) * (1 - this.#clock.random() / 2)
    this.#openings += 1
    if (!(await this.#isStillOpenAfter(pause))) return
    this.#state = 'half-open'
    this.#halfOpenAt = this.#clock.now()
    this.#callForProbe()
  }

  async #replaceProbe(): Promise<void> {
    if (await this.#isStillOpenAfter(PROBE_MILLISECONDS)) this.#callForProbe()
  }

  #callForProbe(): void {
    this.#isProbeDue = true
    this.#halfOpened()
  }

  /** Whether meanwhile it was neither closed nor opened anew. */
  async #isStillOpenAfter(milliseconds: number): Promise<boolean> {
    const { signal } = this.#stopped
    const opening = this.#openings
    await this.#clock.sleep(milliseconds, signal).catch(() => undefined)
    return !signal.aborted && this.#openings === opening && !this.isClosed
  }
}

import type { Clock } from '../network/clock.ts'
import type { Deadline } from '../network/deadline.ts'
import { duration } from '../report/figures.ts'
import type { Log } from '../report/log.ts'

/** Trouble that is over before is no news. */
const WORTH_SAYING_MILLISECONDS = 2_000

interface Trouble {
  /** What is to be done: `open an upload session`. */
  readonly attempt: string
  readonly deadline: Deadline
  /** When its first attempt that failed was begun. */
  readonly since: number
}

/**
 * The times in which the platform does not answer as it should. The log has one line when such a time
 * lasts and one when it is over, however many calls wait for that.
 */
export class Outage {
  readonly #clock: Clock
  readonly #log: Log
  /** Calls that have failed and not succeeded since, the first one first. */
  readonly #troubles = new Map<string, Trouble>()
  /** When the first of its attempts was begun; undefined while all is well. */
  #began: number | undefined
  #isTold = false

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }

  /**
   * A call has failed, and will be made again.
   *
   * @param what a clause without a subject: `answered HTTP 503`
   * @param begun when it was sent
   */
  failed(attempt: string, what: string, begun: number, deadline: Deadline): void {
    const troubles = this.#troubles
    this.#began ??= begun
    if (!troubles.has(attempt)) troubles.set(attempt, { attempt, deadline, since: begun })
    if (this.#isTold || this.#clock.now() - this.#began < WORTH_SAYING_MILLISECONDS) return
    const [first] = troubles.values()
    if (first === undefined) return
    this.#isTold = true
    this.#log.info(
      `The platform ${what}; trying again for up to ${duration(first.deadline.milliseconds)} to ${first.attempt}`,
    )
  }

  /** A call was answered. */
  answered(attempt: string): void {
    this.#troubles.delete(attempt)
    if (this.#began === undefined || this.#troubles.size > 0) return
    const lasted = this.#clock.now() - this.#began
    if (this.#isTold) this.#log.info(`The platform answers again after ${duration(lasted)}`)
    this.#began = undefined
    this.#isTold = false
  }

  /** A call is not made again, and the outage goes on. */
  givenUp(attempt: string): void {
    this.#troubles.delete(attempt)
  }

  /** For how many milliseconds a call has failed by now. */
  lasted(attempt: string): number {
    const trouble = this.#troubles.get(attempt)
    return trouble === undefined ? 0 : this.#clock.now() - trouble.since
  }
}

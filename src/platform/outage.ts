import type { Clock } from '../network/clock.ts'
import type { Deadline } from '../network/deadline.ts'
import { duration } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import type { TransientError } from './transient-error.ts'

/** Shorter trouble is not worth a line. */
const OUTAGE_WORTH_SAYING_MILLISECONDS = 2_000

interface Trouble {
  /** What the call is for: `open an upload session`. */
  readonly purpose: string
  readonly deadline: Deadline
  /** When its first attempt that failed was begun. */
  readonly since: number
  /** The last one that says more than that the time was up. */
  readonly fault: TransientError
}

/**
 * The times in which the platform does not answer as it should. The log has one line when such a time
 * lasts and one when it is over, however many calls wait for that.
 */
export class Outage {
  readonly #clock: Clock
  readonly #log: Log
  /** By purpose, the calls that have failed and not succeeded since, the first one first. */
  readonly #troubles = new Map<string, Trouble>()
  /** When the first of its attempts was begun; undefined while all is well. */
  #began: number | undefined
  #isTold = false

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }

  /**
   * A call has failed, and may be made again.
   *
   * @param begun when it was sent
   */
  failed(purpose: string, fault: TransientError, begun: number, deadline: Deadline): void {
    const troubles = this.#troubles
    const before = troubles.get(purpose) ?? { purpose, deadline, since: begun, fault }
    // That the time was up says less than what had failed before.
    troubles.set(purpose, fault.isCutShort ? before : { ...before, fault })
    this.#began ??= begun
    if (this.#isTold || this.#clock.now() - this.#began < OUTAGE_WORTH_SAYING_MILLISECONDS) return
    const [first = before] = troubles.values()
    this.#isTold = true
    this.#log.info(
      `The platform ${fault.message}; trying again for up to ${duration(first.deadline.milliseconds)} to ${first.purpose}`,
    )
  }

  /** A call was answered. */
  answered(purpose: string): void {
    this.#troubles.delete(purpose)
    if (this.#began === undefined || this.#troubles.size > 0) return
    const lasted = this.#clock.now() - this.#began
    if (this.#isTold) this.#log.info(`The platform answers again after ${duration(lasted)}`)
    this.#began = undefined
    this.#isTold = false
  }

  /** A call is not made again, and the outage goes on. */
  givenUp(purpose: string): void {
    this.#troubles.delete(purpose)
  }

  /** For how many milliseconds a call has failed by now, and how; nothing where it has not. */
  troubleOf(purpose: string): { milliseconds: number; fault: TransientError } | undefined {
    const trouble = this.#troubles.get(purpose)
    if (trouble === undefined) return undefined
    return { milliseconds: this.#clock.now() - trouble.since, fault: trouble.fault }
  }
}

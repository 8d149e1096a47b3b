import { objectPause } from '../network/backoff.ts'
import { MOST_STALE_CONNECTIONS, OBJECT_ATTEMPTS } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import type { Limiter } from './limiter.ts'
import type { Verdict } from './verdict.ts'

type Retry = Extract<Verdict, { kind: 'retry' }>

/** What one object's failed attempts have come to, and when it may be sent again. */
export class Retries {
  readonly #limiter: Limiter
  readonly #clock: Pick<Clock, 'random'>
  readonly #successesBefore: number
  #isFirst = true
  #perhapsStored = false
  #stale = 0
  #ownFailures = 0

  constructor(limiter: Limiter, clock: Pick<Clock, 'random'>) {
    this.#limiter = limiter
    this.#clock = clock
    this.#successesBefore = limiter.successes
  }

  /** Whether the next attempt is the object's first, as far as the limiter is concerned. */
  get isFirst(): boolean {
    return this.#isFirst
  }

  /** Whether the storage may have taken the object by an attempt that failed. */
  get perhapsStored(): boolean {
    return this.#perhapsStored
  }

  /**
   * Takes note of an attempt that failed, and tells the limiter.
   *
   * @returns milliseconds to pause before the next one, 0 where a turn of the event loop will do;
   * `spent` where there is none
   */
  failed(retry: Retry, sentAt: number): number | 'spent' {
    this.#perhapsStored ||= retry.perhapsStored
    const isFree = retry.cause === 'stale' && ++this.#stale <= MOST_STALE_CONNECTIONS
    const isOwn = !isFree && this.#counts(retry)
    this.#limiter.failed({ ...retry, sentAt, isFirst: this.#isFirst && !isFree })
    // The connections that were closed together with this one are noticed meanwhile.
    if (isFree && !this.#limiter.isDown) return 0
    this.#isFirst = false
    if (isOwn && ++this.#ownFailures === OBJECT_ATTEMPTS) return 'spent'
    const pause = objectPause(isOwn ? this.#ownFailures : 0, this.#clock)
    return retry.retryAfterMilliseconds + pause
  }

  /** Whether it counts against the object. */
  #counts({ cause }: Retry): boolean {
    if (cause === 'throttled' || cause === 'descriptors') return false
    return this.#limiter.isOwnFault(this.#successesBefore)
  }
}

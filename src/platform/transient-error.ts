import type { Answer } from '../network/answer.ts'
import { retryAfter } from '../network/backoff.ts'
import { mayHaveArrived, type NetworkFault } from '../network/fault.ts'

/** The attempt ran out of time, so nothing is known about its fate. */
export const CUT_SHORT: NetworkFault = { kind: 'silent', what: 'gave no answer in time' }

/** Statuses that say that the request was not carried out: asked too often, not available. */
const NOT_CARRIED_OUT: readonly number[] = [429, 503]

/** A call failed in a way that may pass: by an answer, or without one. */
export class TransientError extends Error {
  override name = 'TransientError'
  readonly reason: Answer | NetworkFault

  constructor(reason: Answer | NetworkFault) {
    super('status' in reason ? `answered HTTP ${reason.status}` : reason.what)
    this.reason = reason
  }

  /** Whether the attempt had to end before it came to anything. */
  get isCutShort(): boolean {
    return this.reason === CUT_SHORT
  }

  /** Whether the call may have been carried out all the same. */
  get mayBeDone(): boolean {
    const { reason } = this
    return 'status' in reason ? !NOT_CARRIED_OUT.includes(reason.status) : mayHaveArrived(reason)
  }

  /** The pause that the platform asks for; 0 where it asks for none. */
  get retryAfterMilliseconds(): number {
    return 'status' in this.reason ? retryAfter(this.reason.headers['retry-after']) : 0
  }
}

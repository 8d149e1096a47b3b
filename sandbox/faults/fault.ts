import type { Call } from '../records.ts'
import type { WindowOptions } from './window.ts'

/** A request as a fault sees it. */
export interface FaultRequest {
  readonly on: 'platform' | 'bucket'
  /** The platform's call; `store` on the bucket. */
  readonly call: Call | 'store'
  /** The object's decoded name; on the platform the path. */
  readonly name: string
  /** Whether its connection has served a request before. */
  readonly reused: boolean
}

/** Which requests; whatever is given must hold. */
export interface Match {
  call?: Call
  /** A part of the name. */
  name?: string
  /** A regular expression that the name matches. */
  nameRegex?: string
  reused?: boolean
}

/** One thing that goes wrong, for the requests it is meant for. Faults add up: every one that fits takes effect. */
export interface Fault {
  on: 'platform' | 'bucket'
  /** All of them by default. A function works in-process only. */
  match?: Match | ((request: FaultRequest) => boolean)
  /** Lets the first so many of them pass. */
  after?: number
  /** Is over after so many; by default it never is. */
  times?: number
  /** An outage: it strikes in this time only, which begins with the first request that `after` does not let pass. */
  window?: WindowOptions
  /** Counts `after` and `times` for each name apart. */
  eachName?: boolean
  /** From 0 to 1, how likely one of them is hit; 1. */
  probability?: number
  /** Makes `probability` and the spread of latencies repeatable; 1. */
  seed?: number
  effect: Effect
}

/**
 * What happens. `handled` tells when: false (the default) instead of handling the request, true after it,
 * so that only the answer is lost: the object is stored, the session made or closed.
 */
export type Effect =
  /** The answer takes so long; with `sigma`, log-normally distributed around that median, as a service's answers are. */
  | { kind: 'latency'; ms: number; sigma?: number }
  /** All requests together are read no faster than this. */
  | { kind: 'bandwidth'; bytesPerSecond: number }
  /** A token bucket; what is beyond it gets 503 SlowDown, or 429 with this `Retry-After`, after `delayMs`. */
  | {
      kind: 'rate'
      perSecond: number
      burst: number
      delayMs?: number
      retryAfterSeconds?: number
    }
  /** The same to what comes after so many requests within the last second, those refused included. */
  | { kind: 'sliding-window'; perSecond: number; delayMs?: number }
  | AnswerEffect
  /** The connection is reset. */
  | { kind: 'reset'; handled?: boolean }
  /** The connection is closed in order, without an answer. */
  | { kind: 'hang-up'; handled?: boolean }
  /** The request is read; no answer ever comes. */
  | { kind: 'silent'; handled?: boolean }
  /** The request is not read on and no answer ever comes, as when the other side has lost its line. */
  | { kind: 'half-open' }
  /** The ordinary answer, a byte at a time. */
  | { kind: 'trickle'; msPerByte: number }
  /** A 200 whose body never ends. */
  | { kind: 'endless' }
  /** The connection is closed so long after the answer, without a word. */
  | { kind: 'close-idle'; ms: number }
  /**
   * Connections are refused and those there are reset, for `ms` or until the faults are cleared: at once, or if `after` is
   * given when that many requests have passed.
   */
  | { kind: 'refuse'; ms?: number }
  /** On "create": the signature, the session, or both run out sooner than asked for. */
  | { kind: 'expiry'; signatureSeconds?: number; sessionSeconds?: number }

/** Any answer: S3's XML with this code by default on the bucket, JSON with a `detail` on the platform. */
export interface AnswerEffect {
  kind: 'answer'
  status: number
  code?: string
  message?: string
  /** `html` is a proxy's page. */
  body?: 'xml' | 'json' | 'html' | 'empty'
  /** E.g. `retry-after`, `location`. */
  headers?: Record<string, string>
  handled?: boolean
}

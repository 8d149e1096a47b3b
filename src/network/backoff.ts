import { OBJECT_JITTER_MILLISECONDS, OBJECT_PAUSE_MILLISECONDS } from './budgets.ts'
import type { Clock } from './clock.ts'

/** How long the pauses between attempts are: up to the base at first, then twice as long each time. */
export interface Backoff {
  readonly baseMilliseconds: number
  readonly capMilliseconds: number
}

/**
 * How long an object pauses before it is sent again: after its own k-th failure (k - 1)² seconds, so
 * that six attempts take 30 s at least, and half a second at most on top of that. Where it is not to
 * blame (0), and the limiter decides when sending goes on, it is that half second alone.
 */
export function objectPause(ownFailures: number, clock: Pick<Clock, 'random'>): number {
  const least = ownFailures === 0 ? 0 : (ownFailures - 1) ** 2 * OBJECT_PAUSE_MILLISECONDS
  return least + clock.random() * OBJECT_JITTER_MILLISECONDS
}

/** A server may ask for a longer pause than ours, but not for any pause it likes. */
const LONGEST_RETRY_AFTER_MILLISECONDS = 60_000

/**
 * How long to wait after the `failures`-th failure in a row: exponential with full jitter, so that
 * requests which failed together do not come back together, and at least what the server asked for.
 */
export function pauseAfter(
  failures: number,
  backoff: Backoff,
  clock: Pick<Clock, 'random'>,
  retryAfterMilliseconds = 0,
): number {
  const ceiling = Math.min(backoff.capMilliseconds, backoff.baseMilliseconds * 2 ** (failures - 1))
  return retryAfterMilliseconds + clock.random() * ceiling
}

/**
 * What a `Retry-After` header asks for, in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3),
 * at most a minute; 0 where there is none or it cannot be read.
 */
export function retryAfter(header: string | string[] | undefined, now = Date.now()): number {
  if (typeof header !== 'string') return 0
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Math.min(Math.max(milliseconds || 0, 0), LONGEST_RETRY_AFTER_MILLISECONDS)
}

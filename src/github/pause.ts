import type { Backoff } from '../network/backoff.ts'
import { duration } from '../log/figures.ts'
import type { Log } from '../log/log.ts'

/** Documents wait for GitHub, and can do without it. */
export const GITHUB_BACKOFF: Backoff = { baseMilliseconds: 500, capMilliseconds: 10_000 }

/** A pause that people would wonder about. */
const WORTH_SAYING_MILLISECONDS = 5_000

/** @param why a clause: `it answered HTTP 503` */
export function tellPause(milliseconds: number, why: string, log: Log): void {
  if (milliseconds < WORTH_SAYING_MILLISECONDS) return
  log.info(`GitHub is asked again in ${duration(milliseconds)}: ${why}`)
}

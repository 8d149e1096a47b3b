import { isSafeAddress } from './network/address.ts'
import type { Clock } from './network/clock.ts'
import { openNetwork, type Proxies } from './network/network.ts'
import { connectPlatform } from './platform/client.ts'
import type { Log } from './report/log.ts'
import type { Left } from './report/state.ts'
import { SessionBook } from './sessions/book.ts'
import { closeSession } from './sessions/close.ts'

/** The post step may take a minute, all in all. */
const LIMIT_MILLISECONDS = 55_000

/**
 * Closes the sessions that the main step could not, at the address where they were opened. Whatever
 * stands in the way is in the log; the job does not fail for it.
 */
export async function closeLeft(
  left: Left,
  apiKey: string,
  proxies: Proxies,
  clock: Clock,
  log: Log,
): Promise<void> {
  const apiUrl = new URL(left.apiUrl)
  if (!isSafeAddress(apiUrl)) return
  const network = openNetwork(proxies, 2)
  try {
    const platform = connectPlatform({ ...left, apiUrl, apiKey }, network, clock, log)
    const book = new SessionBook(() => undefined)
    const limit = AbortSignal.timeout(LIMIT_MILLISECONDS)
    for (const id of left.sessions) {
      if (await closeSession(id, platform, book, log, limit)) {
        log.info(`Session ${id} is closed, which the step had left open`)
      }
    }
  } finally {
    await network.destroy()
  }
}

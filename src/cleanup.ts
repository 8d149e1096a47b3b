import { isSafeAddress } from './network/address.ts'
import type { Clock } from './network/clock.ts'
import { openNetwork } from './network/network.ts'
import type { Proxies } from './network/proxies.ts'
import { connectPlatform } from './platform/client.ts'
import type { Log } from './report/log.ts'
import { PublishError } from './report/publish-error.ts'
import type { Left } from './report/state.ts'
import { closeSession } from './sessions/close.ts'
import { endingOf } from './sessions/ending.ts'

const API_CONNECTIONS = 8

/** Which of the sessions are closed by now, and which may still be open. */
export interface Cleaned {
  readonly closed: readonly string[]
  readonly open: readonly string[]
}

/**
 * Closes the sessions that the main step could not, all at once, at the address where they were
 * opened. What stands in the way is in the log; the job does not fail for it.
 *
 * @throws a `PublishError` where the address is not one that a key may be sent to
 */
export async function closeLeft(
  left: Left,
  apiKey: string,
  proxies: Proxies,
  clock: Clock,
  log: Log,
): Promise<Cleaned> {
  const { sessions, workspace } = left
  const apiUrl = new URL(left.apiUrl)
  if (!isSafeAddress(apiUrl)) throw new PublishError('their address is not an https address.')
  const network = openNetwork(proxies, API_CONNECTIONS)
  try {
    const platform = connectPlatform({ workspace, apiUrl, apiKey }, network, clock, log)
    const closing = { platform, ending: endingOf(new AbortController().signal) }
    const problems = await Promise.all(sessions.map((id) => closeSession(id, closing)))
    for (const problem of problems) if (problem !== undefined) log.error(problem)
    return {
      closed: sessions.filter((_, index) => problems[index] === undefined),
      open: sessions.filter((_, index) => problems[index] !== undefined),
    }
  } finally {
    await network.destroy()
  }
}

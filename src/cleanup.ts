import { isSafeAddress } from './network/address.ts'
import { POST_MILLISECONDS } from './network/budgets.ts'
import type { Clock } from './network/clock.ts'
import { loadNetwork } from './network/load.ts'
import type { Proxies } from './network/proxies.ts'
import { shutdownOf } from './network/shutdown.ts'
import { connectPlatform } from './platform/client.ts'
import { closeCommand, listCommand } from './platform/commands.ts'
import { explain } from './log/explain.ts'
import type { Log } from './log/log.ts'
import { PublishError } from './log/publish-error.ts'
import type { PostState } from './report/state.ts'
import { closeSession } from './sessions/close.ts'

const API_CONNECTIONS = 8

/** What it takes to speak to the platform. */
export interface Access {
  readonly apiKey: string
  readonly proxies: Proxies
}

/** What cleaning up takes, besides what is left to do. */
interface CleanupOptions {
  /** @throws a `PublishError` where the inputs or the environment are of no use */
  readonly access: () => Access
  readonly clock: Clock
  readonly log: Log
  /** Aborts when the step is cancelled. */
  readonly signal: AbortSignal
}

/** By their ids, the sessions that are closed by now, and those that may still be open. */
interface Cleaned {
  readonly closed: readonly string[]
  readonly open: readonly string[]
}

/**
 * Does what the main step could not: closes its sessions, all at once, at the address where they
 * were opened, and warns of one whose id did not come. Never throws: what stands in the way is in
 * the log, and is no failure of the job.
 */
export async function cleanUp(left: PostState, options: CleanupOptions): Promise<Cleaned> {
  const { log } = options
  const { sessions, workspace, openingSince } = left
  const place = { apiUrl: new URL(left.apiUrl), workspace }
  if (openingSince !== undefined) {
    log.warning(
      `The step was killed while opening an upload session in workspace "${workspace}". A session whose id never arrived may have been open since ${openingSince}: it holds no documents, and closes by itself when it expires. To list the sessions of the workspace, run: ${listCommand(place)}`,
    )
  }
  if (sessions.length === 0) return { closed: [], open: [] }
  try {
    return await closeAll(sessions, place, options)
  } catch (error) {
    const isOne = sessions.length === 1
    const names = `${isOne ? 'Session' : 'Sessions'} ${sessions.join(', ')}`
    const commands = sessions.map((id) => closeCommand(place, id)).join(' ; ')
    const help = isSafeAddress(place.apiUrl)
      ? ` To close ${isOne ? 'it' : 'them'}, run: ${commands}`
      : ''
    log.error(`${names} may still be open: ${explain(error, log)}${help}`)
    return { closed: [], open: sessions }
  }
}

/** @throws a `PublishError` where the address is not one that a key may be sent to */
async function closeAll(
  sessions: readonly string[],
  place: { readonly apiUrl: URL; readonly workspace: string },
  { access, clock, log, signal }: CleanupOptions,
): Promise<Cleaned> {
  if (!isSafeAddress(place.apiUrl))
    throw new PublishError('the API address is not https, so no key is sent there.')
  const { apiKey, proxies } = access()
  const network = await loadNetwork(proxies, API_CONNECTIONS)
  try {
    const platform = connectPlatform({ ...place, apiKey }, network, clock, log)
    const closing = { platform, clock, shutdown: shutdownOf(signal) }
    const problems = await Promise.all(
      sessions.map((id) => closeSession(id, closing, POST_MILLISECONDS)),
    )
    for (const problem of problems) if (problem !== undefined) log.error(problem)
    const closed = sessions.filter((_, index) => problems[index] === undefined)
    for (const id of closed) log.info(`Session ${id}, which the step had left open, is closed`)
    return { closed, open: sessions.filter((_, index) => problems[index] !== undefined) }
  } finally {
    await network.destroy()
  }
}

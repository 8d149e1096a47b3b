import {
  COURTESY_MILLISECONDS,
  LAST_CREATE_MILLISECONDS,
  REST_MILLISECONDS,
} from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { within, type Deadline } from '../network/deadline.ts'
import type { Platform } from '../platform/client.ts'
import { awaitList, openSessions } from './lookup.ts'

/** With the one that is wanted, half of the ten sessions that a user may have open. */
const MOST_LEFT_OVER = 4

/**
 * Creates whose answers were lost. Each may have opened a session that nobody can adopt, since its form
 * is unknown, nor close, since it may be somebody else's. So there must not be many.
 */
export class LostCreates {
  #count = 0
  #leftOver = 1
  /** Ids that the platform has listed since the first answer was lost. */
  readonly #listed = new Set<string>()

  /** Whether a session may be open that nobody knows of. */
  get areAny(): boolean {
    return this.#count > 0
  }

  add(): void {
    this.#count += 1
  }

  /**
   * Waits until the platform lists its sessions again, and learns from that whether the last of these
   * creates has opened one. Of the first that cannot be told, since nobody had looked before; a later
   * one has not where nothing new is listed.
   *
   * @returns whether it may be asked for again
   * @throws the reason of `deadline.cancelled` when that aborts
   */
  async mayRepeat(platform: Platform, deadline: Deadline, clock: Clock): Promise<boolean> {
    const ids = await listedIds(platform, deadline, clock)
    const isDone = ids === undefined || ids.some((id) => !this.#listed.has(id))
    ids?.forEach((id) => this.#listed.add(id))
    if (this.#count === 1 || !isDone) return true
    const wanted = this.#leftOver * REST_MILLISECONDS
    this.#leftOver += 1
    if (this.#leftOver === MOST_LEFT_OVER) return false
    const rest = Math.min(wanted, deadline.left() - LAST_CREATE_MILLISECONDS)
    if (rest > 0) await clock.sleep(rest, deadline.cancelled)
    return true
  }
}

/** The open sessions, as soon as the platform lists them; nothing where it does not. */
async function listedIds(
  platform: Platform,
  deadline: Deadline,
  clock: Clock,
): Promise<readonly string[] | undefined> {
  const most = deadline.left() - LAST_CREATE_MILLISECONDS
  if (most <= 0) return undefined
  try {
    await awaitList(platform, within(deadline, most, clock))
    const open = await openSessions(platform, within(deadline, COURTESY_MILLISECONDS, clock))
    return open.map(({ session_id }) => session_id)
  } catch {
    deadline.cancelled.throwIfAborted()
    return undefined
  }
}

import {
  LAST_CREATE_MILLISECONDS,
  LOOKUP_MILLISECONDS,
  ORPHAN_PAUSE_MILLISECONDS,
} from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { deadlineIn, within, type Deadline } from '../network/deadline.ts'
import type { Shutdown } from '../network/shutdown.ts'
import type { Platform } from '../platform/client.ts'
import type { ListedSession } from '../platform/schemas.ts'
import { listOpenSessions } from '../platform/session-list.ts'
import type { Log } from '../log/log.ts'

/** What it takes to ask the platform about sessions. */
export interface SessionCalls {
  readonly platform: Platform
  readonly clock: Clock
  readonly log: Log
  readonly shutdown: Shutdown
}

/** With the one that is wanted, half of the ten sessions that a user may have open. */
const MOST_ORPHANS = 4

/**
 * Orphaned sessions: those that were opened although the answer was lost. Such a session cannot be
 * filled, since its form is unknown, nor closed, since it may be somebody else's. So there must not be
 * many.
 */
export class Orphans {
  #isAnswerLost = false
  #count = 0
  /** Ids that the platform has listed since the first answer was lost. */
  readonly #known = new Set<string>()

  get mayExist(): boolean {
    return this.#isAnswerLost
  }

  answerLost(): void {
    this.#isAnswerLost = true
  }

  /**
   * Whether a session may be asked for again after a lost answer. Waits until the platform lists its
   * sessions, and pauses, longer each time, when it goes on opening sessions.
   *
   * @throws the reason of `deadline.cancelled` when that aborts
   */
  async mayRepeat(platform: Platform, deadline: Deadline, clock: Clock): Promise<boolean> {
    const spare = (): number => deadline.left() - LAST_CREATE_MILLISECONDS
    const listed =
      spare() > 0 ? await tryListing(platform, within(deadline, spare(), clock)) : undefined
    deadline.cancelled.throwIfAborted()
    const ids = listed?.map(({ session_id }) => session_id)
    // Before the first answer was lost nobody had looked, so the list cannot tell what is new.
    const isOpened =
      this.#count === 0 || ids === undefined || ids.some((id) => !this.#known.has(id))
    ids?.forEach((id) => this.#known.add(id))
    if (!isOpened) return true
    this.#count += 1
    if (this.#count === MOST_ORPHANS) return false
    const pause = Math.min((this.#count - 1) * ORPHAN_PAUSE_MILLISECONDS, spare())
    if (pause > 0) await clock.sleep(pause, deadline.cancelled)
    return true
  }
}

/** The workspace's open sessions; undefined where the platform does not list them in time. */
async function tryListing(
  platform: Platform,
  deadline: Deadline,
): Promise<readonly ListedSession[] | undefined> {
  return await listOpenSessions(platform, deadline).catch(() => undefined)
}

/** In one message. */
const MOST_NAMED = 10
/** The platform's times are not exact to the second. */
const SLACK_MILLISECONDS = 1_000
/** The runner's clock and the platform's may differ. */
const CLOCKS_DIFFER_MILLISECONDS = 60_000

/**
 * Warns of sessions that may be orphaned, as the answer to a request was lost. None of them is closed, as
 * nobody can tell for sure whose it is.
 *
 * @param own the session that was opened in the end; undefined where none was
 * @param milliseconds from the first request until now
 */
export async function warnOfOrphans(
  own: string | undefined,
  milliseconds: number,
  calls: SessionCalls,
): Promise<void> {
  const open = await listOpenSessionsSoon(calls)
  const candidates = open && openedMeanwhile(open, own, milliseconds)
  if (own !== undefined && candidates?.length === 0) return
  const used = own === undefined ? '' : ` This run uses session ${own}.`
  const orphans =
    candidates === undefined || candidates.length === 0
      ? 'A session may be open that nobody uses; it closes by itself when it expires.'
      : `Of the sessions opened at that time, some may be orphaned: ${describe(candidates)}. To close one that nobody uses, put its id in place of SESSION_ID: ${calls.platform.closeCommand('SESSION_ID')}`
  calls.log.warning(`A request to open an upload session got no response.${used} ${orphans}`)
}

/** The open sessions for a message, which is not delayed by more than ten seconds. */
export async function listOpenSessionsSoon({
  platform,
  clock,
  shutdown,
}: SessionCalls): Promise<readonly ListedSession[] | undefined> {
  return await tryListing(platform, deadlineIn(LOOKUP_MILLISECONDS, clock, shutdown.graceOver))
}

function openedMeanwhile(
  open: readonly ListedSession[],
  own: string | undefined,
  milliseconds: number,
): readonly ListedSession[] {
  const ours = Date.parse(open.find(({ session_id }) => session_id === own)?.created_at ?? '')
  // The platform's own times are best: the runner's clock may be off.
  const [start, end] = Number.isNaN(ours)
    ? [Date.now() - milliseconds - CLOCKS_DIFFER_MILLISECONDS, Infinity]
    : [ours - milliseconds - SLACK_MILLISECONDS, ours + SLACK_MILLISECONDS]
  return open.filter(({ session_id, created_at }) => {
    const opened = Date.parse(created_at ?? '')
    return session_id !== own && !(opened < start || opened > end)
  })
}

/** Sessions for a message, ten at most: id, expiry and age. */
export function describe(sessions: readonly ListedSession[]): string {
  const more = sessions.length > MOST_NAMED ? ' and more' : ''
  const each = ({ session_id, created_at, expires_at }: ListedSession): string => {
    const opened = Date.parse(created_at ?? '')
    const minutes = Math.max(0, Math.round((Date.now() - opened) / 60_000))
    const age = Number.isNaN(opened) ? '' : `, ${minutes} min old`
    return `${session_id} (expires ${expires_at ?? 'at an unknown time'}${age})`
  }
  return sessions.slice(0, MOST_NAMED).map(each).join('; ') + more
}

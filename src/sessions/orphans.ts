import { COURTESY_MILLISECONDS } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { deadlineIn, type Deadline } from '../network/deadline.ts'
import type { Platform } from '../platform/client.ts'
import type { ListedSession } from '../platform/schemas.ts'
import type { Log } from '../log/log.ts'
import type { Ending } from './shutdown.ts'
import { findSession, openSessions } from './lookup.ts'

/** Named in one message, at most. */
const MOST_LISTED = 10
/** The platform's times are not exact to the second. */
const SLACK_MILLISECONDS = 1_000
/** The runner's clock and the platform's may differ. */
const CLOCKS_DIFFER_MILLISECONDS = 60_000

const LOST = 'The answer to opening an upload session was lost'

/** Where sessions are listed and warned of. */
interface Looking {
  readonly platform: Platform
  readonly clock: Clock
  readonly log: Log
  readonly ending: Ending
}

/** The workspace's open sessions, as far as the platform tells them soon. */
export async function listOpen(looking: Looking): Promise<readonly ListedSession[]> {
  return await openSessions(looking.platform, soon(looking))
}

/**
 * A create whose answer was lost, and which was repeated, may have opened a session as well. Which
 * one nobody can tell for sure, so none is closed, but a person can look. Times are the platform's
 * own: the runner's clock may be off.
 *
 * @param id of the session that the last repetition opened
 * @param milliseconds from the first request to that
 */
export async function warnOfTwins(
  id: string,
  milliseconds: number,
  looking: Looking,
): Promise<void> {
  const { platform, log, ending } = looking
  const again = `${LOST}, so it was asked for again`
  try {
    const limit = soon(looking)
    const ours = Date.parse((await findSession(id, platform, limit))?.created_at ?? '')
    const others = await openSessions(platform, limit)
    const twins = others.filter(({ session_id, created_at }) => {
      const age = ours - Date.parse(created_at ?? '')
      const isApart = age < -SLACK_MILLISECONDS || age > milliseconds + SLACK_MILLISECONDS
      return session_id !== id && !isApart
    })
    if (twins.length === 0) return
    log.warning(
      `${again}. This run uses session ${id}; of the others opened just then, some may be left over: ${listed(twins)}. ${toClose(twins, platform)}`,
    )
  } catch {
    ending.cancelled.throwIfAborted()
    log.warning(
      `${again}. There may be an open session besides ${id}; it closes by itself when it expires.`,
    )
  }
}

/** The same where no answer came at all, `milliseconds` after the first request. */
export async function warnOfLost(milliseconds: number, looking: Looking): Promise<void> {
  const { platform, log, ending } = looking
  const since = Date.now() - milliseconds - CLOCKS_DIFFER_MILLISECONDS
  const open = ending.grace.aborted ? [] : await listOpen(looking).catch(() => [])
  const twins = open.filter(({ created_at }) => !(Date.parse(created_at ?? '') < since))
  const names =
    twins.length === 0
      ? 'A session that nobody knows of may be open; it closes by itself when it expires.'
      : `Of the sessions opened just then, some may be left over: ${listed(twins)}. ${toClose(twins, platform)}`
  log.warning(`${LOST}. ${names}`)
}

/** Sessions for a message: id, expiry and age. */
export function listed(sessions: readonly ListedSession[]): string {
  const more = sessions.length > MOST_LISTED ? ' and more' : ''
  return sessions.slice(0, MOST_LISTED).map(describe).join('; ') + more
}

function describe({ session_id, created_at, expires_at }: ListedSession): string {
  const opened = Date.parse(created_at ?? '')
  const minutes = Math.max(0, Math.round((Date.now() - opened) / 60_000))
  const age = Number.isNaN(opened) ? '' : `, ${minutes} min old`
  return `${session_id} (expires ${expires_at ?? 'at an unknown time'}${age})`
}

function toClose(sessions: readonly ListedSession[], platform: Platform): string {
  const commands = sessions
    .slice(0, MOST_LISTED)
    .map(({ session_id }) => platform.closeCommand(session_id))
  return `This closes one that nobody uses: ${commands.join(' ; ')}`
}

function soon({ clock, ending }: Looking): Deadline {
  return deadlineIn(COURTESY_MILLISECONDS, clock, ending.grace)
}

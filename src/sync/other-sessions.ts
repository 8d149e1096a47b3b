import type { Deadline } from '../network/deadline.ts'
import type { Platform } from '../platform/client.ts'
import { NoSuchSessionError, RefusedQueryError } from '../platform/errors.ts'
import type { ListedSession } from '../platform/schemas.ts'
import { Lanes } from './lanes.ts'

/** The sessions of others that have not expired. */
export interface OtherSessions {
  /** Open, and so perhaps of a run that is at work. */
  readonly openYoung: readonly ListedSession[]
  /** Open for longer than any run of ours, so perhaps abandoned. */
  readonly openOld: readonly ListedSession[]
  /** The newest first. */
  readonly closed: readonly ClosedSession[]
}

export interface ClosedSession {
  readonly id: string
  /** Milliseconds since it was opened. When it was closed the platform does not say. */
  readonly age: number
}

/** What may still come of closed sessions. */
export interface Ingesting {
  /** By the session's id: how many documents are pending; undefined where the platform does not count them. */
  readonly pending: ReadonlyMap<string, number | undefined>
  /** Sessions of which the platform tells nothing yet: it has not begun, or they are empty. */
  readonly unbegun: readonly ClosedSession[]
}

/** Runs have sent what they have by then, or have been abandoned. */
export const YOUNG_MILLISECONDS = 15 * 60_000
/** What was opened within this time is always looked at. */
const RECENT_MILLISECONDS = 60 * 60_000
/** Sessions that are looked at in one go. */
const BATCH = 20
const LANES = 8
/** The API's documentation promises pages of ten at most; a day's sessions may be some hundreds. */
const SESSIONS_A_PAGE = 100

/**
 * Lists the sessions that have not expired. Their ages go by the API's own time, as the runner's clock may be off; one of
 * an unknown age counts as new.
 *
 * @param own ids that are left out
 * @throws as the calls of a `Platform` do
 */
export async function listOthers(
  platform: Pick<Platform, 'sessions' | 'time'>,
  own: ReadonlySet<string>,
  deadline: Deadline,
): Promise<OtherSessions> {
  const sessions = await listAll(platform, deadline)
  const now = platform.time() ?? Date.now()
  const ageOf = ({ created_at }: ListedSession): number => {
    const age = now - Date.parse(created_at ?? '')
    return Number.isNaN(age) ? 0 : Math.max(0, age)
  }
  const others = [...sessions.values()].filter(({ session_id }) => !own.has(session_id))
  const isClosed = ({ status }: ListedSession): boolean =>
    status === 'CLOSED' || status === 'EXPIRED'
  const open = others.filter((session) => !isClosed(session))
  return {
    openYoung: open.filter((session) => ageOf(session) < YOUNG_MILLISECONDS),
    openOld: open.filter((session) => ageOf(session) >= YOUNG_MILLISECONDS),
    closed: others
      .filter(isClosed)
      .map((session) => ({ id: session.session_id, age: ageOf(session) }))
      .sort((a, b) => a.age - b.age),
  }
}

/** By id: a list that grows while it is paged through shows some sessions twice. */
async function listAll(
  platform: Pick<Platform, 'sessions'>,
  deadline: Deadline,
): Promise<ReadonlyMap<string, ListedSession>> {
  const list = async (limit?: number): Promise<ReadonlyMap<string, ListedSession>> => {
    const sessions = new Map<string, ListedSession>()
    for await (const page of platform.sessions('current', deadline, limit))
      for (const session of page) sessions.set(session.session_id, session)
    return sessions
  }
  try {
    return await list(SESSIONS_A_PAGE)
  } catch (error) {
    if (error instanceof RefusedQueryError) return await list()
    throw error
  }
}

/**
 * Looks for closed sessions that are still being ingested, the newest first: at all of the last hour, and at 20 in any
 * case. It goes on to older ones only while it finds some, since each costs a call, and a platform that is done with the
 * last 20 sessions has hardly one from before left. An older one that is closed late is missed among many newer ones.
 *
 * @param ended ids that need no look any more; what is found to be ingested is added
 * @throws as the calls of a `Platform` do
 */
export async function findIngesting(
  closed: readonly ClosedSession[],
  ended: Set<string>,
  platform: Pick<Platform, 'pendingCount' | 'ingestionStatus'>,
  deadline: Deadline,
): Promise<Ingesting> {
  const pending = new Map<string, number | undefined>()
  const unbegun: ClosedSession[] = []
  const look = async (session: ClosedSession): Promise<false> => {
    const state = await stateOf(session, platform, deadline)
    if (state === 'unbegun') unbegun.push(session)
    else if (state === 0) ended.add(session.id)
    else pending.set(session.id, state)
    return false
  }
  const recent = closed.filter(({ age }) => age < RECENT_MILLISECONDS).length
  let end = Math.max(recent, BATCH)
  for (let start = 0; start < closed.length; [start, end] = [end, end + BATCH]) {
    const before = pending.size
    const batch = closed.slice(start, end).filter(({ id }) => !ended.has(id))
    await new Lanes(LANES).work(batch, look)
    if (pending.size === before) break
  }
  return { pending, unbegun }
}

/** How many documents are pending; undefined where these are not counted. */
async function stateOf(
  { id, age }: ClosedSession,
  platform: Pick<Platform, 'pendingCount' | 'ingestionStatus'>,
  deadline: Deadline,
): Promise<number | 'unbegun' | undefined> {
  try {
    const pending = await platform.pendingCount(id, deadline)
    if (pending !== 0 || age >= YOUNG_MILLISECONDS) return pending
    const { finished, failed } = await platform.ingestionStatus(id, deadline)
    return finished + failed > 0 ? 0 : 'unbegun'
  } catch (error) {
    if (error instanceof NoSuchSessionError) return 0
    throw error
  }
}

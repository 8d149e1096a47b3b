import type { Deadline } from '../network/deadline.ts'
import type { Platform } from './client.ts'
import type { ListedSession } from './schemas.ts'

/**
 * The workspace's open sessions, whoever opened them.
 *
 * @throws as the calls of a `Platform` do
 */
export async function listOpenSessions(
  platform: Platform,
  deadline: Deadline,
): Promise<readonly ListedSession[]> {
  // A list that grows while it is paged through shows some sessions twice.
  const open = new Map<string, ListedSession>()
  for await (const page of platform.sessions('current', deadline)) {
    for (const session of page) if (session.status === 'OPEN') open.set(session.session_id, session)
  }
  return [...open.values()]
}

/**
 * What the platform lists of one session; undefined where it does not list it.
 *
 * @throws as the calls of a `Platform` do
 */
export async function findSession(
  id: string,
  platform: Platform,
  deadline: Deadline,
): Promise<ListedSession | undefined> {
  for (const age of ['current', 'expired'] as const) {
    for await (const page of platform.sessions(age, deadline)) {
      const found = page.find(({ session_id }) => session_id === id)
      if (found !== undefined) return found
    }
  }
  return undefined
}

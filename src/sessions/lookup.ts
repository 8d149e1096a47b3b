import type { Deadline } from '../network/deadline.ts'
import type { Platform } from '../platform/client.ts'
import type { ListedSession } from '../platform/schemas.ts'

/** Sessions that take documents, by what the platform lists: those of everybody in the workspace. */
export async function openSessions(
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

/** Waits until the platform lists sessions, however many: then it is well. */
export async function awaitList(platform: Platform, deadline: Deadline): Promise<void> {
  await platform.sessions('current', deadline)[Symbol.asyncIterator]().next()
}

/** What the platform lists of one session; nothing where it does not list it. */
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

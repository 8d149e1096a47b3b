import type { Platform } from '../platform/client.ts'
import type { ListedSession } from '../platform/schemas.ts'

/** Sessions that take documents, by what the platform lists: those of everybody with this key's owner. */
export async function openSessions(
  platform: Platform,
  signal: AbortSignal,
): Promise<readonly ListedSession[]> {
  const open: ListedSession[] = []
  for await (const page of platform.sessions(signal)) {
    open.push(...page.filter(({ status }) => status === 'OPEN'))
  }
  return open
}

/** What the platform lists of one session; nothing where it does not list it. */
export async function findSession(
  id: string,
  platform: Platform,
  signal: AbortSignal,
): Promise<ListedSession | undefined> {
  for await (const page of platform.sessions(signal)) {
    const found = page.find(({ session_id }) => session_id === id)
    if (found !== undefined) return found
  }
  return undefined
}

import type { Deadline } from '../network/deadline.ts'
import type { FileStatus, Platform } from '../platform/client.ts'
import type { SessionFile } from '../platform/schemas.ts'

/** By the id of a session, names of documents in it. */
export type NamesBySession = ReadonlyMap<string, ReadonlySet<string>>

/** By the id of a session, files in it by their names. Sessions without any are absent. */
export type FilesBySession = ReadonlyMap<string, ReadonlyMap<string, SessionFile>>

/**
 * The files of sessions that are in one state of their ingestion.
 *
 * @param names those that count, where they are known
 * @throws as the calls of a `Platform` do
 */
export async function listFiles(
  sessions: readonly string[],
  status: FileStatus,
  names: NamesBySession | undefined,
  platform: Platform,
  deadline: Deadline,
): Promise<FilesBySession> {
  async function listOne(session: string): Promise<[string, ReadonlyMap<string, SessionFile>]> {
    const wanted = names?.get(session)
    // A list that changes while it is paged through shows some files twice.
    const files = new Map<string, SessionFile>()
    for await (const page of platform.sessionFiles(session, status, deadline)) {
      for (const file of page) if (wanted?.has(file.name) !== false) files.set(file.name, file)
    }
    return [session, files]
  }
  const all = await Promise.all(sessions.map(listOne))
  return new Map(all.filter(([, files]) => files.size > 0))
}

/** How many names or files there are in all sessions. */
export function total(all: NamesBySession | FilesBySession): number {
  return [...all.values()].reduce((sum, { size }) => sum + size, 0)
}

export function namesOf(files: FilesBySession): NamesBySession {
  return new Map([...files].map(([session, each]) => [session, new Set(each.keys())]))
}

/** The names that are not among the files of their session. */
export function without(names: NamesBySession, files: FilesBySession): NamesBySession {
  const remaining = (session: string, all: ReadonlySet<string>): ReadonlySet<string> => {
    const found = files.get(session)
    return found === undefined ? all : new Set([...all].filter((name) => !found.has(name)))
  }
  return new Map([...names].map(([session, all]) => [session, remaining(session, all)]))
}

/** Without metadata whose document never arrived: that is no document that anybody expects. */
export function withoutLoneMetadata(files: FilesBySession): FilesBySession {
  const isWhole = ([, file]: [string, SessionFile]): boolean =>
    file.ingestion_status_reason !== 'FILE_NOT_FOUND'
  return new Map([...files].map(([id, each]) => [id, new Map([...each].filter(isWhole))]))
}

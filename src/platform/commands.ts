import * as v from 'valibot'
import { FileId } from './file-schemas.ts'

/** A workspace, and where its API is. */
export interface Place {
  /** The base address without `/api/v1` and without a trailing slash. */
  readonly apiUrl: URL
  readonly workspace: string
}

/** What the call that closes a session says. */
export const CLOSED = { status: 'CLOSED' }

/** The path that all of a workspace's calls begin with. */
export function workspacePath({ apiUrl, workspace }: Place): string {
  return `${apiUrl.pathname.replace(/\/$/, '')}/api/v1/workspaces/${encodeURIComponent(workspace)}`
}

/** The path of a session, below that of its workspace. */
export function sessionPath(id: string): string {
  return `/upload_sessions/${encodeURIComponent(id)}`
}

/**
 * The path of one file, below that of its workspace. Without an id it would be that of all of them, and a
 * call to delete that deletes the workspace's files: so an id that is none is an error of ours.
 *
 * @throws a `TypeError` where the id could lead anywhere else
 */
export function filePath(id: string): string {
  if (!v.is(FileId, id)) throw new TypeError('not the id of a file')
  return `/files/${encodeURIComponent(id)}`
}

const KEY = '-H "Authorization: Bearer $DEEPSET_API_KEY"'

/** Closes a session from a person's shell, with the key in a variable. */
export function closeCommand(place: Place, id: string): string {
  const body = `-H "Content-Type: application/json" -d '${JSON.stringify(CLOSED)}'`
  return `curl -X PUT "${address(place, sessionPath(id))}" ${KEY} ${body}`
}

/** Lists the sessions that have not expired from a person's shell, with the key in a variable. */
export function listCommand(place: Place): string {
  return `curl "${address(place, '/upload_sessions?is_expired=false')}" ${KEY}`
}

function address(place: Place, path: string): string {
  return place.apiUrl.origin + workspacePath(place) + path
}

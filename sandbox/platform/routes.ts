import type { Call } from '../records.ts'

/** What a request asks for, and of what. */
export interface Route {
  readonly call: Call
  readonly workspace: string
  /** The session's or the file's; empty where there is none. */
  readonly id: string
}

const PATH =
  /^\/api\/v1\/workspaces\/([^/]+)\/(upload_sessions|files)(?:\/([^/]+)(\/files|\/meta)?)?$/

const CALLS: Readonly<Record<string, Call>> = {
  'POST upload_sessions': 'create-session',
  'GET upload_sessions': 'list-sessions',
  'PUT upload_sessions/id': 'close-session',
  'GET upload_sessions/id': 'get-session',
  'GET upload_sessions/id/files': 'list-session-files',
  'GET files': 'list-files',
  'GET files/id/meta': 'get-metadata',
  'DELETE files': 'delete-files',
  'DELETE files/id': 'delete-file',
}

export function routeOf(method: string, path: string): Route {
  const match = PATH.exec(path)
  const [, workspace = '', collection = '', id, below = ''] = match ?? []
  const call = CALLS[`${method} ${collection}${id === undefined ? '' : '/id'}${below}`] ?? 'unknown'
  return { call, workspace: decoded(workspace), id: decoded(id ?? '') }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

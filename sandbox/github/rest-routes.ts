/** What a request asks REST for; `unknown` is any other path or method. */
export type RestCall =
  'repository' | 'ref' | 'tag' | 'commit' | 'compare' | 'pull-files' | 'unknown'

/** A call of REST that came, and the status it got; 0 while it has none, and if none ever came. */
export interface RestRecord {
  readonly call: RestCall
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly authorization: string
  status: number
}

/** What a request asks for, and of what. */
export interface RestRoute {
  readonly call: RestCall
  /** `OWNER/NAME`. */
  readonly repository: string
  /** What the path says besides: a ref, an id, a number, base and head. */
  readonly parts: readonly string[]
}

const PATHS: readonly (readonly [Exclude<RestCall, 'unknown'>, RegExp])[] = [
  ['repository', /^$/],
  ['ref', /^\/git\/ref\/(.+)$/],
  ['tag', /^\/git\/tags\/([0-9a-f]{40})$/],
  ['commit', /^\/git\/commits\/([0-9a-f]{40})$/],
  ['compare', /^\/compare\/(.+?)\.\.\.(.+)$/],
  ['pull-files', /^\/pulls\/(\d+)\/files$/],
]
const REPOSITORY = /^\/repos\/([^/]+\/[^/]+)(.*)$/

export function restRoute(method: string, pathname: string): RestRoute {
  const [, repository = '', below = ''] = REPOSITORY.exec(decodeURIComponent(pathname)) ?? []
  if (method === 'GET' && repository !== '') {
    for (const [call, pattern] of PATHS) {
      const match = pattern.exec(below)
      if (match) return { call, repository, parts: match.slice(1) }
    }
  }
  return { call: 'unknown', repository, parts: [] }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { graphql } from 'graphql'
import * as v from 'valibot'
import { rootOf, SCHEMA } from './github/schema.ts'
import { Listener } from './listener.ts'
import type { ListenerOptions } from './listener.ts'

export interface GitHubOptions extends ListenerOptions {
  /** A folder in the repository that GitHub has; a clone of it may know less. */
  readonly folder: string
  /** Its name there; `octo-org/handbook`, as the runner says. */
  readonly nameWithOwner?: string
  /** The token that may read it; the one that the runner gives to a job. */
  readonly token?: string
  /** A query for more files than this takes too long. */
  readonly mostPaths?: number
  /** What the first requests are answered, one each, in place of what they ask for. */
  readonly instead?: readonly Instead[]
}

/** An answer with a status, a connection that is reset, or none at all. */
export type Instead =
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
    }
  | 'reset'
  | 'silence'

/** A query that came, answered or not. */
export interface GitHubRequest {
  readonly path: string
  readonly authorization: string
  readonly query: string
  readonly variables: Readonly<Record<string, string>>
}

/** A GitHub with one repository, which tells of its commits by GraphQL. */
export interface SandboxGitHub extends AsyncDisposable {
  /** For `GITHUB_GRAPHQL_URL`. */
  readonly graphqlUrl: string
  /** In the order they came. */
  readonly requests: readonly GitHubRequest[]
}

const Query = v.object({ query: v.string(), variables: v.record(v.string(), v.string()) })

/** Starts it on 127.0.0.1 and a free port. */
export async function startGitHub(options: GitHubOptions): Promise<SandboxGitHub> {
  const { nameWithOwner = 'octo-org/handbook', mostPaths = Infinity } = options
  const { token = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz' } = options
  const rootValue = rootOf(options.folder, nameWithOwner)
  const requests: GitHubRequest[] = []

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { query, variables } = v.parse(Query, await json(request))
    const { authorization = '' } = request.headers
    requests.push({ path: request.url ?? '', authorization, query, variables })
    const instead = options.instead?.[requests.length - 1]
    if (instead === 'reset') listener.reset(request)
    else if (instead === 'silence') return
    else if (instead !== undefined) send(response, instead.status, instead.body, instead.headers)
    else if (!/^(token|bearer) /i.test(authorization) || !authorization.endsWith(` ${token}`)) {
      send(response, 401, { message: 'Bad credentials' })
    } else if ((query.match(/history/g) ?? []).length > mostPaths) {
      send(response, 502, { data: null, errors: [{ message: TIMEOUT }] })
    } else {
      const { data, errors } = await graphql({
        schema: SCHEMA,
        source: query,
        variableValues: variables,
        rootValue,
      })
      const shown = errors?.map(({ message, extensions }) => ({ ...extensions, message }))
      send(response, 200, { data, ...(shown && { errors: shown }) })
    }
  }

  const listener = await Listener.start((request, response) => {
    answer(request, response).catch((error: unknown) => {
      send(response, 400, { message: String(error) })
    })
  }, options)
  return {
    graphqlUrl: `${listener.url}/graphql`,
    requests,
    [Symbol.asyncDispose]: () => listener.stop(),
  }
}

const TIMEOUT =
  'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.'

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {})
  const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8'
  response.writeHead(status, { 'content-type': type, ...headers }).end(text)
}

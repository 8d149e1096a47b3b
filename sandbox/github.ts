import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { graphql } from 'graphql'
import * as v from 'valibot'
import { Refs } from './github/refs.ts'
import { NOT_FOUND, restAnswer } from './github/rest.ts'
import type { HostedRepository } from './github/rest.ts'
import { restRoute } from './github/rest-routes.ts'
import type { RestCall, RestRecord } from './github/rest-routes.ts'
import { rootOf, SCHEMA } from './github/schema.ts'
import { Listener } from './listener.ts'
import type { ListenerOptions } from './listener.ts'

export type { RestCall, RestRecord } from './github/rest-routes.ts'

export interface GitHubOptions
  extends ListenerOptions, Partial<Pick<HostedRepository, 'id' | 'defaultBranch' | 'pulls'>> {
  /** A folder in the repository that GitHub has; a clone of it may know less. */
  readonly folder: string
  /** Its name there; `octo-org/handbook`, as the runner says. */
  readonly nameWithOwner?: string
  /** The token that may read it; the one that the runner gives to a job. */
  readonly token?: string
  /** A query for more files than this takes too long. */
  readonly mostPaths?: number
  /** What the first queries are answered, one each, in place of what they ask for. */
  readonly instead?: readonly Instead[]
  /** What calls of REST are answered in place of what they ask for. */
  readonly restInstead?: Readonly<Partial<Record<RestCall, Instead>>>
  /** Called, and waited for, before each call of REST is answered; what it gives is answered in its place. */
  readonly beforeRest?: (
    call: Readonly<RestRecord>,
  ) => Instead | undefined | Promise<Instead | undefined>
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

/** A GitHub with one repository, which tells of its commits by GraphQL, and of its refs and changes by REST. */
export interface SandboxGitHub extends AsyncDisposable {
  /** For `GITHUB_API_URL`. */
  readonly apiUrl: string
  /** For `GITHUB_GRAPHQL_URL`. */
  readonly graphqlUrl: string
  /** The queries, in the order they came. */
  readonly requests: readonly GitHubRequest[]
  /** The calls of REST, in the order they came. */
  readonly restRequests: readonly RestRecord[]
  /** Where the repository's branches and tags are, to be moved and pushed to. */
  readonly refs: Refs
}

const Query = v.object({ query: v.string(), variables: v.record(v.string(), v.string()) })

/** Starts it on 127.0.0.1 and a free port. */
export async function startGitHub(options: GitHubOptions): Promise<SandboxGitHub> {
  const { nameWithOwner = 'octo-org/handbook', mostPaths = Infinity } = options
  const { token = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz' } = options
  const { folder, id = 1, defaultBranch = 'main', pulls = {} } = options
  const rootValue = rootOf(folder, nameWithOwner)
  const refs = new Refs(folder)
  const hosted: HostedRepository = { folder, nameWithOwner, id, defaultBranch, refs, pulls }
  const requests: GitHubRequest[] = []
  const restRequests: RestRecord[] = []

  async function answerQuery(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { query, variables } = v.parse(Query, await json(request))
    const { authorization = '' } = request.headers
    requests.push({ path: request.url ?? '', authorization, query, variables })
    const instead = options.instead?.[requests.length - 1]
    if (instead !== undefined) replace(request, response, instead)
    else if (!isToken(authorization, token)) send(response, 401, BAD_CREDENTIALS)
    else if ((query.match(/history/g) ?? []).length > mostPaths) {
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

  async function answerRest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request
    const { authorization = '' } = request.headers
    const url = new URL(path, listener.url)
    const route = restRoute(method, url.pathname)
    const record: RestRecord = { call: route.call, method, path, authorization, status: 0 }
    restRequests.push(record)
    const instead = (await options.beforeRest?.(record)) ?? options.restInstead?.[route.call]
    if (instead !== undefined) replace(request, response, instead)
    // What is private is not there for strangers.
    else if (authorization === '') send(response, NOT_FOUND.status, NOT_FOUND.body)
    else if (!isToken(authorization, token)) send(response, 401, BAD_CREDENTIALS)
    else {
      const { status, body, headers } = await restAnswer(hosted, route, url)
      send(response, status, body, headers)
    }
    if (response.headersSent) record.status = response.statusCode
  }

  function replace(request: IncomingMessage, response: ServerResponse, instead: Instead): void {
    if (instead === 'reset') listener.reset(request)
    else if (instead !== 'silence') send(response, instead.status, instead.body, instead.headers)
  }

  const listener = await Listener.start((request, response) => {
    const answer = request.method === 'POST' ? answerQuery : answerRest
    answer(request, response).catch((error: unknown) => {
      send(response, 400, { message: String(error) })
    })
  }, options)
  return {
    apiUrl: listener.url,
    graphqlUrl: `${listener.url}/graphql`,
    requests,
    restRequests,
    refs,
    [Symbol.asyncDispose]: () => listener.stop(),
  }
}

const TIMEOUT =
  'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.'

const BAD_CREDENTIALS = { message: 'Bad credentials' }

function isToken(authorization: string, token: string): boolean {
  return /^(token|bearer) /i.test(authorization) && authorization.endsWith(` ${token}`)
}

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

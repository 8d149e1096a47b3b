import type { Dispatcher } from 'undici'
import * as v from 'valibot'
import { isSafeAddress } from '../network/address.ts'
import { ask } from '../network/answer.ts'
import { isTransient, networkFault } from '../network/fault.ts'
import type { Network } from '../network/network.ts'
import type { Log } from '../log/log.ts'
import { inShort } from './query.ts'

/** What came of a request. `too-much`: ask for less at once. `later`: ask again, not before then. */
export type Reply =
  | { readonly kind: 'answer'; readonly data: unknown }
  | { readonly kind: 'too-much'; readonly why: string }
  | { readonly kind: 'later'; readonly why: string; readonly milliseconds: number }
  | Refused

/**
 * It will say no more to others of the kind. `missing`: GitHub knows nothing by that address, or does not show it.
 * `not-permitted`: the token may not read it.
 */
export interface Refused {
  readonly kind: 'refused'
  readonly why: string
  readonly because: 'missing' | 'not-permitted' | 'other'
}

export type AskGraphql = (
  request: { readonly query: string; readonly variables: Readonly<Record<string, string>> },
  signal: AbortSignal,
) => Promise<Reply>

/** @param path below the API's address, encoded, with its query: `repos/octo/docs/git/ref/heads/main` */
export type AskRest = (path: string, signal: AbortSignal) => Promise<Reply>

const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024
/** How long GitHub's documentation has one wait that is told to slow down, but not until when. */
const LIMITED_MILLISECONDS = 60_000

/** @throws as `connect` */
export async function connectGraphql(
  graphqlUrl: URL,
  token: string,
  dispatcher: Network,
  log: Log,
): Promise<AskGraphql> {
  const send = await connect(graphqlUrl, token, dispatcher, log)
  // Its `graphql()` takes the address from the one of the REST API.
  return (request, signal) => send({ method: 'POST', url: graphqlUrl.href, ...request }, signal)
}

/** @throws as `connect` */
export async function connectRest(
  apiUrl: URL,
  token: string,
  dispatcher: Network,
  log: Log,
): Promise<AskRest> {
  const send = await connect(apiUrl, token, dispatcher, log)
  const base = apiUrl.origin + apiUrl.pathname.replace(/\/*$/, '/')
  return (path, signal) => send({ method: 'GET', url: base + path }, signal)
}

/** One request of GitHub's client; further keys are its body. */
type Send = (
  request: { readonly method: 'GET' | 'POST'; readonly url: string },
  signal: AbortSignal,
) => Promise<Reply>

/**
 * Loads GitHub's own client and has it speak through a dispatcher. Redirects are not followed, so
 * that the token stays with its host.
 * @throws where the client cannot be loaded, or the address is not one to send a token to
 */
async function connect(address: URL, token: string, dispatcher: Network, log: Log): Promise<Send> {
  if (!isSafeAddress(address)) throw new Error(`${address.origin} is not an https address`)
  const { getOctokit } = await import('@actions/github')
  const debug = (message: string): void => {
    log.debug(message)
  }
  const octokit = getOctokit(token, {
    request: { fetch: fetchThrough(dispatcher) },
    log: { debug, info: debug, warn: debug, error: debug },
  })
  return async (request, signal) => {
    try {
      const options = { ...request, request: { signal } }
      const { status, data }: { status: number; data: unknown } = await octokit.request(options)
      if (status === 200) return { kind: 'answer', data }
      return refused(`it answered HTTP ${status}`)
    } catch (error) {
      signal.throwIfAborted()
      return toReply(error)
    }
  }
}

/** What the client asks of `fetch`, and no more: a request, and an answer of limited size. */
function fetchThrough(dispatcher: Network) {
  return async (
    address: string,
    { method, headers, body, signal }: Readonly<FetchOptions>,
  ): Promise<Response> => {
    const { origin, pathname, search } = new URL(address)
    const path = pathname + search
    const request = { origin, path, method, headers, body, signal }
    const answer = await ask(dispatcher, request, ANSWER_LIMIT_BYTES)
    const single = Object.entries(answer.headers).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    const text = answer.text === '' ? null : answer.text
    return new Response(text, { status: answer.status, headers: single })
  }
}

interface FetchOptions {
  method: Dispatcher.HttpMethod
  headers: Record<string, string>
  body: string
  signal: AbortSignal
}

/** The client's error for an answer that is one. */
const Refusal = v.object({
  response: v.object({
    status: v.number(),
    headers: v.record(v.string(), v.unknown()),
    data: v.unknown(),
  }),
})

function toReply(error: unknown): Reply {
  const { success, output } = v.safeParse(Refusal, error)
  if (success) return explainRefusal(output.response)
  const fault = networkFault(error)
  if (fault.kind === 'silent') return { kind: 'too-much', why: `it ${fault.what}` }
  return isTransient(fault)
    ? { kind: 'later', why: `it ${fault.what}`, milliseconds: 0 }
    : refused(`it ${fault.what}`)
}

function refused(why: string, because: Refused['because'] = 'other'): Refused {
  return { kind: 'refused', why, because }
}

/** What GitHub itself says with a 404: one of a proxy on the way says nothing of what is there. */
const NOT_FOUND = 'Not Found'

function explainRefusal({
  status,
  headers,
  data,
}: v.InferOutput<typeof Refusal>['response']): Reply {
  const words = v.is(v.object({ message: v.string() }), data) ? data.message : ''
  const why = `it answered HTTP ${status}${words === '' ? '' : ` and says "${inShort(words)}"`}`
  if (status === 502 || status === 504) return { kind: 'too-much', why }
  if (status === 408 || status === 500 || status === 503) {
    return { kind: 'later', why, milliseconds: askedFor(headers) ?? 0 }
  }
  const limited = status === 429 || (status === 403 && /rate limit|abuse/i.test(words))
  if (limited || askedFor(headers) !== undefined) {
    const milliseconds = askedFor(headers) ?? LIMITED_MILLISECONDS
    const soon = headers['x-ratelimit-remaining'] !== '0' && milliseconds <= LIMITED_MILLISECONDS
    return soon ? { kind: 'later', why, milliseconds } : refused(why)
  }
  if (status === 404 && words === NOT_FOUND) return refused(why, 'missing')
  return refused(why, status === 403 ? 'not-permitted' : 'other')
}

/** Milliseconds, from the seconds that GitHub's `Retry-After` has. */
function askedFor(headers: Readonly<Record<string, unknown>>): number | undefined {
  const seconds = headers['retry-after']
  return typeof seconds === 'string' && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined
}

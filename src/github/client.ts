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
  | { readonly kind: 'refused'; readonly why: string }

export type AskGraphql = (
  request: { readonly query: string; readonly variables: Readonly<Record<string, string>> },
  signal: AbortSignal,
) => Promise<Reply>

const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024
/** How long GitHub's documentation has one wait that is told to slow down, but not until when. */
const LIMITED_MILLISECONDS = 60_000

/**
 * Loads GitHub's own client and has it speak through a dispatcher. Redirects are not followed, so
 * that the token stays with its host.
 * @throws where the client cannot be loaded
 */
export async function connectGitHub(
  graphqlUrl: URL,
  token: string,
  dispatcher: Network,
  log: Log,
): Promise<AskGraphql> {
  if (!isSafeAddress(graphqlUrl)) throw new Error(`${graphqlUrl.origin} is not an https address`)
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
      // Its `graphql()` takes the address from the one of the REST API.
      const url = graphqlUrl.href
      const options = { method: 'POST', url, ...request, request: { signal } } as const
      const { status, data }: { status: number; data: unknown } = await octokit.request(options)
      if (status === 200) return { kind: 'answer', data }
      return { kind: 'refused', why: `it answered HTTP ${status}` }
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
    : { kind: 'refused', why: `it ${fault.what}` }
}

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
    return soon ? { kind: 'later', why, milliseconds } : { kind: 'refused', why }
  }
  return { kind: 'refused', why }
}

/** Milliseconds, from the seconds that GitHub's `Retry-After` has. */
function askedFor(headers: Readonly<Record<string, unknown>>): number | undefined {
  const seconds = headers['retry-after']
  return typeof seconds === 'string' && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined
}

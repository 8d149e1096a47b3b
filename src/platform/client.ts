import type { Dispatcher } from 'undici'
import * as v from 'valibot'
import { readAnswer, type Answer } from '../network/answer.ts'
import { CALL_BUDGET, pauseAfter, retryAfter } from '../network/backoff.ts'
import type { Clock } from '../network/clock.ts'
import { isTransient, networkFault } from '../network/fault.ts'
import type { Log } from '../report/log.ts'
import { isPassing, noAnswer, refusal, strangeAnswer, type CallContext } from './errors.ts'
import { CreatedSession, departure } from './schemas.ts'

/** Told to the platform with every call, as its own SDK does. */
const CLIENT_NAME = 'deepset-docs-upload'
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024

/** Where the platform is and who asks. */
export interface PlatformAccess {
  /** The base address without `/api/v1` and without a trailing slash. */
  readonly apiUrl: URL
  readonly apiKey: string
  readonly workspace: string
}

export type WriteMode = 'KEEP' | 'OVERWRITE' | 'FAIL' | 'TEMPORARY'

export interface SessionRequest {
  readonly writeMode: WriteMode
  /** Where absent, the API's own 24 hours. */
  readonly expiresInSeconds?: number
  readonly parallelProcessing: boolean
}

/** The calls of the platform's API that a run needs. Each throws a `PublishError` when it fails. */
export interface Platform {
  /** Opens an upload session. */
  createSession(request: SessionRequest, signal: AbortSignal): Promise<CreatedSession>
  /** Closes a session, which starts its ingestion. Closing a closed session does no harm. */
  closeSession(id: string, signal: AbortSignal): Promise<void>
  /** The same for a person's shell, with the key in a variable. */
  closeCommand(id: string): string
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below the workspace's own path. */
  readonly path: string
  readonly body?: unknown
  readonly attempt: string
  /** How often it may be sent again although it may have been carried out. */
  readonly uncertainRepeats: number
  readonly signal: AbortSignal
}

/** Speaks the platform's API. Redirects are never followed, so that the key stays with its host. */
export function connectPlatform(
  access: PlatformAccess,
  dispatcher: Dispatcher,
  clock: Clock,
  log: Log,
): Platform {
  const { apiUrl, apiKey, workspace } = access
  const basePath = `${apiUrl.pathname.replace(/\/$/, '')}/api/v1/workspaces/${encodeURIComponent(workspace)}`
  const headers = {
    authorization: `Bearer ${apiKey}`,
    accept: 'application/json',
    'x-client-source': CLIENT_NAME,
  }

  async function send(call: Call): Promise<Answer> {
    const response = await dispatcher.request({
      origin: apiUrl.origin,
      path: basePath + call.path,
      method: call.method,
      headers:
        call.body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal,
    })
    return await readAnswer(response, ANSWER_LIMIT_BYTES)
  }

  /** Sends a call until it is answered for good, its budget is spent, or its signal aborts. */
  async function ask(call: Call, context: CallContext): Promise<Answer> {
    let uncertain = 0
    for (let attempt = 1; ; attempt++) {
      const last = attempt === CALL_BUDGET.attempts
      let wait = 0
      try {
        const answer = await send(call)
        if (last || !isPassing(answer.status)) return answer
        if (!isCertainlyUndone(answer.status) && ++uncertain > call.uncertainRepeats) return answer
        wait = retryAfter(answer.headers['retry-after'])
        log.debug(
          `${context.host} answered HTTP ${String(answer.status)} to ${call.method} ${call.path}`,
        )
      } catch (error) {
        call.signal.throwIfAborted()
        const fault = networkFault(error)
        if (last || !isTransient(fault)) throw noAnswer(fault, context)
        if (fault.kind !== 'unreachable' && ++uncertain > call.uncertainRepeats)
          throw noAnswer(fault, context)
        log.debug(`${context.host} ${fault.what}`)
      }
      await clock.sleep(pauseAfter(attempt, CALL_BUDGET, clock, wait), call.signal)
    }
  }

  function contextOf(call: Pick<Call, 'attempt'>): CallContext {
    return { attempt: call.attempt, host: apiUrl.host, workspace }
  }

  return {
    async createSession(request, signal) {
      const call: Call = {
        method: 'POST',
        path: '/upload_sessions',
        body: {
          write_mode: request.writeMode,
          parallel_processing_enabled: request.parallelProcessing,
          ...(request.expiresInSeconds === undefined
            ? {}
            : { expires_in_seconds: request.expiresInSeconds }),
        },
        attempt: 'open an upload session',
        uncertainRepeats: 1,
        signal,
      }
      const answer = await ask(call, contextOf(call))
      if (answer.status !== 201 && answer.status !== 200) throw refusal(answer, contextOf(call))
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), CreatedSession), answer.text)
      if (!parsed.success) throw strangeAnswer(answer, contextOf(call), departure(parsed.issues))
      return parsed.output
    },

    async closeSession(id, signal) {
      const call: Call = {
        method: 'PUT',
        path: `/upload_sessions/${encodeURIComponent(id)}`,
        body: { status: 'CLOSED' },
        attempt: `close the upload session ${id}`,
        uncertainRepeats: CALL_BUDGET.attempts,
        signal,
      }
      const answer = await ask(call, contextOf(call))
      if (answer.status !== 204 && answer.status !== 200) throw refusal(answer, contextOf(call))
    },

    closeCommand(id) {
      const url = `${apiUrl.origin}${basePath}/upload_sessions/${encodeURIComponent(id)}`
      return `curl -X PUT "${url}" -H "Authorization: Bearer $DEEPSET_API_KEY" -H "Content-Type: application/json" -d '{"status": "CLOSED"}'`
    },
  }
}

/** Whether an answer says that the call was not carried out. */
function isCertainlyUndone(status: number): boolean {
  return status === 429 || status === 503
}

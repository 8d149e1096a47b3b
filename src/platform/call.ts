import * as v from 'valibot'
import { ask, type Answer } from '../network/answer.ts'
import { CALL_BUDGET, pauseAfter, retryAfter } from '../network/backoff.ts'
import type { Clock } from '../network/clock.ts'
import { isTransient, mayHaveArrived, networkFault } from '../network/fault.ts'
import type { Network } from '../network/network.ts'
import type { Log } from '../report/log.ts'
import { workspacePath, type Place } from './commands.ts'
import { isPassing, noAnswer, refusal, strangeAnswer, type CallContext } from './errors.ts'
import { departure } from './schemas.ts'

/** Told to the platform with every call, as its own SDK does. */
const CLIENT_NAME = 'deepset-docs-upload'
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024

/** Where the platform is and who asks. */
export interface PlatformAccess extends Place {
  readonly apiKey: string
}

/** One call of the API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below the workspace's own path. */
  readonly path: string
  readonly body?: unknown
  /** What is tried, for the messages: after "could not". */
  readonly attempt: string
  /** The id of the session that it is about, for the messages. */
  readonly session?: string
  /** How often it may be sent again although it may have been carried out: always, where absent. */
  readonly uncertainRepeats?: number
  readonly signal: AbortSignal
}

export interface Answered {
  readonly answer: Answer
  readonly context: CallContext
  /** The call was sent again although it may have been carried out the first time. */
  readonly repeated: boolean
}

/** Sends calls to one workspace of the platform. Redirects are not followed: the key stays with its host. */
export interface Caller {
  /**
   * Sends a call until it is answered for good or its budget is spent.
   *
   * @throws a `PublishError` where no answer comes; the signal's reason when that aborts
   */
  ask(call: Call): Promise<Answered>
}

export function createCaller(
  { apiUrl, apiKey, workspace }: PlatformAccess,
  dispatcher: Network,
  clock: Clock,
  log: Log,
): Caller {
  const basePath = workspacePath({ apiUrl, workspace })
  const headers = {
    authorization: `Bearer ${apiKey}`,
    accept: 'application/json',
    'x-client-source': CLIENT_NAME,
  }

  async function send({ method, path, body, signal }: Call): Promise<Answer> {
    const request = {
      origin: apiUrl.origin,
      path: basePath + path,
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    }
    return await ask(dispatcher, request, ANSWER_LIMIT_BYTES)
  }

  return {
    async ask(call) {
      const { attempt: what, session } = call
      const about = session === undefined ? {} : { session }
      const context = { attempt: what, host: apiUrl.host, workspace, ...about }
      const mostRepeats = call.uncertainRepeats ?? CALL_BUDGET.attempts
      let uncertain = 0
      for (let attempt = 1; ; attempt++) {
        const isLast = attempt === CALL_BUDGET.attempts
        let wait = 0
        try {
          const answer = await send(call)
          const mayPass = isPassing(answer.status) && !isLast
          if (mayPass && !isCertainlyUndone(answer.status)) uncertain += 1
          if (!mayPass || uncertain > mostRepeats)
            return { answer, context, repeated: uncertain > 0 }
          wait = retryAfter(answer.headers['retry-after'])
          log.debug(`${context.host} answered HTTP ${answer.status} to ${call.method} ${call.path}`)
        } catch (error) {
          call.signal.throwIfAborted()
          const fault = networkFault(error)
          if (mayHaveArrived(fault)) uncertain += 1
          if (isLast || !isTransient(fault) || uncertain > mostRepeats)
            throw noAnswer(fault, context, uncertain > 0)
          log.debug(`${context.host} ${fault.what}`)
        }
        await clock.sleep(pauseAfter(attempt, CALL_BUDGET, clock, wait), call.signal)
      }
    },
  }
}

/** Whether an answer says that the call was not carried out. */
function isCertainlyUndone(status: number): boolean {
  return status === 429 || status === 503
}

/**
 * The answer's JSON, where it has one of the statuses and fits the schema.
 *
 * @throws a `PublishError` that says what else it is
 */
export function expectAnswer<Schema extends v.GenericSchema>(
  { answer, context }: Answered,
  statuses: readonly number[],
  schema: Schema,
): v.InferOutput<Schema> {
  if (!statuses.includes(answer.status)) throw refusal(answer, context)
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), answer.text)
  if (!parsed.success) throw strangeAnswer(answer, context, departure(parsed.issues))
  return parsed.output
}

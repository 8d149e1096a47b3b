import * as v from 'valibot'
import { ask, header, type Answer } from '../network/answer.ts'
import type { Clock } from '../network/clock.ts'
import type { Deadline } from '../network/deadline.ts'
import { isTransient, networkFault } from '../network/fault.ts'
import type { Network } from '../network/network.ts'
import { isTransientStatus } from '../network/statuses.ts'
import { duration } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import { workspacePath, type Place } from './commands.ts'
import { LostAnswerError, noAnswer, refusal, strangeAnswer, unanswered } from './errors.ts'
import type { CallContext } from './errors.ts'
import { Outage } from './outage.ts'
import { hasTime, pauseWithin, retry } from './retry.ts'
import { describeMismatch } from './schemas.ts'
import { CUT_SHORT, TransientError } from './transient-error.ts'

/** Told to the platform with every call, as its own SDK does. */
const CLIENT_NAME = 'deepset-docs-upload'
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024
/** Shorter waits are not worth mentioning. */
const TRIED_WORTH_SAYING_MILLISECONDS = 1_000

/** Where the platform is and who asks. */
export interface PlatformAccess extends Place {
  readonly apiKey: string
}

/** One call of the API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the workspace's own path. */
  readonly path: string
  readonly body?: unknown
  /** What it is for, as messages say it after "could not": `open an upload session`. */
  readonly purpose: string
  /** The id of the session that it is about, for the messages. */
  readonly session?: string
  /**
   * Whether it is sent again although it may have been carried out; else that is an error of its own,
   * a `LostAnswerError`.
   */
  readonly repeats: boolean
  /** Whether to try only once, even after a transient fault: the caller has something to do before it tries again. */
  readonly isTriedOnce?: boolean
  /** An attempt that takes longer is given up. */
  readonly attemptMilliseconds?: number
  /** Told of each answer that asks to send less (HTTP 429). */
  readonly onThrottled?: () => void
  readonly deadline: Deadline
}

interface Answered {
  readonly answer: Answer
  readonly context: CallContext
}

/** Sends calls to one workspace of the platform. Redirects are not followed: the key stays with its host. */
export interface Caller {
  /**
   * Sends a call until it is answered for good or its time is up.
   *
   * @throws an `UnansweredError` where no such answer comes in time, a `LostAnswerError` where the call may have
   * been carried out all the same; a `PublishError` where another attempt would not help; the reason of
   * `deadline.cancelled` when that aborts
   */
  ask(call: Call): Promise<Answered>
  /** What time it is for the platform, in milliseconds since the epoch; undefined until it has told. */
  time(): number | undefined
  /** Takes note that a call whose answer was lost is not made again, as its purpose is fulfilled. */
  fulfilled(purpose: string): void
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
  const outage = new Outage(clock, log)
  let told: { readonly date: number; readonly at: number } | undefined

  /** @throws a `TransientError` where another attempt may succeed; a `PublishError` where none will */
  async function send(call: Call): Promise<Answer> {
    const { method, path, body, attemptMilliseconds, deadline } = call
    const signal =
      attemptMilliseconds === undefined
        ? deadline.signal
        : AbortSignal.any([deadline.signal, AbortSignal.timeout(attemptMilliseconds)])
    const request = {
      origin: apiUrl.origin,
      path: basePath + path,
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    }
    let answer: Answer
    try {
      answer = await ask(dispatcher, request, ANSWER_LIMIT_BYTES)
    } catch (error) {
      if (signal.aborted) deadline.cancelled.throwIfAborted()
      const fault = signal.aborted ? CUT_SHORT : networkFault(error)
      if (isTransient(fault)) throw new TransientError(fault)
      throw noAnswer(fault, contextOf(call))
    }
    const date = Date.parse(header(answer, 'date'))
    if (!Number.isNaN(date)) told = { date, at: clock.now() }
    if (answer.status === 429) call.onThrottled?.()
    if (isTransientStatus(answer.status)) throw new TransientError(answer)
    return answer
  }

  function contextOf({ purpose, session }: Call): CallContext {
    const lasted = outage.troubleOf(purpose)?.milliseconds ?? 0
    const tried = lasted < TRIED_WORTH_SAYING_MILLISECONDS ? '' : `; tried for ${duration(lasted)}`
    const about = session === undefined ? {} : { session }
    return { purpose, host: apiUrl.host, workspace, tried, ...about }
  }

  return {
    async ask(call) {
      const { deadline, method, path, purpose, repeats, isTriedOnce = false } = call
      const attempt = async (): Promise<Answer> => {
        const begun = clock.now()
        try {
          return await send(call)
        } catch (error) {
          if (error instanceof TransientError) {
            log.debug(`${apiUrl.host} ${error.message} (${method} ${path})`)
            outage.failed(purpose, error, begun, deadline)
          }
          throw error
        }
      }
      const nextPause = (error: unknown, failures: number): number | undefined => {
        if (!(error instanceof TransientError)) return undefined
        if (isTriedOnce || (error.mayBeDone && !repeats)) return undefined
        return pauseWithin(deadline, failures, error.retryAfterMilliseconds, clock)
      }
      try {
        const answer = await retry(attempt, {
          nextPause,
          mayRepeat: () => deadline.left() > 0,
          clock,
          cancelled: deadline.cancelled,
        })
        const context = contextOf(call)
        outage.answered(purpose)
        return { answer, context }
      } catch (error) {
        const earlier = outage.troubleOf(purpose)?.fault
        const problem =
          error instanceof TransientError
            ? unanswered(error, earlier ?? error, contextOf(call))
            : error
        // Who made a call whose answer was lost makes it again while there is time.
        const isAskedAgain = problem instanceof LostAnswerError && hasTime(deadline) && !isTriedOnce
        if (!isAskedAgain) outage.givenUp(purpose)
        throw problem
      }
    },

    time: () => told && told.date + clock.now() - told.at,

    fulfilled: (purpose) => {
      outage.answered(purpose)
    },
  }
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
  if (!parsed.success) throw strangeAnswer(answer, context, describeMismatch(parsed.issues))
  return parsed.output
}

import * as v from 'valibot'
import { ask, type Answer } from '../network/answer.ts'
import type { Clock } from '../network/clock.ts'
import type { Deadline } from '../network/deadline.ts'
import { isTransient, networkFault } from '../network/fault.ts'
import { isTransientStatus } from '../network/statuses.ts'
import type { Network } from '../network/network.ts'
import { duration } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import { workspacePath, type Place } from './commands.ts'
import { LostAnswer, noAnswer, refusal, strangeAnswer, unanswered } from './errors.ts'
import type { CallContext } from './errors.ts'
import { Outage } from './outage.ts'
import { CUT_SHORT, hasTime, PassingFault, retry } from './retry.ts'
import { departure } from './schemas.ts'

/** Told to the platform with every call, as its own SDK does. */
const CLIENT_NAME = 'deepset-docs-upload'
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024
/** Who has waited for less does not ask how long. */
const WORTH_SAYING_MILLISECONDS = 1_000

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
  /**
   * Whether it is sent again where it may have been carried out; else that is an error of its own, a
   * `LostAnswer`.
   */
  readonly repeats: boolean
  /** An attempt that takes longer is given up. */
  readonly attemptMilliseconds?: number
  readonly deadline: Deadline
}

export interface Answered {
  readonly answer: Answer
  readonly context: CallContext
}

/** Sends calls to one workspace of the platform. Redirects are not followed: the key stays with its host. */
export interface Caller {
  /**
   * Sends a call until it is answered for good or its time is up.
   *
   * @throws `Unanswered` where no such answer comes in time, `LostAnswer` where it may have been carried
   * out all the same; a `PublishError` where there is no hope of one; the reason of the
   * deadline's signals when the run is cancelled
   */
  ask(call: Call): Promise<Answered>
  /** Takes note that a lost call is not made again, as what it was for is done. */
  settled(attempt: string): void
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

  async function send({ method, path, body }: Call, signal: AbortSignal): Promise<Answer> {
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

  function contextOf({ attempt, session }: Call): CallContext {
    const lasted = outage.troubleOf(attempt)?.milliseconds ?? 0
    const tried = lasted < WORTH_SAYING_MILLISECONDS ? '' : `; tried for ${duration(lasted)}`
    const about = session === undefined ? {} : { session }
    return { attempt, host: apiUrl.host, workspace, tried, ...about }
  }

  /** @throws a `PassingFault` where another attempt may succeed */
  async function attemptOf(call: Call): Promise<Answer> {
    const { attemptMilliseconds, deadline } = call
    const limit =
      attemptMilliseconds === undefined
        ? deadline.signal
        : AbortSignal.any([deadline.signal, AbortSignal.timeout(attemptMilliseconds)])
    let answer: Answer
    try {
      answer = await send(call, limit)
    } catch (error) {
      if (limit.aborted) deadline.cancelled.throwIfAborted()
      const fault = limit.aborted ? CUT_SHORT : networkFault(error)
      if (isTransient(fault)) throw new PassingFault(fault)
      throw noAnswer(fault, contextOf(call))
    }
    if (isTransientStatus(answer.status)) throw new PassingFault(answer)
    return answer
  }

  return {
    async ask(call) {
      const { attempt, deadline, method, path, repeats } = call
      let begun = clock.now()
      const onFault = (fault: PassingFault): void => {
        log.debug(`${apiUrl.host} ${fault.message} (${method} ${path})`)
        outage.failed(attempt, fault, begun, deadline)
        if (fault.perhapsDone && !repeats) throw fault
      }
      const makeAttempt = (): Promise<Answer> => {
        begun = clock.now()
        return attemptOf(call)
      }
      try {
        const answer = await retry(makeAttempt, deadline, clock, onFault)
        const context = contextOf(call)
        outage.answered(attempt)
        return { answer, context }
      } catch (error) {
        const told = outage.troubleOf(attempt)?.fault
        const problem =
          error instanceof PassingFault ? unanswered(error, told ?? error, contextOf(call)) : error
        // What is lost before its time is up will be made again.
        if (!(problem instanceof LostAnswer && hasTime(deadline))) outage.givenUp(attempt)
        throw problem
      }
    },

    settled: (attempt) => {
      outage.answered(attempt)
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
  if (!parsed.success) throw strangeAnswer(answer, context, departure(parsed.issues))
  return parsed.output
}

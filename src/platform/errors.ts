import * as v from 'valibot'
import { header, type Answer } from '../network/answer.ts'
import { adviceOn, type NetworkFault } from '../network/fault.ts'
import { isTransientStatus } from '../network/statuses.ts'
import { PublishError } from '../log/publish-error.ts'
import { withoutSecrets } from '../log/secrets.ts'
import { ValidationDetail } from './schemas.ts'
import type { TransientError } from './transient-error.ts'

/** What a call was about, for the messages. */
export interface CallContext {
  /** What it was for, after "could not": `open an upload session`. */
  readonly purpose: string
  readonly host: string
  readonly workspace: string
  /** The id of the session that the call was about. */
  readonly session?: string
  /** How long it was tried, where that is worth saying: `; tried for 2 min`. */
  readonly tried: string
}

/** No final answer came before the time was up. */
export class UnansweredError extends PublishError {
  override name = 'UnansweredError'
  /** The pause that the platform asks for before it is asked anything else. */
  readonly retryAfterMilliseconds: number

  constructor(message: string, retryAfterMilliseconds: number) {
    super(message)
    this.retryAfterMilliseconds = retryAfterMilliseconds
  }
}

/** No final answer came, and the call may have been carried out all the same. */
export class LostAnswerError extends UnansweredError {
  override name = 'LostAnswerError'
}

/** The platform does not know the session that a call was about. */
export class NoSuchSessionError extends PublishError {
  override name = 'NoSuchSessionError'
}

/** The platform has opened a session, but its answer is only good for closing it. */
export class UnusableSessionError extends PublishError {
  override name = 'UnusableSessionError'
  readonly id: string

  constructor(message: string, id: string) {
    super(message)
    this.id = id
  }
}

/** The owner of the key has as many open sessions as may be (HTTP 406). */
export class TooManySessionsError extends PublishError {
  override name = 'TooManySessionsError'
}

/** The platform does not take the query of a list as it is. */
export class RefusedQueryError extends PublishError {
  override name = 'RefusedQueryError'
  /** The parameters that it is about. */
  readonly parameters: readonly string[]

  /** @param suspects parameters that it is about where the answer names none */
  constructor(message: string, answer: Answer, suspects: readonly string[] = []) {
    super(message)
    const detail = detailOf(answer) ?? []
    this.parameters = detail.length > 0 ? detail.flatMap(({ loc }) => loc.map(String)) : suspects
  }
}

/** The key may not do what was asked, and so not the like of it either. */
export class NotAllowedError extends PublishError {
  override name = 'NotAllowedError'
}

/** The platform's refusal of a call, as an error that says what to do. */
export function refusal(answer: Answer, context: CallContext): PublishError {
  const { purpose, host, workspace, session, tried } = context
  const could = `Could not ${purpose}: `
  const status = String(answer.status)
  if (answer.status >= 300 && answer.status < 400) {
    return new PublishError(
      `${could}${host} redirects to another address (HTTP ${status}), and the API key is not sent there. Check the input "api-url".`,
    )
  }
  if (isHtml(answer)) {
    return new PublishError(
      `${could}${host} answered with a web page (HTTP ${status}), which is not the platform's API but perhaps a proxy's or a firewall's${tried}. Check the input "api-url" and the network of the runner.`,
    )
  }
  switch (answer.status) {
    case 401:
      return new PublishError(
        `${could}the platform does not accept the API key (HTTP 401). Check the input "api-key": the secret may be mistyped, revoked, or for a different region than ${host}.`,
      )
    case 402:
      return new PublishError(
        `${could}upload sessions are not part of the free plan (HTTP 402). Upgrade the plan of the organization, or upload through the platform's web page.`,
      )
    case 403:
      return new PublishError(
        `${could}the API key may not do this in workspace "${workspace}" (HTTP 403). Use a key whose owner can edit this workspace.`,
      )
    case 404:
      if (session !== undefined) {
        return new NoSuchSessionError(
          `${could}${host} has no such session in workspace "${workspace}" (HTTP 404). Check the inputs "session-id", "workspace" and "api-url": they must be those of the step that opened it.`,
        )
      }
      return new PublishError(
        `${could}${host} has no workspace "${workspace}" (HTTP 404). Check the inputs "workspace" (its name as in the platform's address bar) and "api-url" (the region).`,
      )
    case 406:
      return new TooManySessionsError(
        `${could}too many upload sessions are open for the owner of this API key (HTTP 406); at most 10 may be. Close sessions that are not needed, or wait until they expire.`,
      )
    case 422:
      return new PublishError(
        `${could}the platform does not accept the request (HTTP 422): ${validationDetail(answer)}. Check the inputs of this step.`,
      )
  }
  if (isTransientStatus(answer.status)) {
    return new PublishError(
      `${could}${host} is in trouble (HTTP ${status})${tried}. Run the step again later.`,
    )
  }
  return new PublishError(
    `${could}${host} answered HTTP ${status}, which the platform's API does not document. Check the input "api-url".`,
  )
}

/** An answer with a fitting status that is not what the API promises. */
export function strangeAnswer(
  answer: Answer,
  context: CallContext,
  mismatch: string,
): PublishError {
  const page = isHtml(answer) ? ', a web page, perhaps of a proxy' : ''
  return new PublishError(
    `Could not ${context.purpose}: ${context.host} answered HTTP ${String(answer.status)}, but not as the platform's API does${page} (${mismatch}). Check the input "api-url" and the network of the runner.`,
  )
}

/**
 * A fault that did not pass in time, as an error that says what to do.
 *
 * @param last by it, the call may have been carried out
 * @param told what to speak of: an earlier fault may say more
 */
export function unanswered(
  last: TransientError,
  told: TransientError,
  context: CallContext,
): UnansweredError {
  const { mayBeDone, retryAfterMilliseconds } = last
  const { reason } = told
  const { message } = 'status' in reason ? refusal(reason, context) : noAnswer(reason, context)
  const Kind = mayBeDone ? LostAnswerError : UnansweredError
  return new Kind(message, retryAfterMilliseconds)
}

/** No answer at all, as an error that says what to do. */
export function noAnswer(fault: NetworkFault, context: CallContext): PublishError {
  const { purpose, host, tried } = context
  const told = `Could not ${purpose}: ${host} ${fault.what}${tried}. `
  const advice = adviceOn(fault)
  if (advice !== undefined) return new PublishError(`${told}${advice}.`)
  if (fault.kind === 'unknown-host' || fault.kind === 'not-http')
    return new PublishError(`${told}Check the input "api-url".`)
  return new PublishError(
    `${told}Check the input "api-url", and whether the runner's network (a proxy?) lets it through.`,
  )
}

/** Whether it is a web page, which the API never answers with. */
export function isHtml(answer: Answer): boolean {
  return (
    header(answer, 'content-type').includes('html') || /^\s*<(!doctype|html)/i.test(answer.text)
  )
}

/** The `loc` and `msg` of a 422, or that there are none. */
function validationDetail(answer: Answer): string {
  const detail = detailOf(answer) ?? []
  if (detail.length === 0) return 'it does not say why'
  const words = detail
    .slice(0, 3)
    .map(({ loc, msg }) => `${loc.filter((part) => part !== 'body').join('.')}: ${msg}`)
    .join('; ')
  return withoutSecrets(words).slice(0, 300)
}

function detailOf(answer: Answer): ValidationDetail['detail'] | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ValidationDetail), answer.text)
  return parsed.success ? parsed.output.detail : undefined
}

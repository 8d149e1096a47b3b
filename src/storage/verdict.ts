import { withoutSecrets } from '../log/secrets.ts'
import { header, type Answer } from '../network/answer.ts'
import { retryAfter } from '../network/backoff.ts'
import { adviceOn, isTransient, mayHaveArrived, type NetworkFault } from '../network/fault.ts'
import { isTransientStatus } from '../network/statuses.ts'

/**
 * Why an attempt failed. `throttled`: S3 asks for less. `late`: no answer in time, which suggests that.
 * `stale`: the connection had been used before, and may just have been closed; to the limiter that is an
 * error like any other. `descriptors`: this process could not open a connection. `error`: anything else.
 */
export type Cause = 'throttled' | 'late' | 'stale' | 'descriptors' | 'error'

/** What one attempt to store an object came to. */
export type Verdict =
  | { readonly kind: 'stored' }
  | { readonly kind: 'redirected'; readonly location: string }
  /** Worth trying again. `perhapsStored` where S3 may have taken the object all the same. */
  | {
      readonly kind: 'retry'
      readonly cause: Cause
      readonly reason: string
      readonly perhapsStored: boolean
      readonly retryAfterMilliseconds: number
    }
  /** The signature or the session has come to its end: another session is needed. */
  | { readonly kind: 'expired'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

/** Codes of a 400 that are about this attempt, not about the request. */
const PASSING_CODES = new Set(['RequestTimeout', 'IncompleteBody'])
const EXPIRED_CODES = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired'])

/** Reads an answer of S3, by its documentation. */
export function verdictOf(answer: Answer): Verdict {
  const { status } = answer
  if (status === 204 || ((status === 200 || status === 201) && isOfS3(answer)))
    return { kind: 'stored' }
  if (status === 307) return { kind: 'redirected', location: header(answer, 'location') }
  const error = errorDocument(answer.text)
  const reason = reasonOf(status, error)
  // A proxy that answers in S3's place, such as with its login page, may let the next one through.
  const isForeign = status === 200 || status === 201
  const mayPass = isTransientStatus(status) || (status === 400 && PASSING_CODES.has(error.code))
  if (isForeign || mayPass) {
    return {
      kind: 'retry',
      cause: causeOf(status, error.code),
      reason,
      perhapsStored: isForeign || (status >= 500 && status !== 503),
      retryAfterMilliseconds: retryAfter(answer.headers['retry-after']),
    }
  }
  const ended = EXPIRED_CODES.has(error.code) || /policy expired/i.test(error.message)
  if (status >= 400 && status < 500 && ended) return { kind: 'expired', reason }
  return { kind: 'failed', reason }
}

function causeOf(status: number, code: string): Cause {
  if (status === 503 || status === 429) return 'throttled'
  return status === 408 || status === 504 || code === 'RequestTimeout' ? 'late' : 'error'
}

/**
 * What it means for an object that no answer came.
 *
 * @param used whether the connection had brought an answer before
 */
export function verdictOfFault(fault: NetworkFault, used: boolean): Verdict {
  const reason = `the storage ${fault.what}`
  const advice = adviceOn(fault)
  const whole = advice === undefined ? reason : `${reason}. ${advice}`
  if (!isTransient(fault)) return { kind: 'failed', reason: whole }
  return {
    kind: 'retry',
    cause: causeOfFault(fault, used),
    reason: whole,
    perhapsStored: mayHaveArrived(fault),
    retryAfterMilliseconds: 0,
  }
}

function causeOfFault({ kind }: NetworkFault, used: boolean): Cause {
  if (kind === 'exhausted') return 'descriptors'
  if (kind === 'interrupted' && used) return 'stale'
  return kind === 'silent' || kind === 'connect-timeout' ? 'late' : 'error'
}

/** A proxy's login page is a 200, too: only S3 names an object's ETag or its request. */
function isOfS3(answer: Answer): boolean {
  return header(answer, 'etag') !== '' || header(answer, 'x-amz-request-id') !== ''
}

interface ErrorDocument {
  readonly code: string
  readonly message: string
}

/** S3's error document may echo the security token: its code and message are all that is read. */
function errorDocument(text: string): ErrorDocument {
  if (!/<Error>/.test(text)) return { code: '', message: '' }
  return { code: element(text, 'Code', 64), message: element(text, 'Message', 300) }
}

function element(text: string, name: string, limit: number): string {
  const start = text.indexOf(`<${name}>`)
  const end = text.indexOf(`</${name}>`, start)
  if (start < 0 || end < 0) return ''
  const words = text
    .slice(start + name.length + 2, end)
    .replace(/&(lt|gt|quot|apos|amp);/g, (entity) => XML_ENTITIES[entity] ?? entity)
  // Cut off afterwards: part of a secret is one too, and would not be recognized.
  return withoutSecrets(words).slice(0, limit)
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
}

function reasonOf(status: number, { code, message }: ErrorDocument): string {
  const answered = `the storage answered HTTP ${String(status)}`
  // A sentence of S3's ends within one of ours.
  const said = message.replace(/\.+$/, '')
  if (code !== '') return `${answered} ${code}${said === '' ? '' : `: ${said}`}`
  return status < 300 ? `${answered}, but not as S3 does (a proxy?)` : answered
}

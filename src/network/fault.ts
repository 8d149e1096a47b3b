import { property } from '../property.ts'
import { isTransientStatus } from './statuses.ts'

/** Why a request got no answer, in words for people. */
export interface NetworkFault {
  /** A clause without a subject: `refused the connection`. */
  readonly what: string
  readonly kind: FaultKind
}

type FaultKind =
  | 'unreachable'
  | 'exhausted'
  | 'unconnected'
  | 'interrupted'
  | 'untrusted'
  | 'unknown-host'
  | 'silent'
  | 'not-http'
  | 'proxy-in-trouble'
  | 'proxy-refuses'

const TRANSIENT = new Set<FaultKind>([
  'unreachable',
  'exhausted',
  'unconnected',
  'interrupted',
  'silent',
  'proxy-in-trouble',
])
/** Those of a connection that stood. */
const AFTERWARDS = new Set<FaultKind>(['interrupted', 'silent', 'not-http'])

/** A proxy did not open the way to a host: the status it answered, or why it did not answer. */
export class ProxyError extends Error {
  override name = 'ProxyError'
  readonly proxy: string
  readonly reason: number | NetworkFault

  constructor(proxy: string, reason: number | NetworkFault) {
    super(`the proxy ${proxy} did not open a tunnel`)
    this.proxy = proxy
    this.reason = reason
  }
}

const UNTRUSTED = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)|CERT|CRL_/
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
])
const SILENT = new Set(['ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])
/** This process, or the machine, has no file descriptor left. */
const EXHAUSTED = new Set(['EMFILE', 'ENFILE'])

/**
 * Says what an error of the network means. Nothing is quoted of them but their code: their
 * messages may repeat what a server has said.
 */
export function networkFault(error: unknown): NetworkFault {
  if (error instanceof ProxyError) return proxyFault(error)
  if (isParserError(error))
    return { kind: 'not-http', what: 'answered with something that is not HTTP' }
  const { code, connecting } = details(error)
  if (UNTRUSTED.test(code)) {
    return { kind: 'untrusted', what: `has a certificate that nobody here knows (${code})` }
  }
  if (code === 'UND_ERR_INVALID_ARG')
    return { kind: 'not-http', what: `cannot be asked with what was given (${code})` }
  if (code === 'ENOTFOUND')
    return { kind: 'unknown-host', what: `has a name that is not known (${code})` }
  if (code === 'EAI_AGAIN')
    return { kind: 'unreachable', what: `has a name that could not be looked up (${code})` }
  if (EXHAUSTED.has(code)) {
    const what = `cannot be reached while the runner has too many files open (${code})`
    return { kind: 'exhausted', what }
  }
  if (UNREACHABLE.has(code)) return { kind: 'unreachable', what: `cannot be reached (${code})` }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || (code === 'ETIMEDOUT' && connecting))
    return { kind: 'unconnected', what: `did not take a connection in time (${code})` }
  if (SILENT.has(code)) return { kind: 'silent', what: `did not answer in time (${code})` }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return { kind: 'not-http', what: `answered with something that is not HTTP (${code})` }
  return { kind: 'interrupted', what: `broke the connection${code === '' ? '' : ` (${code})`}` }
}

/** The parser's errors have no code. One of them means that an answer breaks off. */
function isParserError(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'HTTPParserError' &&
    !error.message.includes('Invalid EOF state')
  )
}

function proxyFault({ proxy, reason }: ProxyError): NetworkFault {
  const which = `is behind the proxy ${proxy}, which`
  if (typeof reason === 'object') {
    const kind = isTransient(reason) ? 'proxy-in-trouble' : 'proxy-refuses'
    return { kind, what: `${which} ${reason.what}` }
  }
  if (isTransientStatus(reason))
    return { kind: 'proxy-in-trouble', what: `${which} answered HTTP ${reason}` }
  const refuses =
    reason === 407 ? 'asks for a name and a password, or other ones' : 'does not let it through'
  return { kind: 'proxy-refuses', what: `${which} ${refuses} (HTTP ${reason})` }
}

/** Whether the same request may well get its answer a little later. */
export function isTransient({ kind }: NetworkFault): boolean {
  return TRANSIENT.has(kind)
}

/** Whether the request may have reached its host, and been carried out, all the same. */
export function mayHaveArrived({ kind }: NetworkFault): boolean {
  return AFTERWARDS.has(kind)
}

/**
 * Whether an error ended a connection that had brought an answer before: its host may have closed it
 * just then, as it does with those it has no more use for.
 */
export function hadServed(error: unknown): boolean {
  return Number(property(property(error, 'socket'), 'bytesRead') ?? 0) > 0
}

/** What to do about a fault, whatever host it is about: a sentence without its full stop, or nothing. */
export function adviceOn({ kind }: NetworkFault): string | undefined {
  switch (kind) {
    case 'untrusted':
      return 'If your network has a certificate authority of its own, give its file in the environment variable NODE_EXTRA_CA_CERTS'
    case 'proxy-in-trouble':
    case 'proxy-refuses':
      return 'Check the environment variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the runner'
    default:
      return undefined
  }
}

interface Details {
  /** '' where there is none. */
  readonly code: string
  /** Whether the connection did not stand yet. */
  readonly connecting: boolean
}

/** The details of an error, of its cause, or of the first of the errors it gathers. */
function details(error: unknown): Details {
  const code = property(error, 'code')
  const own = {
    code: typeof code === 'string' ? code : '',
    connecting: property(error, 'syscall') === 'connect',
  }
  const first = property(property(error, 'errors'), '0')
  const cause = property(error, 'cause')
  if (own.code !== '' && own.code !== 'UND_ERR_SOCKET' && first === undefined) return own
  return [first, cause].map(details).find((inner) => inner.code !== '') ?? own
}

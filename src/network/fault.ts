import { property } from '../property.ts'
import { isTransientStatus } from './statuses.ts'

/** Why a request got no answer. */
export interface NetworkFault {
  /** What the host did, as a clause without its subject: `closed the connection (ECONNRESET)`. */
  readonly what: string
  readonly kind: FaultKind
}

type FaultKind =
  | 'unreachable'
  | 'exhausted'
  | 'connect-timeout'
  | 'interrupted'
  | 'untrusted'
  | 'unknown-host'
  | 'silent'
  | 'not-http'
  | 'proxy-unavailable'
  | 'proxy-refuses'

const TRANSIENT = new Set<FaultKind>([
  'unreachable',
  'exhausted',
  'connect-timeout',
  'interrupted',
  'silent',
  'proxy-unavailable',
])
/** Those that happen on an open connection. */
const CONNECTED = new Set<FaultKind>(['interrupted', 'silent', 'not-http'])

/** A proxy opened no tunnel to a host: the status it answered, or why it did not answer. */
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
    return { kind: 'untrusted', what: `has a certificate that is not trusted (${code})` }
  }
  if (code === 'UND_ERR_INVALID_ARG')
    return { kind: 'not-http', what: `was not sent the request, because it is invalid (${code})` }
  if (code === 'ENOTFOUND')
    return { kind: 'unknown-host', what: `has a host name that does not exist (${code})` }
  if (code === 'EAI_AGAIN')
    return { kind: 'unreachable', what: `has a host name that could not be resolved (${code})` }
  if (EXHAUSTED.has(code)) {
    const what = `cannot be reached, as too many files are open on the runner (${code})`
    return { kind: 'exhausted', what }
  }
  if (UNREACHABLE.has(code)) return { kind: 'unreachable', what: `cannot be reached (${code})` }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || (code === 'ETIMEDOUT' && connecting))
    return { kind: 'connect-timeout', what: `did not accept a connection in time (${code})` }
  if (SILENT.has(code)) return { kind: 'silent', what: `did not answer in time (${code})` }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return { kind: 'not-http', what: `answered with something that is not HTTP (${code})` }
  return { kind: 'interrupted', what: `closed the connection${code === '' ? '' : ` (${code})`}` }
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
  const through = `cannot be reached through the proxy ${proxy}, which`
  if (typeof reason === 'object') {
    const kind = isTransient(reason) ? 'proxy-unavailable' : 'proxy-refuses'
    return { kind, what: `${through} ${reason.what}` }
  }
  if (isTransientStatus(reason))
    return { kind: 'proxy-unavailable', what: `${through} answered HTTP ${reason}` }
  const refuses =
    reason === 407 ? 'asks for a valid user name and password' : 'refuses the connection'
  return { kind: 'proxy-refuses', what: `${through} ${refuses} (HTTP ${reason})` }
}

/** Whether the same request may well get its answer a little later. */
export function isTransient({ kind }: NetworkFault): boolean {
  return TRANSIENT.has(kind)
}

/** Whether the request may have reached its host, and been carried out, all the same. */
export function mayHaveArrived({ kind }: NetworkFault): boolean {
  return CONNECTED.has(kind)
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
    case 'proxy-unavailable':
    case 'proxy-refuses':
      return 'Check the environment variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the runner'
    default:
      return undefined
  }
}

interface Details {
  /** '' where there is none. */
  readonly code: string
  /** Whether the connection was not open yet. */
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
  return (
    [first, cause]
      .filter((inner) => inner !== undefined)
      .map(details)
      .find((inner) => inner.code !== '') ?? own
  )
}

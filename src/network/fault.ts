/** Why a request got no answer, in words for people. */
export interface NetworkFault {
  /** A clause without a subject: `refused the connection`. */
  readonly what: string
  readonly kind:
    'unreachable' | 'interrupted' | 'untrusted' | 'unknown-host' | 'silent' | 'not-http'
}

const UNTRUSTED = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)|CERT|CRL_/
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
])
const SILENT = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])

/**
 * Says what an error of the network means. Errors are told apart by their code alone: their
 * messages may quote what a server has said.
 */
export function networkFault(error: unknown): NetworkFault {
  const code = errorCode(error)
  if (UNTRUSTED.test(code)) {
    return { kind: 'untrusted', what: `has a certificate that nobody here knows (${code})` }
  }
  if (code === 'ENOTFOUND')
    return { kind: 'unknown-host', what: `has a name that is not known (${code})` }
  if (code === 'EAI_AGAIN')
    return { kind: 'unreachable', what: `has a name that could not be looked up (${code})` }
  if (UNREACHABLE.has(code)) return { kind: 'unreachable', what: `cannot be reached (${code})` }
  if (SILENT.has(code)) return { kind: 'silent', what: `did not answer in time (${code})` }
  if (code.startsWith('HPE_') || code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return { kind: 'not-http', what: `answered with something that is not HTTP (${code})` }
  }
  return { kind: 'interrupted', what: `broke the connection${code === '' ? '' : ` (${code})`}` }
}

/** Whether the same request may well get its answer a little later. */
export function isTransient(fault: NetworkFault): boolean {
  return fault.kind === 'unreachable' || fault.kind === 'interrupted' || fault.kind === 'silent'
}

/** The code of an error, of its cause, or of the first of the errors it gathers; else ''. */
function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code !== '' && code !== 'UND_ERR_SOCKET') return code
  const first: unknown =
    'errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined
  const cause = 'cause' in error ? error.cause : undefined
  return errorCode(first) || errorCode(cause) || code
}

import { expect, test } from '@jest/globals'
import {
  adviceOn,
  isTransient,
  mayHaveArrived,
  networkFault,
  ProxyError,
} from '../../src/network/fault.ts'

function error(code: string, rest: object = {}): Error {
  return Object.assign(new Error('what a server said'), { code, ...rest })
}

test.each<[string, Error, string, RegExp, boolean, boolean]>([
  [
    'refused',
    error('ECONNREFUSED'),
    'unreachable',
    /cannot be reached \(ECONNREFUSED\)/,
    true,
    false,
  ],
  [
    'no answer to a connection',
    error('UND_ERR_CONNECT_TIMEOUT'),
    'connect-timeout',
    /accept a conn/,
    true,
    false,
  ],
  [
    'of both families',
    error('ETIMEDOUT', { errors: [error('ETIMEDOUT', { syscall: 'connect' })] }),
    'connect-timeout',
    /accept a conn/,
    true,
    false,
  ],
  [
    'a silent peer',
    error('ETIMEDOUT', { syscall: 'read' }),
    'silent',
    /answer in time/,
    true,
    true,
  ],
  [
    'an unknown host',
    error('ENOTFOUND'),
    'unknown-host',
    /host name that does not exist/,
    false,
    false,
  ],
  ['no name server', error('EAI_AGAIN'), 'unreachable', /could not be resolved/, true, false],
  [
    'reset',
    error('UND_ERR_SOCKET', { cause: error('ECONNRESET') }),
    'interrupted',
    /\(ECONNRESET\)/,
    true,
    true,
  ],
  ['closed', error('UND_ERR_SOCKET'), 'interrupted', /\(UND_ERR_SOCKET\)/, true, true],
  [
    'an unknown authority',
    error('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    'untrusted',
    /certificate/,
    false,
    false,
  ],
  [
    'a certificate of another',
    error('ERR_TLS_CERT_ALTNAME_INVALID'),
    'untrusted',
    /certificate/,
    false,
    false,
  ],
  [
    'http on a port for https',
    error('ERR_SSL_WRONG_VERSION_NUMBER'),
    'not-http',
    /not HTTP/,
    false,
    true,
  ],
  [
    'a proxy that is down',
    new ProxyError('p:1', networkFault(error('ECONNREFUSED'))),
    'proxy-unavailable',
    /cannot be reached through the proxy p:1, which cannot be reached \(ECONNREFUSED\)/,
    true,
    false,
  ],
  [
    'a proxy nobody knows',
    new ProxyError('p:1', networkFault(error('ENOTFOUND'))),
    'proxy-refuses',
    /proxy p:1, which has a host name/,
    false,
    false,
  ],
  [
    'a proxy that asks who',
    new ProxyError('p:1', 407),
    'proxy-refuses',
    /asks for a valid user name and password.*407/,
    false,
    false,
  ],
  [
    'a proxy that refuses',
    new ProxyError('p:1', 403),
    'proxy-refuses',
    /refuses the connection.*403/,
    false,
    false,
  ],
  [
    'a proxy in trouble',
    new ProxyError('p:1', 502),
    'proxy-unavailable',
    /answered HTTP 502/,
    true,
    false,
  ],
])('%s', (_, given, kind, what, transient, arrived) => {
  const fault = networkFault(given)
  expect(fault).toEqual({ kind, what: expect.stringMatching(what) })
  expect([isTransient(fault), mayHaveArrived(fault)]).toEqual([transient, arrived])
  expect(fault.what).not.toContain('what a server said')
})

test('what to do is said where it does not depend on the host', () => {
  expect(adviceOn(networkFault(error('CERT_HAS_EXPIRED')))).toMatch(/NODE_EXTRA_CA_CERTS/)
  expect(adviceOn(networkFault(new ProxyError('p:1', 407)))).toMatch(/HTTPS_PROXY.*NO_PROXY/)
  expect(adviceOn(networkFault(error('ECONNRESET')))).toBeUndefined()
})

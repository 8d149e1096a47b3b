import { expect, test } from '@jest/globals'
import { startProxy } from '../../sandbox/proxy.ts'
import type { ProxyOptions } from '../../sandbox/proxy.ts'
import { ask as askThrough } from '../../src/network/answer.ts'
import { networkFault } from '../../src/network/fault.ts'
import { openNetwork } from '../../src/network/network.ts'
import { readProxies } from '../../src/network/proxies.ts'
import { startRaw } from '../support/server.ts'

const SHORT = { connect: 300, silence: 300, answer: 300, idle: 100 }
const NOWHERE = 'http://proxy.invalid:3128'
const credentials = { name: 'me@work', password: 'p@ss/wörd:%41' }

/** What a request to a host gets, with these variables in the environment: an answer's text, or a fault. */
async function ask(origin: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const network = openNetwork(readProxies(environment), 4, SHORT)
  try {
    const request = { origin, path: '/', method: 'POST', body: 'x' } as const
    return (await askThrough(network, request, 1_000)).text
  } catch (error) {
    const { kind, what } = networkFault(error)
    return `${kind}: ${what}`
  } finally {
    await network.destroy()
  }
}

const startHost = () =>
  startRaw((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello'))

test.each(['HTTP_PROXY', 'http_proxy'])('%s is gone through, by a tunnel', async (name) => {
  await using host = await startHost()
  await using proxy = await startProxy()
  expect(await ask(host.origin, { [name]: proxy.url })).toBe('hello')
  expect(proxy).toMatchObject({ tunnels: [host.origin.replace('http://', '')], plain: [] })
})

test.each([
  { NO_PROXY: '127.0.0.1' },
  { no_proxy: 'example.com, 127.0.0.1', NO_PROXY: 'example.com' },
  { NO_PROXY: '*' },
])('%j: the host is spoken to directly', async (environment) => {
  await using host = await startHost()
  await using proxy = await startProxy()
  expect(await ask(host.origin, { HTTP_PROXY: proxy.url, ...environment })).toBe('hello')
  expect(proxy.tunnels).toEqual([])
})

test('guarantee 6: what is meant for this machine is not told to a proxy elsewhere', async () => {
  await using host = await startHost()
  expect(await ask(host.origin, { HTTP_PROXY: NOWHERE })).toBe('hello')
})

test('an https address goes through HTTP_PROXY where there is no HTTPS_PROXY', async () => {
  await using proxy = await startProxy({ refuses: 403 })
  expect(await ask('https://host.invalid', { HTTP_PROXY: proxy.url })).toMatch(/^proxy-refuses/)
  expect(
    await ask('https://host.invalid', { HTTP_PROXY: NOWHERE, https_proxy: proxy.url }),
  ).toMatch(/^proxy-refuses/)
  expect(proxy.refused).toBe(2)
})

test('a name and a password are sent to the proxy as they are meant', async () => {
  await using host = await startHost()
  await using proxy = await startProxy({ credentials })
  expect(proxy.url).toContain('p%40ss')
  expect(await ask(host.origin, { http_proxy: proxy.url })).toBe('hello')
  expect(proxy).toMatchObject({ refused: 0, tunnels: [expect.any(String)] })
})

test.each<[string, ProxyOptions, RegExp]>([
  [
    'asks for another password',
    { credentials },
    /^proxy-refuses: cannot be reached through the proxy 127.0.0.1:\d+, which asks.*407/,
  ],
  [
    'does not allow the host',
    { refuses: 403 },
    /^proxy-refuses: .*refuses the connection \(HTTP 403\)/,
  ],
  ['does not reach the host', { refuses: 502 }, /^proxy-unavailable: .*answered HTTP 502/],
  ['is silent', { silent: true }, /^proxy-unavailable: .*did not answer in time/],
])('guarantee 5: a proxy that %s', async (_, options, fault) => {
  await using host = await startHost()
  await using proxy = await startProxy(options)
  const url = proxy.url.replace('p%40ss', 'wrong')
  const said = await ask(host.origin, { http_proxy: url })
  expect(said).toMatch(fault)
  expect(said).not.toMatch(/wrong|me%40work/)
})

test('a proxy that is down', async () => {
  await using host = await startHost()
  expect(await ask(host.origin, { http_proxy: 'localhost:1' })).toMatch(
    /^proxy-unavailable: cannot be reached through the proxy localhost:1, which cannot be reached \(ECONNREFUSED\)/,
  )
})

test('a proxy that is none', async () => {
  await using host = await startHost()
  await using other = await startRaw((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'))
  expect(await ask(host.origin, { http_proxy: other.origin })).toMatch(
    /^proxy-refuses: .*something that is not HTTP/,
  )
})

test('a host that is gone behind the proxy', async () => {
  await using proxy = await startProxy()
  expect(await ask('http://localhost:1', { http_proxy: proxy.url })).toMatch(/answered HTTP 502/)
})

test('what is under way ends when the network is closed', async () => {
  await using host = await startRaw(() => undefined)
  await using proxy = await startProxy()
  const network = openNetwork(readProxies({ http_proxy: proxy.url }), 1)
  const request = askThrough(network, { origin: host.origin, path: '/', method: 'GET' }, 1_000)
  const ended = request.then(
    () => 'answered',
    () => 'ended',
  )
  while (proxy.openings.length === 0) await new Promise(setImmediate)
  await network.destroy()
  expect(await ended).toBe('ended')
})

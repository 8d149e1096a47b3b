import { describe, expect, test } from '@jest/globals'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deadlineIn } from '../../src/network/deadline.ts'
import type { Answering } from '../support/answering-api.ts'
import { api, clock, connectTo, created, holdClock, platform } from '../support/answering-api.ts'
import { request, resets, says, soon } from '../support/answering-api.ts'

test('asks for a session as the API wants it', async () => {
  api.answering = [says(201, created)]
  const session = await platform.createSession({ ...request, expiresInSeconds: 60 }, soon())
  expect(session.session_id).toBe(created.session_id)
  const [call] = api.seen
  expect(call?.method).toBe('POST')
  expect(call?.url).toBe('/api/v1/workspaces/my%20workspace%2F%C3%BC/upload_sessions')
  expect(call?.headers).toMatchObject({
    authorization: 'Bearer a-key-of-some-length',
    accept: 'application/json',
    'content-type': 'application/json',
    'x-client-source': 'deepset-docs-upload',
  })
  expect(JSON.parse(call?.body ?? '')).toEqual({
    write_mode: 'OVERWRITE',
    parallel_processing_enabled: false,
    expires_in_seconds: 60,
  })
})

describe('an answer with only the required keys, or with null for the others, will do', () => {
  test.each([{}, { session_id: null, documentation_url: null }, { session_id: '' }])(
    '%j',
    async (more) => {
      const { expires_at, aws_prefixed_request_config } = created
      api.answering = [says(201, { expires_at, aws_prefixed_request_config, ...more, unknown: 1 })]
      await expect(platform.createSession(request, soon())).resolves.toMatchObject({ expires_at })
    },
  )
})

test.each([
  '2026-01-02T03:04:05Z',
  '2026-01-02T03:04:05.123456+00:00',
  '2026-01-02t03:04:05z',
  '2026-01-02 03:04:05-11:30',
  '2016-12-31T23:59:60Z',
  '2024-02-29T00:00:00.000000000-00:00',
])('an expires_at of RFC 3339 is given as it came: %s', async (expires_at) => {
  api.answering = [says(201, { ...created, expires_at })]
  await expect(platform.createSession(request, soon())).resolves.toMatchObject({ expires_at })
})

test.each([
  '',
  'tomorrow',
  '1767323045',
  '2026-01-02',
  '2026-01-02T03:04:05',
  '2026-13-02T03:04:05Z',
  '2026-01-02T24:00:00Z',
  ' 2026-01-02T03:04:05Z',
  '2026-01-02T03:04:05Z\n',
  '2026-01-02T03:04:05Z; Bearer a-key',
  `2026-01-02T03:04:05.${'1'.repeat(100_000)}Z`,
])('an expires_at that is anything else is left out, and the answer used: %#', async (text) => {
  api.answering = [says(201, { ...created, expires_at: text })]
  await expect(platform.createSession(request, soon())).resolves.toMatchObject({ expires_at: '' })
})

describe('guarantee 5: transient faults are retried', () => {
  test.each([429, 503])('HTTP %i to create', async (status) => {
    api.answering = [says(status), says(status), says(201, created)]
    await platform.createSession(request, soon())
    expect(api.seen).toHaveLength(3)
  })

  test.each([429, 503])('HTTP %i to close', async (status) => {
    api.answering = [says(status), says(status), says(204)]
    await platform.closeSession('id-1', soon(), 10_000)
    expect(api.seen).toHaveLength(3)
  })

  test.each([408, 429, 500, 502, 503, 504])('HTTP %i to a question', async (status) => {
    api.answering = [says(status), says(status), says(200, {})]
    await platform.ingestionStatus('id-1', soon())
    expect(api.seen).toHaveLength(3)
  })

  test('a connection that breaks', async () => {
    api.answering = [resets, resets, says(200, {})]
    await platform.ingestionStatus('id-1', soon())
    expect(api.seen).toHaveLength(3)
  })

  test.each<[string, Answering]>([
    ['a connection that breaks', resets],
    ['HTTP 502', says(502)],
  ])('what may have been carried out is not sent again unasked: %s', async (_, answer) => {
    api.answering = [answer]
    const lost = { name: 'LostAnswerError' }
    await expect(platform.createSession(request, soon())).rejects.toMatchObject(lost)
    await expect(platform.closeSession('id-1', soon(), 10_000)).rejects.toMatchObject(lost)
    expect(api.seen).toHaveLength(2)
  })

  test('but not for ever: for the time that there is, and a service that is down is not hammered', async () => {
    api.answering = [says(503)]
    await expect(platform.closeSession('id-1', soon(), 10_000)).rejects.toThrow(
      /in trouble \(HTTP 503\); tried for 1 min 59 s\. Run the step again later/,
    )
    expect(clock.now()).toBe(119_000)
    expect(Math.max(...clock.pauses)).toBe(2_500)
    expect(api.seen).toHaveLength(clock.pauses.length + 1)
  })

  test('what ends while it is silent is told so', async () => {
    api.answering = [() => undefined]
    const deadline = deadlineIn(50, clock, new AbortController().signal)
    await expect(platform.ingestionStatus('id-1', deadline)).rejects.toThrow(/no answer in time/)
  })

  test.each<[string, number]>([
    ['0', 500],
    ['20', 20_500],
    ['3600', 60_500],
  ])('Retry-After: %s', async (seconds, milliseconds) => {
    holdClock(0.999)
    api.answering = [says(503, '', { 'retry-after': seconds }), says(200, {})]
    await platform.ingestionStatus('id-1', soon())
    expect(clock.now()).toBeGreaterThan(milliseconds - 500)
    expect(clock.now()).toBeLessThanOrEqual(milliseconds)
  })

  test('a Retry-After that is longer than the time leaves time for a last attempt', async () => {
    api.answering = [says(503, '', { 'retry-after': '3600' }), says(200, {})]
    await platform.ingestionStatus('id-1', deadlineIn(30_000, clock, soon().cancelled))
    expect(clock.now()).toBe(29_000)
  })
})

describe('each refusal has its own line, and is not retried', () => {
  const html = { 'content-type': 'text/html' }
  test.each<[string, Answering, RegExp]>([
    ['401', says(401), /does not accept the API key.*"api-key"/],
    ['402', says(402), /free plan/],
    ['403', says(403), /may not do this in workspace "my workspace\/ü"/],
    ['404', says(404), /has no workspace "my workspace\/ü".*"api-url"/],
    [
      '422',
      says(422, { detail: [{ loc: ['body', 'write_mode'], msg: 'bad', type: 'x' }] }),
      /write_mode: bad/,
    ],
    ['422 without detail', says(422, 'no JSON'), /does not say why/],
    [
      'a redirect',
      says(302, '', { location: 'https://evil.example/' }),
      /redirects to another address.*"api-url"/,
    ],
    ["a proxy's 403", says(403, '<html>Blocked</html>', html), /web page.*proxy/],
    [
      "a proxy's 200",
      says(200, '<html>Log in</html>', html),
      /not as the platform's API does, a web page/,
    ],
    ['no JSON', says(201, 'hello'), /not as the platform's API does/],
    ['an empty 201', says(201), /not as the platform's API does/],
    ['a key missing', says(201, { expires_at: created.expires_at }), /aws_prefixed_request_config/],
    ['418', says(418), /HTTP 418/],
  ])('%s', async (_, answer, message) => {
    api.answering = [answer]
    await expect(platform.createSession(request, soon())).rejects.toThrow(message)
    await expect(platform.createSession(request, soon())).rejects.toMatchObject({
      name: 'PublishError',
    })
    expect(api.seen).toHaveLength(2)
  })

  test('an unreachable host', async () => {
    const unused = createServer()
    await new Promise<void>((resolve) => unused.listen(0, '127.0.0.1', resolve))
    const free = (unused.address() as AddressInfo).port
    await new Promise((resolve) => unused.close(resolve))
    const create = connectTo(`http://127.0.0.1:${String(free)}`).createSession(request, soon())
    await expect(create).rejects.toThrow(/cannot be reached \(ECONNREFUSED\).*"api-url"/)
  })

  test('https where http is spoken', async () => {
    api.answering = [says(201, created)]
    const create = connectTo(`https://127.0.0.1:${api.port}`).createSession(request, soon())
    await expect(create).rejects.toThrow(/not HTTP.*"api-url"/)
  })
})

test('an abort ends a call that is not answered', async () => {
  const controller = new AbortController()
  api.answering = [
    () =>
      setTimeout(() => {
        controller.abort(new Error('cancelled'))
      }, 20),
  ]
  await expect(platform.closeSession('id-1', soon(controller.signal), 10_000)).rejects.toThrow(
    'cancelled',
  )
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '../../src/network/clock.ts'
import { openNetwork } from '../../src/network/network.ts'
import { connectPlatform, type Platform } from '../../src/platform/client.ts'
import { recordingLog } from '../report/recording-log.ts'

const clock = { ...systemClock, sleep: () => Promise.resolve() }
const network = openNetwork({ http: '', https: '', except: '' }, 2)
const never = new AbortController().signal
const request = { writeMode: 'OVERWRITE', parallelProcessing: false } as const
const created = {
  session_id: '5c38259b-19ee-4a99-8f38-7c3007dcaaae',
  expires_at: '2026-01-02T03:04:05Z',
  aws_prefixed_request_config: {
    url: 'https://bucket.s3.amazonaws.com/',
    fields: { key: 'a/b/c/' },
  },
}

type Answering = (request: IncomingMessage, response: ServerResponse) => void
let answering: Answering[] = []
const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] =
  []

/** Answers the requests one after the other; the last answer serves the rest. */
const server = createServer((incoming, response) => {
  let body = ''
  incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
  incoming.on('end', () => {
    const { method = '', url = '', headers } = incoming
    seen.push({ method, url, headers, body })
    const next = answering.length > 1 ? answering.shift() : answering[0]
    next?.(incoming, response)
  })
})

let platform: Platform
let port: number

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  platform = connectTo(`http://127.0.0.1:${String(port)}`)
})
beforeEach(() => {
  seen.length = 0
})
afterAll(async () => {
  await network.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function connectTo(address: string): Platform {
  const access = {
    apiUrl: new URL(address),
    apiKey: 'a-key-of-some-length',
    workspace: 'my workspace/ü',
  }
  return connectPlatform(access, network, clock, recordingLog())
}

function says(status: number, body: unknown = '', headers: Record<string, string> = {}): Answering {
  return (_, response) => {
    const json = typeof body !== 'string'
    response.writeHead(status, {
      'content-type': json ? 'application/json' : 'text/plain',
      ...headers,
    })
    response.end(json ? JSON.stringify(body) : body)
  }
}

async function collect<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const page of pages) all.push(page)
  return all
}

const resets: Answering = (incoming) => incoming.socket.destroy()

test('asks for a session as the API wants it', async () => {
  answering = [says(201, created)]
  const session = await platform.createSession({ ...request, expiresInSeconds: 60 }, never)
  expect(session.session_id).toBe(created.session_id)
  const [call] = seen
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

test('closes a session', async () => {
  answering = [says(204)]
  await platform.closeSession('id-1', never)
  expect(seen[0]).toMatchObject({
    method: 'PUT',
    url: '/api/v1/workspaces/my%20workspace%2F%C3%BC/upload_sessions/id-1',
    body: '{"status":"CLOSED"}',
  })
})

describe('an answer with only the required keys, or with null for the others, will do', () => {
  test.each([{}, { session_id: null, documentation_url: null }, { session_id: '' }])(
    '%j',
    async (more) => {
      const { expires_at, aws_prefixed_request_config } = created
      answering = [says(201, { expires_at, aws_prefixed_request_config, ...more, unknown: 1 })]
      await expect(platform.createSession(request, never)).resolves.toMatchObject({ expires_at })
    },
  )
})

describe('guarantee 5: transient faults are retried', () => {
  test.each([429, 503])('HTTP %i to create', async (status) => {
    answering = [says(status), says(status), says(201, created)]
    await platform.createSession(request, never)
    expect(seen).toHaveLength(3)
  })

  test.each([408, 429, 500, 502, 503, 504])('HTTP %i to close', async (status) => {
    answering = [says(status), says(status), says(204)]
    await platform.closeSession('id-1', never)
    expect(seen).toHaveLength(3)
  })

  test('a connection that breaks', async () => {
    answering = [resets, resets, says(204)]
    await platform.closeSession('id-1', never)
    expect(seen).toHaveLength(3)
  })

  test('a create that may have been carried out goes again once', async () => {
    answering = [resets]
    await expect(platform.createSession(request, never)).rejects.toThrow(/broke the connection/)
    expect(seen).toHaveLength(2)
  })

  test('but not for ever', async () => {
    answering = [says(503)]
    await expect(platform.closeSession('id-1', never)).rejects.toThrow(/in trouble \(HTTP 503\)/)
    expect(seen).toHaveLength(5)
  })
})

describe('each refusal has its own line, and is not retried', () => {
  const html = { 'content-type': 'text/html' }
  test.each<[string, Answering, RegExp]>([
    ['401', says(401), /does not accept the API key.*"api-key"/],
    ['402', says(402), /free plan/],
    ['403', says(403), /may not do this in workspace "my workspace\/ü"/],
    ['404', says(404), /knows no workspace "my workspace\/ü".*"api-url"/],
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
    answering = [answer]
    await expect(platform.createSession(request, never)).rejects.toThrow(message)
    await expect(platform.createSession(request, never)).rejects.toMatchObject({
      name: 'PublishError',
    })
    expect(seen).toHaveLength(2)
  })

  test('an unreachable host', async () => {
    const unused = createServer()
    await new Promise<void>((resolve) => unused.listen(0, '127.0.0.1', resolve))
    const free = (unused.address() as AddressInfo).port
    await new Promise((resolve) => unused.close(resolve))
    const create = connectTo(`http://127.0.0.1:${String(free)}`).createSession(request, never)
    await expect(create).rejects.toThrow(/cannot be reached \(ECONNREFUSED\).*"api-url"/)
  })

  test('https where http is spoken', async () => {
    answering = [says(201, created)]
    const create = connectTo(`https://127.0.0.1:${String(port)}`).createSession(request, never)
    await expect(create).rejects.toThrow(/not HTTP.*"api-url"/)
  })
})

test('too many open sessions are told apart: a place may get free', async () => {
  answering = [says(406)]
  const refused = expect(platform.createSession(request, never)).rejects
  await refused.toMatchObject({ name: 'TooManySessions', repeated: false })
})

describe('a session that is open but of no use is told with its id', () => {
  const { aws_prefixed_request_config } = created
  test.each<[string, unknown, string]>([
    ['the id alone', { session_id: 'id-1' }, 'id-1'],
    ['an id that leads elsewhere', { ...created, session_id: '../../x' }, 'c'],
    [
      'only the key, with its end',
      { aws_prefixed_request_config: { fields: { key: 'a/b/id-2/${filename}' } } },
      'id-2',
    ],
    ['no expiry', { aws_prefixed_request_config }, 'c'],
  ])('%s', async (_, body, id) => {
    answering = [says(201, body)]
    const refused = expect(platform.createSession(request, never)).rejects
    await refused.toMatchObject({ name: 'UnusableSession', id })
  })
})

describe('an answer to "create" that was lost', () => {
  test.each<[string, Answering[], string]>([
    ['and then one that is good', [resets, says(201, created)], ''],
    ['and then one again', [resets, resets], 'LostAnswer'],
    ['to a gateway', [says(504)], 'LostAnswer'],
    ['and then a refusal', [resets, says(401)], 'LostAnswer'],
    ['and then no place', [resets, says(406)], 'TooManySessions'],
    ['no, it was refused at once', [says(401)], 'PublishError'],
    ['no, nothing was done', [says(503)], 'PublishError'],
  ])('%s', async (_, answers, name) => {
    answering = [...answers]
    const end = await platform.createSession(request, never).catch((error: unknown) => error)
    if (name === '') expect(end).toMatchObject({ repeated: true })
    else expect(end).toMatchObject({ name })
    if (name === 'TooManySessions') expect(end).toHaveProperty('repeated', true)
  })
})

describe('of a session', () => {
  const path = '/api/v1/workspaces/my%20workspace%2F%C3%BC/upload_sessions'

  test('a 404 is about the session, not the workspace', async () => {
    answering = [says(404)]
    await expect(platform.closeSession('id-1', never)).rejects.toThrow(/knows no such session/)
    await expect(platform.ingestionStatus('id-1', never)).rejects.toThrow(/knows no such session/)
  })

  test('the ingestion is told; keys may be missing', async () => {
    answering = [
      says(200, { ingestion_status: { failed_files: 2, finished_files: 3 } }),
      says(200, { ingestion_status: {} }),
    ]
    await expect(platform.ingestionStatus('id-1', never)).resolves.toEqual({
      finished: 3,
      failed: 2,
    })
    await expect(platform.ingestionStatus('id-1', never)).resolves.toEqual({
      finished: 0,
      failed: 0,
    })
    expect(seen[0]).toMatchObject({ method: 'GET', url: `${path}/id-1` })
  })

  test('the files are listed', async () => {
    answering = [says(200, { total: 1, has_more: false, data: [{ name: 'a.md' }] })]
    const pages = await collect(platform.sessionFiles('id-1', 'FAILED', never))
    expect(pages).toEqual([[{ name: 'a.md' }]])
    expect(seen[0]?.url).toBe(`${path}/id-1/files?limit=10&ingestion_status=FAILED`)
  })

  test.each([
    ['current', 'false'],
    ['expired', 'true'],
  ] as const)('its fellows are listed: %s', async (age, expired) => {
    answering = [says(200, { data: [{ session_id: 'id-1', status: 'OPEN' }] })]
    const pages = await collect(platform.sessions(age, never))
    expect(pages).toEqual([[{ session_id: 'id-1', status: 'OPEN' }]])
    expect(seen[0]?.url).toBe(`${path}?limit=10&is_expired=${expired}`)
  })

  test('the command to close it names no key, and is one word to a shell where it must be', () => {
    expect(platform.closeCommand('id-1')).toBe(
      `curl -X PUT "http://127.0.0.1:${String(port)}${path}/id-1" -H "Authorization: Bearer $DEEPSET_API_KEY" -H "Content-Type: application/json" -d '{"status":"CLOSED"}'`,
    )
  })
})

test('an abort ends a call that is not answered', async () => {
  const controller = new AbortController()
  answering = [
    () =>
      setTimeout(() => {
        controller.abort(new Error('cancelled'))
      }, 20),
  ]
  await expect(platform.closeSession('id-1', controller.signal)).rejects.toThrow('cancelled')
})

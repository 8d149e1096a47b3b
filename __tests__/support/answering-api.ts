import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deadlineIn, type Deadline } from '../../src/network/deadline.ts'
import { openNetwork } from '../../src/network/network.ts'
import { connectPlatform, type Platform } from '../../src/platform/client.ts'
import { manualClock } from './manual-clock.ts'
import { recordingLog } from './recording-log.ts'

const network = openNetwork({ http: '', https: '', except: '' }, 2)
const never = new AbortController().signal
export const request = { writeMode: 'OVERWRITE', parallelProcessing: false } as const
export const created = {
  session_id: '5c38259b-19ee-4a99-8f38-7c3007dcaaae',
  expires_at: '2026-01-02T03:04:05Z',
  aws_prefixed_request_config: {
    url: 'https://bucket.s3.amazonaws.com/',
    fields: { key: 'a/b/c/' },
  },
}

export type Answering = (request: IncomingMessage, response: ServerResponse) => void
interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A server in the API's place: what it is to answer, the last to all the rest, and what it was asked. */
export const api = {
  answering: [] as Answering[],
  seen: [] as Seen[],
  port: 0,
}

/** A client of it, its clock and its log: new for each test. */
export let platform: Platform
export let clock = manualClock()
export let log = recordingLog()

/** Starts the test's clock anew, with another chance. */
export function holdClock(chance: number): void {
  clock = manualClock(chance)
  platform = connectTo(`http://127.0.0.1:${api.port}`)
}

/** Two minutes from now. */
export function soon(signal = never): Deadline {
  return deadlineIn(120_000, clock, signal)
}

const server = createServer((incoming, response) => {
  let body = ''
  incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
  incoming.on('end', () => {
    const { method = '', url = '', headers } = incoming
    api.seen.push({ method, url, headers, body })
    const next = api.answering.length > 1 ? api.answering.shift() : api.answering[0]
    next?.(incoming, response)
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  api.port = (server.address() as AddressInfo).port
})
beforeEach(() => {
  api.seen.length = 0
  log = recordingLog()
  holdClock(0.5)
})
afterAll(async () => {
  await network.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** A client of an API at that address. */
export function connectTo(address: string): Platform {
  const access = {
    apiUrl: new URL(address),
    apiKey: 'a-key-of-some-length',
    workspace: 'my workspace/ü',
  }
  return connectPlatform(access, network, clock, log)
}

export function says(
  status: number,
  body: unknown = '',
  headers: Record<string, string> = {},
): Answering {
  return (_, response) => {
    const json = typeof body !== 'string'
    response.writeHead(status, {
      'content-type': json ? 'application/json' : 'text/plain',
      ...headers,
    })
    response.end(json ? JSON.stringify(body) : body)
  }
}

export const resets: Answering = (incoming) => incoming.socket.destroy()

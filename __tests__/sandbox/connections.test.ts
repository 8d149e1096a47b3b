import { Agent, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from '@jest/globals'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Effect, Fault, Sandbox } from '../../sandbox/sandbox.ts'
import { BOUNDARY, code, form, open, post, send } from '../support/client.ts'
import type { Opened } from '../support/client.ts'

const onBucket = (effect: Effect, more: Partial<Fault> = {}): Fault => ({
  on: 'bucket',
  effect,
  ...more,
})

function names(sandbox: Sandbox): string[] {
  return sandbox.objects().map(({ name }) => name)
}

/** The error that a request ends with. */
async function failure(sent: Promise<unknown>): Promise<string> {
  return sent.then(() => 'answered', String)
}

/** Sends an object and answers as soon as the head of the answer is there, or never. */
function begin(
  { url, fields }: Opened,
  agent?: Agent,
): { head: Promise<IncomingMessage>; abort: () => void } {
  const sent = request(url, {
    method: 'POST',
    agent: agent ?? false,
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  })
  const head = new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject)
  })
  sent.end(form(fields, 'a.md', 'x'))
  return { head, abort: () => sent.destroy() }
}

describe('a connection', () => {
  test.each([
    ['reset', false, 'Error: read ECONNRESET', []],
    ['reset', true, 'Error: read ECONNRESET', ['a.md']],
    ['hang-up', false, 'Error: socket hang up', []],
    ['hang-up', true, 'Error: socket hang up', ['a.md']],
  ] as const)('%s, handled %s', async (kind, handled, expected, held) => {
    await using sandbox = await startSandbox({ faults: [onBucket({ kind, handled })] })
    expect(await failure(send(await open(sandbox), 'a.md', 'x'))).toBe(expected)
    expect(names(sandbox)).toEqual(held)
    expect(sandbox.bucketRequests).toMatchObject({ total: 1, dropped: 1, refused: 0, inFlight: 0 })
  })

  test.each([
    [{ kind: 'silent' }, []],
    [{ kind: 'silent', handled: true }, ['a.md']],
    [{ kind: 'half-open' }, []],
  ] as const)('that stays %j ends with the sandbox', async (effect, held) => {
    await using sandbox = await startSandbox({ faults: [onBucket(effect)] })
    const { head } = begin(await open(sandbox))
    while (sandbox.bucketRequests.dropped === 0) await new Promise(setImmediate)
    expect(names(sandbox)).toEqual(held)
    const ended = failure(head)
    await sandbox.stop()
    expect(await ended).toBe('Error: socket hang up')
  })

  test('that is half open takes no more of a large file than fits on the way', async () => {
    await using sandbox = await startSandbox({ faults: [onBucket({ kind: 'half-open' })] })
    const { url, fields } = await open(sandbox)
    const body = form(fields, 'a.bin', Buffer.alloc(50_000_000))
    const headers = {
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': body.length,
    }
    const sent = request(url, { method: 'POST', agent: false, headers })
    const ended = new Promise((resolve) => sent.on('error', resolve))
    sent.write(body)
    while (sandbox.bucketRequests.dropped === 0) await new Promise(setImmediate)
    expect(sent.writableNeedDrain).toBe(true)
    sent.destroy(new Error('given up'))
    expect(await ended).toMatchObject({ message: 'given up' })
  })

  test('that the client ends in the middle of a file leaves nothing behind', async () => {
    await using sandbox = await startSandbox()
    const { url, fields } = await open(sandbox)
    const body = form(fields, 'a.bin', Buffer.alloc(1_000_000))
    const headers = {
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': body.length,
    }
    const sent = request(url, { method: 'POST', agent: false, headers }).on(
      'error',
      () => undefined,
    )
    sent.write(body.subarray(0, 500_000))
    while (sandbox.bucketRequests.inFlight === 0) await new Promise(setImmediate)
    sent.destroy()
    while (sandbox.bucketRequests.dropped === 0) await new Promise(setImmediate)
    expect(names(sandbox)).toEqual([])
  })

  test('is refused at once, until the faults are cleared', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    sandbox.fault(onBucket({ kind: 'refuse' }))
    expect(await failure(send(session, 'a.md', 'x'))).toContain('ECONNREFUSED')
    await sandbox.clearFaults()
    expect((await send(session, 'a.md', 'x')).status).toBe(204)
  })

  test('is refused after so many requests, for a while', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    sandbox.fault(onBucket({ kind: 'refuse', ms: 50 }, { after: 1 }))
    expect((await send(session, 'a.md', 'x')).status).toBe(204)
    expect(await failure(send(session, 'b.md', 'x'))).toBe('Error: read ECONNRESET')
    while ((await failure(send(session, 'c.md', 'x'))) !== 'answered');
    expect(names(sandbox)).toEqual(['a.md', 'c.md'])
  })

  test('is closed when it idles, or resets the next request it carries', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    sandbox.fault(onBucket({ kind: 'close-idle', ms: 0 }, { times: 1 }))
    const answer = await begin(session, agent).head
    const closed = new Promise((resolve) => answer.socket.once('close', resolve))
    await text(answer)
    await closed
    sandbox.fault(onBucket({ kind: 'reset' }, { match: { reused: true } }))
    await text(await begin(session, agent).head)
    expect(await failure(begin(session, agent).head)).toBe('Error: read ECONNRESET')
    expect(sandbox.bucketRequests.connections).toBe(2)
    agent.destroy()
  })
})

describe('an answer that comes slowly', () => {
  test('a byte at a time is whole in the end', async () => {
    await using sandbox = await startSandbox({
      faults: [onBucket({ kind: 'trickle', msPerByte: 1 })],
    })
    const session = await open(sandbox)
    expect(await send(session, 'a.md', 'x')).toMatchObject({
      status: 204,
      headers: { etag: expect.anything() },
    })
    const tampered = { ...session.fields, key: 'elsewhere' }
    const refusal = await post(session.url, form(tampered, 'a.md', 'x'))
    expect([refusal.status, code(refusal)]).toEqual([403, 'AccessDenied'])
  })

  test('or never ends', async () => {
    await using sandbox = await startSandbox({ faults: [onBucket({ kind: 'endless' })] })
    const answer = await begin(await open(sandbox)).head
    expect(answer.statusCode).toBe(200)
    let bytes = 0
    for await (const chunk of answer) {
      bytes += Buffer.isBuffer(chunk) ? chunk.length : 0
      if (bytes > 100_000) break
    }
    expect(bytes).toBeGreaterThan(100_000)
  })

  test('or late, while others are answered', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    sandbox.fault(onBucket({ kind: 'latency', ms: 60_000 }, { match: { name: 'a.md' } }))
    const late = begin(session)
    expect((await send(session, 'b.md', 'x')).status).toBe(204)
    while (names(sandbox).length < 2) await new Promise(setImmediate)
    expect(sandbox.bucketRequests).toMatchObject({ inFlight: 1, maxInFlight: 2 })
    late.abort()
    expect(await failure(late.head)).toBe('Error: socket hang up')
  })
})

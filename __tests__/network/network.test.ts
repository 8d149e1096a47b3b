import { describe, expect, test } from '@jest/globals'
import { Readable } from 'node:stream'
import type { Socket } from 'node:net'
import { Line } from '../../sandbox/faults/limits.ts'
import { ask as askThrough } from '../../src/network/answer.ts'
import type { Answer } from '../../src/network/answer.ts'
import { networkFault } from '../../src/network/fault.ts'
import type { NetworkFault } from '../../src/network/fault.ts'
import type { TimeLimits } from '../../src/network/limits.ts'
import { openNetwork } from '../../src/network/network.ts'
import { startRaw } from '../support/server.ts'

const SHORT: TimeLimits = { connect: 300, silence: 300, answer: 300, idle: 100 }

/** The answer to a POST, or the fault it ends with. */
async function ask(origin: string, body: string | Readable = 'x'): Promise<Answer | NetworkFault> {
  const network = openNetwork({ http: '', https: '', except: '' }, 1, SHORT)
  try {
    const request = { origin, path: '/', method: 'POST', body } as const
    return await askThrough(network, request, 1_000, SHORT.answer)
  } catch (error) {
    return networkFault(error)
  } finally {
    await network.destroy()
  }
}

/** Says a first piece, then another again and again, until nobody listens any more. */
function says(first: string, again?: string): (socket: Socket) => void {
  return (socket) => {
    socket.write(first)
    if (again === undefined) return
    const timer = setInterval(() => socket.write(again), 20)
    socket.on('close', () => {
      clearInterval(timer)
    })
  }
}

test.each<[string, (socket: Socket) => void]>([
  ['silence', () => undefined],
  ['a head that stops', says('HTTP/1.1 503 X\r\nx-he')],
  ['a head that trickles', says('HTTP/1.1 503 X\r\nx-long: ', 'x')],
  ['interim answers without end', says('HTTP/1.1 103 X\r\n\r\n', 'HTTP/1.1 103 X\r\n\r\n')],
  ['a body that stops', says('HTTP/1.1 503 X\r\ncontent-length: 900\r\n\r\nx')],
  ['a body that trickles', says('HTTP/1.1 503 X\r\ncontent-length: 900\r\n\r\n', 'x')],
])('guarantee 5: what does not end is ended: %s', async (_, serve) => {
  await using server = await startRaw(serve)
  expect(await ask(server.origin)).toMatchObject({ kind: 'silent' })
})

test('guarantee 5: of a body without end no more is read than is asked for', async () => {
  await using server = await startRaw(says('HTTP/1.1 503 X\r\n\r\n', 'x'.repeat(700)))
  expect(await ask(server.origin)).toMatchObject({ status: 503, text: 'x'.repeat(1_000) })
})

describe('guarantee 5: a stall is told by what moves, not by how long it takes', () => {
  const CHUNK = Buffer.alloc(64 * 1024)
  const CHUNKS = 2_000

  function upload(): Readable {
    return Readable.from(Array.from({ length: CHUNKS }, () => CHUNK))
  }

  test('an upload that moves may last ten times as long', async () => {
    const line = new Line((CHUNKS * CHUNK.length) / (10 * (SHORT.silence / 1_000)))
    await using server = await startRaw((socket, first) => {
      let read = first.length
      socket.on('data', ({ length }: Buffer) => {
        read += length
        socket.pause()
        setTimeout(() => socket.resume(), line.pass(length))
        if (read >= CHUNKS * CHUNK.length) socket.write('HTTP/1.1 204 No Content\r\n\r\n')
      })
    })
    expect(await ask(server.origin, upload())).toMatchObject({ status: 204 })
  })

  test('one that stops moving is a stall', async () => {
    await using server = await startRaw((socket) => socket.pause())
    expect(await ask(server.origin, upload())).toMatchObject({ kind: 'silent' })
  })
})

describe('what a fault is called', () => {
  test.each<[string, (socket: Socket) => void, object]>([
    ['closed', (socket) => socket.end(), { kind: 'interrupted' }],
    ['reset', (socket) => socket.resetAndDestroy(), { kind: 'interrupted' }],
    ['in the middle of a head', (socket) => socket.end('HTTP/1.1 5'), { kind: 'interrupted' }],
    [
      'in the middle of a body',
      (socket) => socket.end('HTTP/1.1 503 X\r\ncontent-length: 9\r\n\r\nx'),
      { kind: 'interrupted' },
    ],
    [
      'in the middle of a chunk',
      (socket) =>
        socket.end(
          'HTTP/1.1 503 X\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n9\r\nx',
        ),
      { kind: 'interrupted' },
    ],
    ['another protocol', says('SSH-2.0-OpenSSH_9.6\r\n'), { kind: 'not-http' }],
    ['nothing but zeros', says('\0\0\0\0\0\0\0\0'), { kind: 'not-http' }],
  ])('%s', async (_, serve, fault) => {
    await using server = await startRaw(serve)
    expect(await ask(server.origin)).toMatchObject(fault)
  })
})

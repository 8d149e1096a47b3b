import { describe, expect, test } from '@jest/globals'
import type { Socket } from 'node:net'
import type { Effect, Fault, Sandbox } from '../../sandbox/sandbox.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { systemClock, type Clock } from '../../src/network/clock.ts'
import type { TimeLimits } from '../../src/network/limits.ts'
import { openNetwork, type Network } from '../../src/network/network.ts'
import { createDestination } from '../../src/storage/destination.ts'
import { Limiter } from '../../src/storage/limiter.ts'
import { StallTimer } from '../../src/storage/stall-timer.ts'
import { ObjectSender, type Sent, type StoredObject } from '../../src/storage/send.ts'
import { startServer } from '../support/front-server.ts'
import { open } from '../support/client.ts'

const SHORT = { connect: 500, silence: 500, answer: 500, idle: 100 }
const SMALL: StoredObject = {
  fileName: 'a.md',
  body: { kind: 'whole', content: Buffer.from('# A\n') },
}

/**
 * A clock on which the pauses between attempts are over at once, and are remembered; those of the
 * limiter are what they are. Chance is always in the middle.
 */
function impatient(
  paused: () => void,
  ofTheRun: () => AbortSignal,
): Clock & { readonly pauses: number[] } {
  const pauses: number[] = []
  return {
    pauses,
    now: () => performance.now(),
    busy: () => 0,
    random: () => 0.5,
    sleep: async (milliseconds, signal) => {
      if (signal === undefined || signal !== ofTheRun()) {
        return systemClock.sleep(milliseconds, signal)
      }
      pauses.push(milliseconds)
      paused()
      await new Promise(setImmediate)
      signal.throwIfAborted()
    },
  }
}

interface Sending {
  readonly sandbox: Sandbox
  readonly network: Network
  readonly limiter: Limiter
  readonly sender: ObjectSender
  readonly pauses: readonly number[]
  readonly stop: AbortController
  readonly send: (object?: StoredObject) => Promise<Sent>
}

interface Options {
  readonly limits?: TimeLimits
  readonly stall?: StallTimer
  /** Called as often as an object pauses. */
  readonly paused?: (limiter: Limiter) => void
}

async function sending(
  faults: Fault[],
  work: (given: Sending) => Promise<void>,
  { limits = SHORT, stall = new StallTimer(), paused }: Options = {},
): Promise<void> {
  await using sandbox = await startSandbox({ faults, keepContents: false })
  const stop = new AbortController()
  const clock = impatient(
    () => {
      paused?.(limiter)
    },
    () => stop.signal,
  )
  const network = openNetwork({ http: '', https: '', except: '' }, 4, limits)
  const limiter = new Limiter(4, clock, { info: () => undefined }, stall)
  const sender = new ObjectSender(network, limiter, clock, stop.signal)
  const destination = createDestination(await open(sandbox), true)
  const send = async (object = SMALL): Promise<Sent> => {
    await limiter.acquire()
    try {
      return await sender.send(object, destination)
    } finally {
      limiter.release()
    }
  }
  try {
    await work({ sandbox, network, limiter, sender, pauses: clock.pauses, stop, send })
  } finally {
    limiter.stop()
    await network.destroy()
  }
}

function answer(status: number, rest: object = {}): Effect {
  return { kind: 'answer', status, ...rest }
}

describe('guarantee 5: the pauses between attempts', () => {
  test('grow to 30 s in all where others are stored meanwhile, and end after six attempts', () =>
    sending(
      [{ on: 'bucket', effect: answer(500) }],
      async ({ sandbox, pauses, send }) => {
        expect(await send()).toMatchObject({
          kind: 'failed',
          reason: expect.stringMatching(/InternalError.* \(6 attempts\)$/),
        })
        // Nothing was stored before the first failure, which so far is the storage's.
        expect(pauses).toEqual([250, 250, 1_250, 4_250, 9_250, 16_250])
        expect(sandbox.bucketRequests.total).toBe(7)
      },
      {
        paused: (limiter) => {
          limiter.recovered()
        },
      },
    ))

  test.each([503, 429])('are no end where S3 asks to slow down: HTTP %i', (status) =>
    sending(
      [{ on: 'bucket', times: 20, effect: answer(status) }],
      async ({ sandbox, send }) => {
        expect(await send()).toEqual({ kind: 'stored' })
        expect(sandbox.bucketRequests.total).toBe(21)
      },
      {
        paused: (limiter) => {
          limiter.recovered()
        },
      },
    ),
  )

  test.each([
    ['7', 7_000],
    ['60', 60_000],
    ['86400', 60_000],
    ['soon', 0],
  ])('are as long as S3 asks for, up to a minute: Retry-After: %s', (header, asked) =>
    sending(
      [{ on: 'bucket', times: 1, effect: answer(503, { headers: { 'retry-after': header } }) }],
      async ({ pauses, send }) => {
        expect(await send()).toEqual({ kind: 'stored' })
        expect(pauses).toEqual([asked + 250])
      },
    ),
  )

  test('are none where trying again is of no use', () =>
    sending([{ on: 'bucket', effect: answer(403) }], async ({ sandbox, pauses, send }) => {
      expect(await send()).toMatchObject({ kind: 'failed' })
      expect(pauses).toEqual([])
      expect(sandbox.bucketRequests.total).toBe(1)
    }))
})

test.each<[string, Effect]>([
  ['silence', { kind: 'silent' }],
  ['a line that is lost', { kind: 'half-open' }],
  ['an answer that trickles', { kind: 'trickle', msPerByte: 50 }],
])('guarantee 5: %s is noticed in time, and counts as a sign of too much', (_, effect) =>
  sending([{ on: 'bucket', times: 1, effect }], async ({ sandbox, limiter, send }) => {
    const content = Buffer.alloc(700_000, 'slices ')
    expect(await send({ fileName: 'a.bin', body: { kind: 'whole', content } })).toEqual({
      kind: 'stored',
    })
    expect(limiter.limit).toBe(2)
    expect(sandbox.objects()).toMatchObject([{ name: 'a.bin', size: 700_000 }])
  }),
)

test('guarantee 5: a large object that moves is no stall', () => {
  const slice = Buffer.alloc(1_000_000)
  const body = {
    kind: 'slices',
    size: 60 * slice.length,
    async *slices() {
      for (let sent = 0; sent < 60; sent++) yield await Promise.resolve(slice)
    },
  } as const
  const stall = new StallTimer(1_500)
  return sending(
    [
      { on: 'bucket', times: 1, effect: answer(500) },
      { on: 'bucket', effect: { kind: 'bandwidth', bytesPerSecond: 15_000_000 } },
    ],
    async ({ send }) => {
      expect(await send({ fileName: 'a.bin', body })).toEqual({ kind: 'stored' })
      expect(stall.signal.aborted).toBe(false)
    },
    { limits: { ...SHORT, silence: 3_000 }, stall },
  )
})

test('guarantee 5: a probe whose document changes says nothing of the storage', () =>
  sending([], async ({ limiter, send }) => {
    const failure = { cause: 'error', reason: 'HTTP 500', sentAt: 0, isFirst: true } as const
    for (let failures = 0; failures < 3; failures++) limiter.failed(failure)
    const body = {
      kind: 'slices',
      size: 8,
      async *slices() {
        yield await Promise.resolve(Buffer.from('half'))
        throw new Error('it has changed')
      },
    } as const
    expect(await send({ fileName: 'a.bin', body })).toEqual({
      kind: 'changed',
      perhapsStored: false,
    })
    expect(limiter.isDown).toBe(true)
  }))

describe('an end to all sending', () => {
  test.each<[string, Effect]>([
    ['while an answer is awaited', { kind: 'silent' }],
    ['while it pauses', answer(500)],
  ])('ends it at once with the reason: %s', (_, effect) =>
    sending([{ on: 'bucket', effect }], async ({ sandbox, limiter, network, stop, send }) => {
      stop.signal.addEventListener('abort', () => void network.destroy())
      const ended = send().then(
        () => 'sent',
        (error: unknown) => error,
      )
      while (sandbox.bucketRequests.total === 0) await new Promise(setImmediate)
      const reason = new Error('cancelled')
      stop.abort(reason)
      expect(await ended).toBe(reason)
      expect(sandbox.objects()).toEqual([])
      // Nobody holds a place any more.
      await Promise.all([1, 2, 3, 4].map(() => limiter.acquire()))
    }),
  )
})

test('307: the whole form goes to the other place, and all that follows directly', () =>
  sending([], async ({ sandbox, sender }) => {
    await using old = await startServer(() => ({
      status: 307,
      headers: { location: sandbox.bucketUrl },
    }))
    const { fields } = await open(sandbox)
    const destination = createDestination({ url: `${old.url}/old`, fields }, true)
    const content = Buffer.alloc(300_000, 'slices ')
    const large = { fileName: 'b.bin', body: { kind: 'whole', content } } as const
    expect(await sender.send(large, destination)).toEqual({ kind: 'stored' })
    expect(await sender.send(SMALL, destination)).toEqual({ kind: 'stored' })
    expect(old.requests).toHaveLength(1)
    expect(sandbox.objects().map(({ name, size }) => [name, size])).toEqual([
      ['b.bin', 300_000],
      ['a.md', 4],
    ])
  }))

test('an object goes by the connection that the one before has left', () =>
  sending([], async ({ sandbox, sender }) => {
    const connections = new Set<unknown>()
    await using bucket = await startServer(({ socket }) => {
      connections.add(socket)
      return { status: 204, headers: { 'x-amz-request-id': '1' } }
    })
    const { fields } = await open(sandbox)
    const destination = createDestination({ url: bucket.url, fields }, true)
    for (let sent = 0; sent < 3; sent++) {
      expect(await sender.send(SMALL, destination)).toEqual({ kind: 'stored' })
    }
    expect(connections.size).toBe(1)
  }))

test.each([
  ['closed', (socket: Socket) => socket.end()],
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
])('guarantee 5: a connection that S3 has just %s is nobody’s failure', (_, end) =>
  sending([], async ({ sandbox, sender, pauses }) => {
    const used = new Set<unknown>()
    await using bucket = await startServer(({ socket }) => {
      // The second request on a connection meets its end.
      if (used.has(socket)) end(socket)
      used.add(socket)
      return { status: 204 }
    })
    const { fields } = await open(sandbox)
    const destination = createDestination({ url: bucket.url, fields }, true)
    for (let sent = 0; sent < 5; sent++) {
      expect(await sender.send(SMALL, destination)).toEqual({ kind: 'stored' })
    }
    expect(used.size).toBe(5)
    expect(pauses).toEqual([])
  }),
)

test('a probe sends again what was stored, and tells the limiter', () =>
  sending(
    [{ on: 'bucket', after: 1, times: 1, effect: answer(500) }],
    async ({ sandbox, limiter, sender, send }) => {
      expect(await send()).toEqual({ kind: 'stored' })
      const { successes } = limiter
      const destination = createDestination(await open(sandbox), true)
      await sender.probe(SMALL, destination)
      expect([limiter.successes, limiter.lastReason]).toEqual([
        successes,
        expect.stringContaining('HTTP 500'),
      ])
      await sender.probe(SMALL, destination)
      expect(limiter.successes).toBe(successes + 1)
    },
  ))

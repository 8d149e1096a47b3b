import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { SlidingWindow } from '../../sandbox/faults/limits.ts'
import { logNormal, random } from '../../sandbox/faults/random.ts'
import { Window } from '../../sandbox/faults/window.ts'
import { faultsFromJson } from '../../sandbox/json-faults.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Fault } from '../../sandbox/sandbox.ts'
import { api, code, open, send } from '../support/client.ts'

/** A clock that stands where the test puts it. */
function setClock(milliseconds: number): void {
  jest.spyOn(performance, 'now').mockReturnValue(milliseconds)
}

afterEach(() => {
  jest.restoreAllMocks()
})

describe('a window', () => {
  test('opens with the first request, or so long after it, and closes', () => {
    const at = (window: Window, milliseconds: number): boolean => {
      setClock(5_000 + milliseconds)
      return window.strikes()
    }
    const times = [0, 999, 1_000, 2_999, 3_000, 10_000]
    const now = new Window({ forMs: 3_000 })
    expect(times.map((time) => at(now, time))).toEqual([true, true, true, true, false, false])
    const later = new Window({ fromMs: 1_000, forMs: 2_000 })
    expect(times.map((time) => at(later, time))).toEqual([false, false, true, true, false, false])
  })

  test('counts what it strikes, by seconds', () => {
    const window = new Window({ fromMs: 1_000, forMs: 10_000 })
    for (const time of [0, 1_000, 1_500, 1_999, 2_000, 5_200, 20_000]) {
      setClock(time)
      window.strikes()
    }
    expect(window.requestsBySecond).toEqual([3, 1, 0, 0, 1])
  })

  test('is that of an outage, which the sandbox keeps a record of', async () => {
    const outage: Fault = {
      on: 'bucket',
      after: 2,
      window: { forMs: 200 },
      effect: { kind: 'answer', status: 500 },
    }
    await using sandbox = await startSandbox({ faults: [outage] })
    const session = await open(sandbox)
    const statuses: number[] = []
    do statuses.push((await send(session, 'a.md', 'x')).status)
    while (statuses.length < 4 || statuses.at(-1) === 500)
    const struck = statuses.filter((status) => status === 500).length
    expect(statuses.slice(0, 3)).toEqual([204, 204, 500])
    expect(sandbox.outages).toEqual([{ on: 'bucket', kind: 'answer', requestsBySecond: [struck] }])
    expect(sandbox.bucketRequests.refused).toBe(struck)
  })

  test('is one of the platform, too', async () => {
    const effect = { kind: 'answer', status: 502 } as const
    await using sandbox = await startSandbox({
      faults: [
        { on: 'platform', match: { call: 'close-session' }, window: { forMs: 60_000 }, effect },
      ],
    })
    const { id } = await open(sandbox)
    const closed = await api(sandbox, 'PUT', `/upload_sessions/${id}`, { status: 'CLOSED' })
    expect(closed.status).toBe(502)
    expect(sandbox.outages).toEqual([{ on: 'platform', kind: 'answer', requestsBySecond: [1] }])
  })
})

test('a sliding window refuses what comes after too many, refused ones included', () => {
  const limiter = new SlidingWindow(2)
  const times = [0, 0, 500, 999, 1_501, 2_600, 2_700]
  const taken = times.map((time) => {
    setClock(time)
    return limiter.take()
  })
  // At 1,501 one has come within a second, at 2,600 none.
  expect(taken).toEqual([true, true, false, false, true, true, true])
})

test('what is beyond a sliding window gets 503 SlowDown', async () => {
  await using sandbox = await startSandbox({
    faults: [{ on: 'bucket', effect: { kind: 'sliding-window', perSecond: 1 } }],
  })
  const session = await open(sandbox)
  const answers = await Promise.all(['a', 'b', 'c'].map((name) => send(session, name, 'x')))
  const ends = answers.map((answer) => code(answer) ?? 'stored')
  expect(new Set(ends)).toEqual(new Set(['stored', 'SlowDown']))
})

test('log-normal latencies lie around their median, the same with the same seed', () => {
  const drawn = (seed: number): number[] => {
    const chance = random(seed)
    return Array.from({ length: 1_000 }, () => logNormal(30, 0.5, chance))
  }
  expect(drawn(1)).toEqual(drawn(1))
  const sorted = drawn(1).sort((a, b) => a - b)
  expect(sorted[500]).toBeGreaterThan(27)
  expect(sorted[500]).toBeLessThan(33)
  // One in a hundred takes more than three times as long, none takes for ever.
  expect(sorted[990]).toBeGreaterThan(80)
  expect(sorted[999]).toBeLessThan(300)
})

test('an answer takes its share of a log-normal latency', async () => {
  await using sandbox = await startSandbox({
    faults: [{ on: 'bucket', effect: { kind: 'latency', ms: 5, sigma: 0.5 } }],
  })
  expect((await send(await open(sandbox), 'a.md', 'x')).status).toBe(204)
})

test('outages and limits go as JSON, too', () => {
  const effect = { kind: 'sliding-window', perSecond: 400, delayMs: 20 }
  const faults = [
    { on: 'bucket', after: 4_000, window: { fromMs: 500, forMs: 10_000 }, effect },
    { on: 'bucket', effect: { kind: 'latency', ms: 30, sigma: 0.5 } },
  ]
  expect(faultsFromJson(JSON.stringify(faults))).toEqual(faults)
  const wrong = [
    { window: {} },
    { window: { forMs: '1' } },
    { window: { forMs: 1, forever: true } },
  ]
  for (const more of wrong) {
    expect(() => faultsFromJson(JSON.stringify({ on: 'bucket', effect, ...more }))).toThrow(
      'Invalid type',
    )
  }
})

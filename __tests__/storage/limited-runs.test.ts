import { describe, expect, test } from '@jest/globals'
import { simulate } from '../support/simulation.ts'

describe('auto finds how many requests pay', () => {
  test.each([
    ['answers after 5 ms, a fast line', { latency: 5, lineTime: 0.3 }, 4_000, 1.2],
    ['answers after 50 ms, a fast line', { latency: 50, lineTime: 0.3 }, 4_000, 1.2],
    ['answers after 200 ms, a fast line', { latency: 200, lineTime: 0.3 }, 20_000, 7],
    ['answers after 50 ms, a slow line', { latency: 50, lineTime: 10 }, 1_000, 10],
  ])('%s: within a third of what the line takes', async (_, behaviour, objects, ideal) => {
    const { seconds } = await simulate(objects, behaviour)
    expect(seconds).toBeGreaterThanOrEqual(ideal)
    expect(seconds).toBeLessThan(ideal * 1.34)
  })

  test('long answers need many, a slow line does not', async () => {
    const far = await simulate(20_000, { latency: 200, lineTime: 0.3 })
    const slow = await simulate(2_000, { latency: 50, lineTime: 10 })
    expect(far.mostInFlight).toBeGreaterThanOrEqual(512)
    expect(slow.mostInFlight).toBeLessThanOrEqual(192)
    expect(slow.lastLimit).toBeLessThanOrEqual(96)
  })
})

describe('a program that works for each object, and more for each connection', () => {
  const work = { object: 0.14, connection: 1.5 }

  test('is not kept waiting', async () => {
    const { seconds } = await simulate(20_000, { latency: 50, work })
    expect(seconds).toBeLessThan(1.34 * 20 * work.object)
  })

  test('opens no more connections than it keeps busy', async () => {
    const near = await simulate(20_000, { latency: 5, work })
    expect(near.mostInFlight).toBeLessThanOrEqual(128)
  })
})

test.each([1, 4, 100])('a number is a ceiling: %i', async (ceiling) => {
  const { mostInFlight } = await simulate(1_000, { latency: 50 }, ceiling)
  expect(mostInFlight).toBe(ceiling)
})

describe('a bucket that takes 1,000 objects a second', () => {
  test.each([
    { latency: 1, lineTime: 0.3, rate: 1_000, burst: 100 },
    { latency: 5, lineTime: 0.3, rate: 1_000, burst: 1 },
    { latency: 50, rate: 1_000, burst: 100 },
  ])('%j: nearly all of its rate, few refusals', async (behaviour) => {
    const { seconds, refused } = await simulate(10_000, behaviour)
    expect(seconds).toBeLessThan(12.5)
    expect(refused).toBeLessThan(500)
  })

  test('also where answers take long', async () => {
    const { seconds, refused } = await simulate(10_000, { latency: 200, rate: 1_000, burst: 100 })
    expect(seconds).toBeLessThan(15)
    expect(refused).toBeLessThan(500)
  })
})

test.each([0.002, 0.01, 0.02])(
  'a bucket that refuses one in a while, whatever the pace (%d of all), is not slow',
  async (mishaps) => {
    const { seconds } = await simulate(4_000, { latency: 50, mishaps })
    expect(seconds).toBeLessThan(8)
  },
)

describe("S3's own limit: 3,500 writes a second are nearly all used, and hardly any is refused", () => {
  // At 0.27 ms the program itself could send but 3,700.
  test.each([0.14, 0.24, 0.27])('where an object takes %d ms of work', async (object) => {
    const { seconds, refused } = await simulate(10_000, {
      latency: 30,
      sigma: 0.5,
      rate: 3_500,
      burst: 350,
      work: { object, connection: 0.3 },
    })
    expect(seconds).toBeLessThan((1.1 * 10_000) / 3_500)
    expect(refused).toBeLessThan(200)
  })

  test.each([
    { object: 0.2, warmUp: 500 },
    { object: 0.24, warmUp: 1_000 },
  ])('also where the program is slow at first: %j', async ({ object, warmUp }) => {
    const { seconds, refused } = await simulate(10_000, {
      latency: 30,
      sigma: 0.5,
      rate: 3_500,
      burst: 350,
      work: { object, connection: 0.3 },
      warmUp,
    })
    const ideal = (3 * warmUp * object) / 1_000 + (10_000 - warmUp) / 3_500
    expect(seconds).toBeLessThan(1.1 * ideal)
    expect(refused).toBeLessThan(200)
  })
})

test('a limiter that counts refused requests, too, is satisfied', async () => {
  const { seconds } = await simulate(2_000, {
    latency: 20,
    rate: 400,
    burst: 400,
    countsRefused: true,
  })
  expect(seconds).toBeLessThan(15)
})

describe('guarantee 5: an outage', () => {
  const CAUSES = ['throttled', 'error', 'late'] as const
  const CASES = CAUSES.flatMap((cause) =>
    [2_000, 10_000, 60_000].map((spell) => [cause, spell] as const),
  )

  test.each(CASES)(
    '%s for %i ms: at most ten requests a second after the first, and soon as fast as before',
    async (outageCause, spell) => {
      const { seconds, requestsInOutage } = await simulate(3_000, {
        latency: 20,
        lineTime: 0.3,
        outage: [300, 300 + spell],
        outageCause,
      })
      expect(Math.max(0, ...requestsInOutage.slice(1).filter(Boolean))).toBeLessThanOrEqual(10)
      expect(seconds).toBeLessThan((300 + spell) / 1000 + 7)
    },
  )

  test.each(CAUSES.flatMap((cause) => [true, false].map((stored) => [cause, stored] as const)))(
    '%s: one probe at a time, and a pause after each that fails (of what is stored: %s)',
    async (outageCause, probesStored) => {
      const { probes } = await simulate(3_000, {
        latency: 20,
        lineTime: 0.3,
        outage: [300, 60_300],
        outageCause,
        probesStored,
      })
      // Pauses from 250 ms to 2.5 s, of which chance leaves a half at least.
      const longest = probes.map((_, failed) => Math.min(2_500, 250 * 2 ** failed))
      const pauses = probes
        .slice(1)
        .map(({ sentAt }, failed) => sentAt - (probes[failed]?.answeredAt ?? Infinity))
      for (const [failed, pause] of pauses.entries()) {
        expect(pause).toBeGreaterThanOrEqual((longest[failed + 1] ?? Infinity) / 2)
        expect(pause).toBeLessThanOrEqual(longest[failed + 1] ?? 0)
      }
      // So they are two dozen at least in a minute, after the first few, and four dozen at most.
      expect(probes.length).toBeGreaterThanOrEqual(24)
      expect(probes.length).toBeLessThanOrEqual(53)
    },
  )
})

import { describe, expect, test } from '@jest/globals'
import { Pacer } from '../../src/storage/pacing.ts'
import { Rate } from '../../src/storage/rate.ts'
import { simulate, SimulatedClock } from './simulation.ts'

describe('auto finds how many requests pay', () => {
  test.each([
    ['answers after 5 ms, a fast line', { latency: 5, lineTime: 0.3 }, 4_000, 1.2],
    ['answers after 50 ms, a fast line', { latency: 50, lineTime: 0.3 }, 4_000, 1.2],
    ['answers after 200 ms, a fast line', { latency: 200, lineTime: 0.3 }, 20_000, 6],
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
    expect(slow.mostInFlight).toBeLessThanOrEqual(128)
    expect(slow.lastLimit).toBeLessThanOrEqual(80)
  })
})

describe('a program that works for each object, and more for each connection', () => {
  const work = { object: 0.2, connection: 2 }

  test('opens as many connections as what is left pays for', async () => {
    const few = await simulate(1_000, { latency: 50, work })
    const many = await simulate(20_000, { latency: 50, work })
    expect(few.mostInFlight).toBeLessThanOrEqual(160)
    expect(many.mostInFlight).toBeGreaterThanOrEqual(200)
  })

  test('opens no more than it keeps busy', async () => {
    const near = await simulate(20_000, { latency: 5, work })
    const far = await simulate(20_000, { latency: 50, work })
    expect(near.mostInFlight).toBeLessThanOrEqual(128)
    expect(far.mostInFlight).toBeLessThanOrEqual(400)
  })

  test('is not kept waiting', async () => {
    const { seconds } = await simulate(20_000, { latency: 50, work })
    expect(seconds).toBeLessThan(1.34 * 20 * work.object)
  })
})

test('guarantee 5: what is sent once more, in another session, is not held up', async () => {
  const work = { object: 0.2, connection: 2 }
  const { seconds } = await simulate(2_000, { latency: 50, work, expected: 1_000 })
  expect(seconds).toBeLessThan(2)
})

test.each([1, 4, 100])('a number is a ceiling: %i', async (ceiling) => {
  const { mostInFlight } = await simulate(1_000, { latency: 20 }, ceiling)
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

test('silence halves what is in flight, once for all that was sent before', async () => {
  const clock = new SimulatedClock()
  const pacer = new Pacer('auto', 1_000, clock)
  const before = pacer.limit
  await clock.runUntil(clock.sleep(30_000))
  pacer.slowDown(1, 'silence')
  pacer.slowDown(2, 'silence')
  expect(pacer.limit).toBe(before / 2)
  await clock.runUntil(clock.sleep(1_000))
  pacer.slowDown(30_500, 'silence')
  expect(pacer.limit).toBe(before / 4)
})

test('how long the session took to open says nothing about the rate that S3 takes', async () => {
  const clock = new SimulatedClock()
  const rate = new Rate(clock)
  await clock.runUntil(clock.sleep(120_000))
  for (let sent = 0; sent < 100; sent++) void rate.turn()
  await clock.runUntil(clock.sleep(100))
  rate.reduce()
  const before = clock.now()
  const turns = Array.from({ length: 100 }, async () => await rate.turn())
  await clock.runUntil(Promise.all(turns))
  // Half of the 1,000 a second that were sent.
  expect(clock.now() - before).toBeLessThan(250)
})

test('guarantee 5: a turn that comes between two looks at the clock is not missed', async () => {
  let now = 0
  const clock = {
    now: () => (now += 0.4),
    busy: () => 0,
    random: Math.random,
    sleep: async (milliseconds: number) => {
      now += milliseconds
      await Promise.resolve()
    },
  }
  const rate = new Rate(clock)
  for (let sent = 0; sent < 100; sent++) void rate.turn()
  now += 100
  rate.reduce()
  let served = 0
  const oneByOne = async (): Promise<void> => {
    for (; served < 50; served++) await rate.turn()
  }
  void oneByOne()
  for (let step = 0; step < 1_000; step++) await Promise.resolve()
  expect(served).toBe(50)
})

test.each([2_000, 4_000])(
  '%i ms in which S3 takes nothing: soon as fast as before',
  async (spell) => {
    const outage = [200, 200 + spell] as const
    const { seconds } = await simulate(3_000, { latency: 40, lineTime: 0.3, outage })
    expect(seconds).toBeLessThan((spell / 1000) * 2 + 3)
  },
)

test('guarantee 5: turns are still given out a day after S3 asked to slow down', async () => {
  const clock = new SimulatedClock()
  const rate = new Rate(clock)
  void rate.turn()
  await clock.runUntil(clock.sleep(100))
  rate.reduce()
  await clock.runUntil(clock.sleep(86_400_000))
  for (let sent = 0; sent < 200; sent++) {
    const turn = rate.turn()
    if (turn !== undefined) await clock.runUntil(turn)
  }
  expect(clock.now()).toBeLessThan(86_400_100 + 1_000)
})

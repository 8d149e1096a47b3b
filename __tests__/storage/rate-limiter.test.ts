import { expect, test } from '@jest/globals'
import { RateLimiter } from '../../src/storage/rate-limiter.ts'
import { SimulatedClock } from '../support/simulation.ts'

test('how long the session took to open says nothing about the rate that S3 accepts', async () => {
  const clock = new SimulatedClock()
  const rate = new RateLimiter(clock)
  await clock.runUntil(clock.sleep(120_000))
  // The documented rate, not one that has grown meanwhile.
  const turns = Array.from({ length: 1_000 }, async () => await rate.turn())
  const before = clock.now()
  await clock.runUntil(Promise.all(turns))
  expect(clock.now() - before).toBeGreaterThan(200)
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
  const rate = new RateLimiter(clock)
  let served = 0
  const oneByOne = async (): Promise<void> => {
    for (; served < 50; served++) await rate.turn()
  }
  void oneByOne()
  for (let step = 0; step < 1_000; step++) await Promise.resolve()
  expect(served).toBe(50)
})

test('guarantee 5: turns are still given out a day after S3 asked to slow down', async () => {
  const clock = new SimulatedClock()
  const rate = new RateLimiter(clock)
  void rate.turn()
  await clock.runUntil(clock.sleep(100))
  for (let refused = 0; refused < 3; refused++) rate.refused(clock.now())
  expect(rate.wasReduced).toBe(true)
  await clock.runUntil(clock.sleep(86_400_000))
  for (let sent = 0; sent < 200; sent++) {
    const turn = rate.turn()
    if (turn !== undefined) await clock.runUntil(turn)
  }
  expect(clock.now()).toBeLessThan(86_400_100 + 1_000)
})

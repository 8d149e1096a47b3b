import { expect, test } from '@jest/globals'
import { ConcurrencyLimit } from '../../src/storage/concurrency-limit.ts'

/** A limit, and rounds of it that take so long and keep the program busy for a share of that. */
function given(concurrency: 'auto' | number = 'auto') {
  const time = { now: 0, busy: 0 }
  const rate = { braked: 0, wasReduced: false }
  const clock = {
    now: () => time.now,
    busy: () => time.busy,
    random: () => 0.5,
    sleep: () => Promise.resolve(),
  }
  const limit = new ConcurrencyLimit(concurrency, rate, clock)
  const round = (milliseconds: number, busyShare: number, brakedShare = 0): number => {
    time.now += milliseconds
    time.busy += milliseconds * busyShare
    rate.braked += milliseconds * brakedShare
    for (let left = limit.value; left > 0; left--) limit.stored()
    return limit.value
  }
  return { limit, round }
}

test('it doubles while answers take no longer, up to its ceiling', () => {
  const { round } = given()
  expect([1, 2, 3, 4].map(() => round(50, 0.1))).toEqual([192, 384, 512, 512])
  const few = given(150)
  expect([1, 2].map(() => few.round(50, 0.1))).toEqual([150, 150])
})

test('it grows to what keeps the program busy, and no further', () => {
  const { round } = given()
  expect(round(50, 0.8)).toBe(120)
  expect(round(50, 0.95)).toBe(120)
})

test('two rounds that do not pay end its growth, and it is the best one again', () => {
  const { round } = given()
  expect(round(50, 0.1)).toBe(192)
  expect(round(100, 0.1)).toBe(192)
  expect(round(100, 0.1)).toBe(96)
  expect(round(10, 0.1)).toBe(96)
})

test('a round in which requests waited for the rate says nothing', () => {
  const { round } = given()
  expect(round(50, 0.1, 0.6)).toBe(96)
  expect(round(50, 0.1, 0.4)).toBe(192)
  expect([1, 2, 3].map(() => round(500, 0.1, 0.6))).toEqual([192, 192, 192])
})

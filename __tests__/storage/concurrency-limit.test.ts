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
  return { limit, round, rate, time }
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

test('a round takes as many objects as the limit at its start', () => {
  const { limit, time } = given()
  time.now = 50
  for (let objects = 0; objects < 95; objects++) limit.stored()
  expect(limit.value).toBe(96)
  limit.stored()
  expect(limit.value).toBe(192)
})

test('a round that pays forgets the one before, which did not', () => {
  const { round } = given()
  expect([50, 100, 50].map((milliseconds) => round(milliseconds, 0.1))).toEqual([192, 192, 384])
  // The first that does not pay again; the second ends it.
  expect([400, 400].map((milliseconds) => round(milliseconds, 0.1))).toEqual([384, 192])
})

test.each([
  [83, 384],
  [84, 192],
])(
  'twice as many have to bring 15 %% more: in %i ms a round, the limit is then %i',
  (milliseconds, next) => {
    const { round } = given()
    round(48, 0.1)
    expect(round(milliseconds, 0.1)).toBe(next)
  },
)

test.each([
  [0.86, 111],
  [0.87, 96],
])('a program that is busy for %d of its time lets it grow to %i', (busyShare, next) => {
  const { round } = given()
  expect(round(100, busyShare)).toBe(next)
})

test('where the rate is limited, it grows in every round that the rate does not slow down', () => {
  const { round, rate } = given()
  round(50, 0.1)
  rate.wasReduced = true
  expect([500, 500].map((milliseconds) => round(milliseconds, 0.1))).toEqual([384, 512])
})

test('an answer that is late halves it, once for all that was sent before, and ends its growth', () => {
  const { limit, round, time } = given()
  time.now = 100
  limit.late(50)
  limit.late(100)
  expect(limit.value).toBe(48)
  expect(round(1, 0.1)).toBe(48)
  limit.late(100.5)
  expect(limit.value).toBe(24)
  for (let answers = 0; answers < 10; answers++) limit.late((time.now += 1))
  expect(limit.value).toBe(1)
})

test('what was stored before an answer was late does not count for the next round', () => {
  const { limit, time } = given()
  for (let objects = 0; objects < 95; objects++) limit.stored()
  limit.outage()
  time.now = 100
  limit.startRound()
  for (let objects = 0; objects < 7; objects++) limit.stored()
  expect(limit.value).toBe(8)
  limit.stored()
  expect(limit.value).toBe(16)
})

test('after an outage it starts at 8 and doubles, even where its growth had ended', () => {
  const { limit, round } = given()
  round(50, 0.1)
  round(100, 0.1)
  round(100, 0.1)
  limit.outage()
  limit.startRound()
  expect([1, 2, 3].map(() => round(50, 0.1))).toEqual([16, 32, 64])
  const few = given(4)
  few.limit.outage()
  expect(few.limit.value).toBe(4)
})

test('three quarters of what was in flight when descriptors ran out are its ceiling from then on', () => {
  const { limit, time } = given()
  time.now = 10
  limit.descriptorsExhausted(5, 42)
  expect([limit.value, limit.ceiling]).toEqual([31, 31])
  limit.descriptorsExhausted(5, 20)
  expect([limit.value, limit.ceiling]).toEqual([31, 31])
})

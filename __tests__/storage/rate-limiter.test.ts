import { describe, expect, test } from '@jest/globals'
import { RateLimiter } from '../../src/storage/rate-limiter.ts'
import { SimulatedClock } from '../support/simulation.ts'

/** So many wait together, about as many as are in flight. */
const AT_ONCE = 500

/** A rate limiter, and what a bucket and its clients do with it. */
function given() {
  const clock = new SimulatedClock()
  const rate = new RateLimiter(clock)
  const wait = async (milliseconds: number): Promise<void> => {
    await clock.runUntil(clock.sleep(milliseconds))
  }
  /** How many may be sent at once. */
  const sendBurst = (): number => {
    let sent = 0
    while (rate.turn() === undefined) sent += 1
    return sent
  }
  /** Milliseconds until so many may have been sent. */
  const send = async (requests: number): Promise<number> => {
    const before = clock.now()
    for (let left = requests; left > 0; left -= AT_ONCE) {
      const turns = Array.from({ length: Math.min(left, AT_ONCE) }, async () => await rate.turn())
      await clock.runUntil(Promise.all(turns))
    }
    return clock.now() - before
  }
  /** Accepts so many in each millisecond, for so long. */
  const accept = async (perMillisecond: number, milliseconds: number): Promise<void> => {
    for (let step = 0; step < milliseconds; step++) {
      for (let answers = 0; answers < perMillisecond; answers++) rate.accepted()
      await wait(1)
    }
  }
  const refuse = (requests: number, sentAt = clock.now()): void => {
    for (let answers = 0; answers < requests; answers++) rate.refused(sentAt)
  }
  return { clock, rate, wait, sendBurst, send, accept, refuse }
}

describe('where nothing is refused', () => {
  test('3.4 requests a millisecond, as S3 documents, and ten milliseconds’ worth at once', async () => {
    const { send, sendBurst } = given()
    expect(sendBurst()).toBe(34)
    // The one that was asked for in vain is the first of 170, while the rate grows by a tenth.
    expect(await send(169)).toBeGreaterThanOrEqual(46)
  })

  test('the rate grows fourfold in a second in which requests wait, up to 50 a millisecond', async () => {
    const { send, rate } = given()
    expect(await send(34)).toBe(0)
    // The integral of 3,400 × 4^t: 7,358 in the first second.
    expect(await send(7_358)).toBeCloseTo(1_000, -1)
    expect(rate.braked).toBeCloseTo(1_000, -1)
    await send(29_430)
    expect(await send(50_000)).toBeCloseTo(1_000, -1)
  })

  test('a rate that is not used does not grow, and what it would have allowed is lost', async () => {
    const { rate, wait, send, sendBurst } = given()
    expect(rate.turn()).toBeUndefined()
    await wait(60_000)
    expect(sendBurst()).toBe(34)
    expect(await send(340)).toBeGreaterThan(90)
  })

  test('how long the session took to open says nothing about the rate that S3 accepts', async () => {
    const { wait, send } = given()
    await wait(120_000)
    // The documented rate, not one that has grown meanwhile.
    expect(await send(1_000)).toBeGreaterThan(200)
  })

  test('only time in which requests wait is counted as braked', async () => {
    const { rate, wait, send, sendBurst } = given()
    await send(34)
    await wait(1_000)
    expect(rate.braked).toBe(0)
    sendBurst()
    await wait(1)
    await wait(1_000)
    sendBurst()
    expect(rate.braked).toBe(1)
  })
})

describe('what S3 refuses', () => {
  test('two requests are no sign, a third one is', () => {
    const { rate, refuse } = given()
    void rate.turn()
    refuse(2)
    expect(rate.wasReduced).toBe(false)
    refuse(1)
    expect(rate.wasReduced).toBe(true)
  })

  test.each([
    [57, false],
    [56, true],
  ])('three beside %i that were accepted: a sign is %s', (accepted, isSign) => {
    const { rate, refuse } = given()
    void rate.turn()
    for (let answers = 0; answers < accepted; answers++) rate.accepted()
    refuse(3)
    expect(rate.wasReduced).toBe(isSign)
  })

  test('what was refused a tenth of a second before does not count', async () => {
    const { rate, wait, refuse } = given()
    void rate.turn()
    refuse(2)
    await wait(100)
    refuse(2)
    expect(rate.wasReduced).toBe(false)
    await wait(99)
    refuse(1)
    expect(rate.wasReduced).toBe(true)
  })

  test('a little less than it accepted is sent from then on, and hardly more later', async () => {
    const { rate, accept, refuse, send, sendBurst } = given()
    void rate.turn()
    await accept(3, 500)
    refuse(20)
    expect(rate.wasReduced).toBe(true)
    sendBurst()
    // 92 % of what was accepted.
    expect(await send(2_760)).toBeCloseTo(1_000, -2)
    await send(27_600)
    expect(await send(2_760)).toBeGreaterThan(1_000 / 1.02 ** 12)
  })

  test('what it accepted is measured over the last half second until then', async () => {
    const { rate, accept, refuse, send, sendBurst } = given()
    void rate.turn()
    await accept(1, 2_000)
    await accept(3, 500)
    refuse(20)
    sendBurst()
    expect(await send(2_760)).toBeCloseTo(1_000, -2)
  })

  test('and over five seconds afterwards', async () => {
    const { rate, accept, refuse, send, sendBurst } = given()
    void rate.turn()
    await accept(3, 500)
    refuse(20)
    await accept(2, 10_000)
    await accept(3, 2_500)
    refuse(20)
    sendBurst()
    // 92 % of 2.5, the mean of the last five seconds.
    expect(await send(2_300)).toBeCloseTo(1_000, -2)
  })

  test('where it accepted far less than the rate allows, that is halved and grows again', async () => {
    const { rate, accept, refuse, send, sendBurst } = given()
    void rate.turn()
    await accept(1, 500)
    refuse(20)
    sendBurst()
    // The integral of 1,700 × 1.5^t: 2,096 in the first second, half as many again in the second.
    expect(await send(2_096)).toBeCloseTo(1_000, -2)
    expect(await send(3_145)).toBeCloseTo(1_000, -2)
  })

  test('the first time, no more than what it documents is taken for accepted: it has a burst', async () => {
    const { rate, accept, refuse, send, sendBurst } = given()
    // The rate is 5.4 a millisecond by then.
    await send(1_500)
    await accept(4, 500)
    refuse(30)
    expect(rate.wasReduced).toBe(true)
    sendBurst()
    expect(await send(3_400)).toBeCloseTo(1_000, -2)
  })

  test('later the rate only falls by it', async () => {
    const { rate, accept, refuse, send, sendBurst } = given()
    void rate.turn()
    await accept(2, 500)
    refuse(20)
    await accept(4, 5_000)
    refuse(40)
    sendBurst()
    expect(await send(1_840)).toBeCloseTo(1_000, -2)
  })

  test('what was sent at an earlier rate says nothing of this one', async () => {
    const { rate, clock, wait, refuse, send, sendBurst } = given()
    void rate.turn()
    const sentAt = clock.now()
    await wait(100)
    refuse(3)
    await wait(200)
    refuse(100, sentAt)
    sendBurst()
    expect(await send(170)).toBeCloseTo(100, -1)
  })

  test('a tenth of a second has to pass before the rate falls again', async () => {
    const { rate, wait, refuse, send, sendBurst } = given()
    void rate.turn()
    await wait(50)
    refuse(3)
    await wait(99)
    refuse(100)
    sendBurst()
    expect(await send(170)).toBeCloseTo(100, -1)
    await wait(1)
    refuse(100)
    sendBurst()
    expect(await send(85)).toBeGreaterThan(90)
  })

  test('guarantee 5: the rate never falls below ten requests a second', async () => {
    const { rate, wait, refuse, send } = given()
    void rate.turn()
    for (let times = 0; times < 50; times++) {
      await wait(100)
      refuse(3)
    }
    await send(2)
    expect(await send(1)).toBeGreaterThan(90)
    expect(await send(1)).toBeLessThanOrEqual(100)
  })

  test('guarantee 5: turns are still given out a day after S3 asked to slow down', async () => {
    const { rate, wait, send, refuse } = given()
    void rate.turn()
    await wait(100)
    refuse(3)
    expect(rate.wasReduced).toBe(true)
    await wait(86_400_000)
    expect(await send(200)).toBeLessThan(1_000)
  })
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

test('who waits is let go when the sending ends, and nobody waits from then on', async () => {
  const { rate, sendBurst } = given()
  sendBurst()
  const turn = rate.turn()
  rate.stop()
  await turn
  expect([rate.turn(), rate.turn()]).toEqual([undefined, undefined])
})

import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { duration } from '../../src/log/figures.ts'
import { DescriptorsExhaustedError } from '../../src/network/descriptors.ts'
import { Limiter, type Failure } from '../../src/storage/limiter.ts'
import { SimulatedClock } from '../support/simulation.ts'

const STEP = new AbortController().signal

const limiters: Limiter[] = []
afterEach(() => {
  for (const limiter of limiters.splice(0)) limiter.stop()
})

/** A limiter, and what happens to the requests that it lets through. */
function given(concurrency: 'auto' | number = 'auto') {
  const clock = new SimulatedClock()
  const lines: string[] = []
  const limiter = new Limiter(concurrency, clock, { info: (line) => lines.push(line) })
  limiters.push(limiter)
  const wait = async (milliseconds: number): Promise<void> => {
    await clock.runUntil(clock.sleep(milliseconds))
  }
  const fail = (cause: Failure['cause'], times = 1): void => {
    const failure = { cause, reason: cause, sentAt: clock.now(), isFirst: true }
    for (let failures = 0; failures < times; failures++) limiter.failed(failure)
  }
  const storeFirst = (objects: number): void => {
    for (let stored = 0; stored < objects; stored++) limiter.stored(clock.now(), true)
  }
  /** The names of those whose turn it was, in its order. */
  const turns: string[] = []
  const ask = (name: string, work: Promise<unknown>): void => {
    void work.then(() => turns.push(name))
  }
  return { clock, limiter, lines, wait, fail, storeFirst, turns, ask }
}

describe('how many are in flight', () => {
  test('as many as the limit, and one more for each that is released; retries go first', async () => {
    const { limiter, wait, turns, ask } = given(1)
    ask('first', limiter.acquire())
    ask('second', limiter.acquire())
    ask('third', limiter.acquire())
    ask('retry', limiter.acquire(true))
    await wait(1_000)
    expect(turns).toEqual(['first'])
    limiter.release()
    await wait(0)
    expect(turns).toEqual(['first', 'retry'])
    limiter.release()
    limiter.release()
    await wait(0)
    expect(turns).toEqual(['first', 'retry', 'second', 'third'])
  })

  test('96 at first, 512 at most; a number is a ceiling', () => {
    const auto = given().limiter
    const few = given(40).limiter
    expect([auto.limit, auto.ceiling]).toEqual([96, 512])
    expect([few.limit, few.ceiling]).toEqual([40, 40])
  })

  test('whoever waits is let in when the limit grows, which large objects have no part in', async () => {
    const { clock, limiter, wait, turns, ask } = given()
    for (let objects = 0; objects < 97; objects++) ask('one', limiter.acquire())
    await wait(50)
    for (let objects = 0; objects < 96; objects++) limiter.stored(undefined, true)
    await wait(0)
    expect([limiter.limit, turns.length]).toEqual([96, 96])
    for (let objects = 0; objects < 96; objects++) limiter.stored(clock.now(), true)
    await wait(0)
    expect([limiter.limit, turns.length]).toEqual([192, 97])
  })

  test('a pause lets others send meanwhile, and is followed by its own turn', async () => {
    const { limiter, wait, turns, ask } = given(1)
    await limiter.acquire()
    ask('paused', limiter.pause(500, STEP))
    ask('other', limiter.acquire())
    ask('late', limiter.acquire())
    await wait(499)
    expect(turns).toEqual(['other'])
    await wait(2)
    expect(turns).toEqual(['other'])
    limiter.release()
    await wait(0)
    expect(turns).toEqual(['other', 'paused'])
  })

  test('a pause that is cancelled ends with the reason, and its place can be released', async () => {
    const { limiter, wait, turns, ask } = given(1)
    const cancellation = new AbortController()
    await limiter.acquire()
    const pause = limiter.pause(500, cancellation.signal)
    const reason = new Error('cancelled')
    cancellation.abort(reason)
    await expect(pause).rejects.toBe(reason)
    ask('other', limiter.acquire())
    await wait(0)
    expect(turns).toEqual([])
    limiter.release()
    await wait(0)
    expect(turns).toEqual(['other'])
  })
})

describe('file descriptors', () => {
  test('what lacks one is done again after a pause, and fewer are in flight from then on', async () => {
    const { clock, limiter } = given()
    for (let objects = 0; objects < 40; objects++) await limiter.acquire()
    await clock.runUntil(clock.sleep(10))
    const attemptsAt: number[] = []
    const work = limiter.withDescriptor(() => {
      attemptsAt.push(clock.now())
      if (attemptsAt.length < 3) throw new DescriptorsExhaustedError('a.md', 'EMFILE')
      return Promise.resolve('read')
    }, STEP)
    expect([limiter.limit, limiter.ceiling]).toEqual([30, 30])
    for (let others = 0; others < 39; others++) limiter.release()
    await clock.runUntil(work)
    expect(await work).toBe('read')
    const [first = 0, second = 0, third = 0] = attemptsAt
    for (const pause of [second - first, third - second]) {
      expect(pause).toBeGreaterThan(0)
      expect(pause).toBeLessThanOrEqual(500)
    }
    expect(limiter.lastReason).toContain('"a.md" cannot be opened')
  })

  test('whatever else goes wrong is not tried again', async () => {
    const { limiter } = given()
    let attempts = 0
    const gone = new Error('gone')
    const work = limiter.withDescriptor(() => {
      attempts += 1
      return Promise.reject(gone)
    }, STEP)
    await expect(work).rejects.toBe(gone)
    expect([attempts, limiter.ceiling]).toEqual([1, 512])
  })

  test('guarantee 5: their lack says nothing of the storage, but a probe has failed by it', async () => {
    const { limiter, wait, fail, turns, ask } = given()
    fail('descriptors', 100)
    expect([limiter.isDown, limiter.isOwnFault(-1)]).toEqual([false, true])
    fail('error', 3)
    const send = async (): Promise<void> => {
      await limiter.acquire()
      await limiter.readyToSend()
    }
    ask('probe', send())
    await wait(250)
    expect(turns).toEqual(['probe'])
    fail('descriptors')
    ask('next probe', send())
    await wait(500)
    expect(turns).toEqual(['probe', 'next probe'])
  })
})

describe('what was stored', () => {
  test('is counted once, however often it is sent again as a probe', () => {
    const { limiter, storeFirst } = given()
    storeFirst(2)
    limiter.recovered()
    expect([limiter.storedObjects, limiter.successes]).toEqual([2, 3])
  })

  test('guarantee 5: an answer of whatever kind ends an outage; the limit is 8 then, and doubles', async () => {
    const { limiter, wait, fail, storeFirst, turns, ask } = given()
    fail('error', 3)
    expect([limiter.isDown, limiter.limit]).toEqual([true, 8])
    for (let objects = 0; objects < 10; objects++) ask('one', limiter.acquire())
    await wait(0)
    expect(turns).toEqual([])
    limiter.answered()
    await wait(0)
    expect([limiter.isDown, turns.length]).toEqual([false, 8])
    storeFirst(7)
    expect(limiter.limit).toBe(8)
    await wait(20)
    storeFirst(1)
    await wait(0)
    expect([limiter.limit, turns.length]).toEqual([16, 10])
  })

  test('an answer while the storage is well begins no new round', async () => {
    const { limiter, wait, storeFirst } = given()
    await wait(20)
    storeFirst(95)
    limiter.answered()
    storeFirst(1)
    expect(limiter.limit).toBe(192)
  })
})

describe('guarantee 5: probes of what is stored', () => {
  test('are sent for whoever waits, who goes on when one succeeds', async () => {
    const { limiter, wait, fail, turns, ask } = given()
    const probes = [false, false, true]
    limiter.probe = async () => {
      await wait(0)
      if (probes.shift() === true) limiter.recovered()
      else fail('error')
    }
    await limiter.acquire()
    fail('error', 3)
    ask('waiting', limiter.readyToSend())
    ask('new', limiter.acquire())
    await wait(250)
    await limiter.settled()
    expect([turns, probes.length]).toEqual([[], 2])
  })

  test('where one throws, that is left to those who wait; the end waits for one under way', async () => {
    const { limiter, wait, fail, turns, ask } = given()
    const { promise, reject } = Promise.withResolvers<undefined>()
    limiter.probe = () => promise
    fail('error', 3)
    await wait(250)
    ask('settled', limiter.settled())
    await wait(10)
    expect([turns, limiter.probe]).toEqual([[], undefined])
    reject(new Error('cancelled'))
    await wait(0)
    expect(turns).toEqual(['settled'])
  })
})

describe('guarantee 5: two minutes without a success', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] })
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  test.each(['error', 'throttled', 'late', 'descriptors'] as const)(
    'after a failure (%s) end it, with its reason',
    (cause) => {
      const { limiter, fail } = given()
      fail(cause)
      jest.advanceTimersByTime(119_999)
      expect(limiter.stalled.aborted).toBe(false)
      jest.advanceTimersByTime(1)
      expect([limiter.stalled.aborted, limiter.lastReason]).toEqual([true, cause])
    },
  )

  test.each([
    ['something is stored', 'stored'],
    ['a large object moves', 'moved'],
    ['nothing is waited for', 'settled'],
    ['the sending has ended', 'stop'],
  ] as const)('begin anew where %s', (_, event) => {
    const { limiter, fail } = given()
    fail('error')
    jest.advanceTimersByTime(119_999)
    void limiter[event](0, false)
    jest.advanceTimersByTime(119_999)
    expect(limiter.stalled.aborted).toBe(false)
  })
})

test('guarantee 5: an outage begins and ends with a line in the log', async () => {
  const { clock, limiter, lines } = given(4)
  const attempt = (stored: boolean): void => {
    const sentAt = clock.now()
    if (stored) limiter.stored(sentAt, true)
    else limiter.failed({ cause: 'error', reason: 'HTTP 500', sentAt, isFirst: true })
  }
  await clock.runUntil(clock.sleep(10_000))
  for (let failures = 0; failures < 3; failures++) attempt(false)
  expect(limiter.isDown).toBe(true)
  const downSince = clock.now()
  for (let probes = 0; probes < 3; probes++) {
    await clock.runUntil(limiter.acquire())
    await clock.runUntil(limiter.readyToSend())
    attempt(false)
    limiter.release()
  }
  await clock.runUntil(limiter.acquire())
  await clock.runUntil(limiter.readyToSend())
  attempt(true)
  expect(limiter.isDown).toBe(false)
  expect(lines).toEqual([
    'The storage is down (HTTP 500); waiting until it answers again',
    `The storage answers again after ${duration(clock.now() - downSince)}`,
  ])
})

test('guarantee 5: what waits for the rate when the circuit opens is not sent', async () => {
  const { limiter, wait, fail, turns, ask } = given()
  await limiter.acquire()
  // As many as may be sent at once, and one more.
  for (let requests = 0; requests < 34; requests++) await limiter.readyToSend()
  ask('waits for the rate', limiter.readyToSend())
  fail('error', 3)
  await wait(100)
  expect(turns).toEqual([])
  limiter.answered()
  await wait(0)
  expect(turns).toEqual(['waits for the rate'])
})

test('guarantee 5: a probe that comes to nothing is followed by another within five seconds', async () => {
  const { clock, limiter } = given(4)
  const failure = { cause: 'error', reason: 'HTTP 500', sentAt: 0, isFirst: true } as const
  for (let failures = 0; failures < 3; failures++) limiter.failed(failure)
  const probe = async (): Promise<void> => {
    const before = clock.now()
    await clock.runUntil(limiter.readyToSend())
    expect(clock.now() - before).toBeLessThanOrEqual(5_000)
  }
  for (let objects = 0; objects < 3; objects++) {
    await clock.runUntil(limiter.acquire())
    await probe()
    // The same object once more, such as one that has changed and is prepared anew.
    await probe()
    limiter.release()
  }
  expect(limiter.isDown).toBe(true)
})

describe('whose fault a failed attempt is', () => {
  const failure = { cause: 'error', reason: 'HTTP 500', sentAt: 0 } as const

  test('the object’s own, where others were stored since its first attempt', () => {
    const { limiter } = given(4)
    const before = limiter.successes
    expect(limiter.isOwnFault(before)).toBe(false)
    limiter.stored(0, true)
    expect(limiter.isOwnFault(before)).toBe(true)
  })

  test('the storage’s, while its circuit is open', () => {
    const { limiter } = given(4)
    limiter.stored(0, true)
    for (let failures = 0; failures < 3; failures++) limiter.failed({ ...failure, isFirst: false })
    expect(limiter.isOwnFault(0)).toBe(false)
  })

  test('the storage’s, where many first attempts fail although others are stored', () => {
    const { limiter } = given(4)
    for (let answers = 0; answers < 64; answers++) {
      if (answers % 4 === 0) limiter.failed({ ...failure, isFirst: true })
      else limiter.stored(0, true)
    }
    expect(limiter.isDown).toBe(false)
    expect(limiter.isOwnFault(0)).toBe(false)
    for (let answers = 0; answers < 64; answers++) limiter.stored(0, true)
    expect(limiter.isOwnFault(0)).toBe(true)
  })
})

test('silence halves what is in flight, once for all that was sent before', async () => {
  const { clock, limiter } = given()
  const before = limiter.limit
  const silent = (sentAt: number): void => {
    limiter.failed({ cause: 'late', reason: 'silence', sentAt, isFirst: true })
    limiter.stored(undefined, true)
  }
  await clock.runUntil(clock.sleep(30_000))
  silent(1)
  silent(2)
  expect(limiter.limit).toBe(before / 2)
  await clock.runUntil(clock.sleep(1_000))
  silent(30_500)
  expect(limiter.limit).toBe(before / 4)
})

test('where file descriptors run out, fewer are in flight from then on', async () => {
  const { clock, limiter } = given()
  for (let count = 0; count < 40; count++) await limiter.acquire()
  await clock.runUntil(clock.sleep(10))
  const failure = { cause: 'descriptors', reason: 'EMFILE', isFirst: true } as const
  limiter.failed({ ...failure, sentAt: 5 })
  limiter.failed({ ...failure, sentAt: 6 })
  expect([limiter.limit, limiter.ceiling]).toEqual([30, 30])
})

test('who waits is let go when the sending ends, with the circuit open, too', async () => {
  const { limiter } = given(1)
  await limiter.acquire()
  const failure = { cause: 'error', reason: 'HTTP 500', sentAt: 0, isFirst: true } as const
  for (let failures = 0; failures < 3; failures++) limiter.failed(failure)
  const turn = limiter.readyToSend()
  const place = limiter.acquire()
  limiter.stop()
  await Promise.all([turn, place])
})

describe('what a failure is charged to', () => {
  test('refusals slow the rate down, and do not count as failures of first attempts', async () => {
    const { limiter, wait, fail, storeFirst, turns, ask } = given()
    fail('throttled', 40)
    storeFirst(1)
    expect(limiter.isOwnFault(0)).toBe(true)
    for (let requests = 0; requests < 50; requests++) ask('sent', limiter.readyToSend())
    await wait(5)
    expect(turns.length).toBeLessThan(45)
  })

  test('errors and silence leave the rate as it is', async () => {
    for (const cause of ['error', 'late'] as const) {
      const { limiter, wait, fail, turns, ask } = given()
      fail(cause, 40)
      limiter.answered()
      for (let requests = 0; requests < 50; requests++) ask('sent', limiter.readyToSend())
      await wait(5)
      expect(turns).toHaveLength(50)
    }
  })

  test('only first attempts tell whether many fail', () => {
    const { limiter, storeFirst } = given()
    const failure = { cause: 'error', reason: 'HTTP 500', sentAt: 0, isFirst: false } as const
    for (let objects = 0; objects < 64; objects++) {
      limiter.failed(failure)
      storeFirst(1)
    }
    expect(limiter.isOwnFault(0)).toBe(true)
    for (let objects = 0; objects < 64; objects++) {
      limiter.failed({ ...failure, isFirst: true })
      for (let retries = 0; retries < 20; retries++) limiter.stored(0, false)
    }
    expect(limiter.isOwnFault(0)).toBe(false)
  })

  test('silence halves the limit, an error does not, and neither does silence in an outage', async () => {
    const { limiter, wait, fail } = given()
    await wait(10)
    fail('error')
    expect(limiter.limit).toBe(96)
    fail('error', 2)
    await wait(10)
    fail('late')
    expect(limiter.limit).toBe(8)
  })
})

import { describe, expect, test } from '@jest/globals'
import { objectPause, pauseAfter, retryAfter } from '../../src/network/backoff.ts'
import { API_BACKOFF, OBJECT_ATTEMPTS } from '../../src/network/budgets.ts'

describe('guarantee 5: back-off with full jitter', () => {
  test.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [20, 5_000],
  ])('after %i failures of a call anything below %i ms', (failures, ceiling) => {
    expect(pauseAfter(failures, API_BACKOFF, { random: () => 0 })).toBe(0)
    expect(pauseAfter(failures, API_BACKOFF, { random: () => 0.5 })).toBe(ceiling / 2)
  })

  test('at least what the server asked for', () => {
    expect(pauseAfter(1, API_BACKOFF, { random: () => 0.5 }, 3_000)).toBe(3_250)
  })

  test('an object fails after 30 s at least', () => {
    const pauses = Array.from({ length: OBJECT_ATTEMPTS - 1 }, (_, index) =>
      objectPause(index + 1, { random: () => 0 }),
    )
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(30_000)
  })

  test('an object that is not to blame pauses for chance alone', () => {
    expect(objectPause(0, { random: () => 0 })).toBe(0)
    expect(objectPause(0, { random: () => 0.5 })).toBe(250)
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-01-02T03:04:05Z')
  test.each([
    ['7', 7_000],
    ['0', 0],
    ['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
    ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
    ['86400', 60_000],
    ['99999999999999999999', 60_000],
    ['soon', 0],
    ['-5', 0],
    ['', 0],
    [undefined, 0],
    [['1', '2'], 0],
  ])('%j is %i ms', (header, milliseconds) => {
    expect(retryAfter(header, now)).toBe(milliseconds)
  })
})

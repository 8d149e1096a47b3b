import { describe, expect, test } from '@jest/globals'
import { OBJECT_BUDGET, pauseAfter, retryAfter } from '../../src/network/backoff.ts'

describe('guarantee 5: back-off with full jitter', () => {
  test.each([
    [1, 200],
    [2, 400],
    [3, 800],
    [5, 3_200],
    [20, 20_000],
  ])('after %i failures anything below %i ms', (failures, ceiling) => {
    expect(pauseAfter(failures, OBJECT_BUDGET, { random: () => 0 })).toBe(0)
    expect(pauseAfter(failures, OBJECT_BUDGET, { random: () => 0.5 })).toBe(ceiling / 2)
  })

  test('at least what the server asked for', () => {
    expect(pauseAfter(1, OBJECT_BUDGET, { random: () => 0.5 }, 3_000)).toBe(3_100)
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

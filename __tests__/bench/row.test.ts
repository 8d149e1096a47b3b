import { expect, test } from '@jest/globals'
import { median, rowOf } from '../../bench/row.ts'

test.each([
  [15, { atLeast: 15 }, true],
  [14.99, { atLeast: 15 }, false],
  [64, { atMost: 64 }, true],
  [64.01, { atMost: 64 }, false],
  [NaN, { atMost: 64 }, false],
  [NaN, { atLeast: 15 }, false],
])('%f holds the bar %j: %s', (value, bar, holds) => {
  expect(rowOf('a measure', { value, bar, unit: 'MB' }).holds).toBe(holds)
})

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[7], 7],
])('the median of %j is %f', (values, middle) => {
  expect(median(values)).toBe(middle)
})

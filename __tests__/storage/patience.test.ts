import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { Patience } from '../../src/storage/patience.ts'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

test('guarantee 5: two minutes of failures without a success are enough', () => {
  const patience = new Patience()
  patience.failed('first')
  jest.advanceTimersByTime(60_000)
  patience.failed('last')
  jest.advanceTimersByTime(59_999)
  expect(patience.signal.aborted).toBe(false)
  jest.advanceTimersByTime(1)
  expect(patience.signal.aborted).toBe(true)
  expect(patience.lastReason).toBe('last')
})

test('a success in between, or no failure at all, is not', () => {
  const patience = new Patience()
  jest.advanceTimersByTime(600_000)
  patience.failed('once')
  jest.advanceTimersByTime(119_000)
  patience.renew()
  jest.advanceTimersByTime(600_000)
  patience.failed('again')
  jest.advanceTimersByTime(119_000)
  expect(patience.signal.aborted).toBe(false)
})

test('a large upload that moves is waited for, and no longer', () => {
  const patience = new Patience()
  patience.failed('reset')
  for (let minute = 0; minute < 10; minute++) {
    jest.advanceTimersByTime(60_000)
    patience.moved()
  }
  expect(patience.signal.aborted).toBe(false)
  jest.advanceTimersByTime(120_000)
  expect(patience.signal.aborted).toBe(true)
})

test('what moves where nothing has failed starts no clock', () => {
  const patience = new Patience()
  patience.moved()
  jest.advanceTimersByTime(600_000)
  expect(patience.signal.aborted).toBe(false)
})

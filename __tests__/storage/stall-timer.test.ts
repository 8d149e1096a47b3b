import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { StallTimer } from '../../src/storage/stall-timer.ts'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

test('guarantee 5: two minutes of failures without a success are enough', () => {
  const timer = new StallTimer()
  timer.failed('first')
  jest.advanceTimersByTime(60_000)
  timer.failed('last')
  jest.advanceTimersByTime(59_999)
  expect(timer.signal.aborted).toBe(false)
  jest.advanceTimersByTime(1)
  expect(timer.signal.aborted).toBe(true)
  expect(timer.lastReason).toBe('last')
})

test('a success in between, or no failure at all, is not', () => {
  const timer = new StallTimer()
  jest.advanceTimersByTime(600_000)
  timer.failed('once')
  jest.advanceTimersByTime(119_000)
  timer.renew()
  jest.advanceTimersByTime(600_000)
  timer.failed('again')
  jest.advanceTimersByTime(119_000)
  expect(timer.signal.aborted).toBe(false)
})

test('a large upload that moves is waited for, and no longer', () => {
  const timer = new StallTimer()
  timer.failed('reset')
  for (let minute = 0; minute < 10; minute++) {
    jest.advanceTimersByTime(60_000)
    timer.moved()
  }
  expect(timer.signal.aborted).toBe(false)
  jest.advanceTimersByTime(120_000)
  expect(timer.signal.aborted).toBe(true)
})

test('what moves where nothing has failed starts no clock', () => {
  const timer = new StallTimer()
  timer.moved()
  jest.advanceTimersByTime(600_000)
  expect(timer.signal.aborted).toBe(false)
})

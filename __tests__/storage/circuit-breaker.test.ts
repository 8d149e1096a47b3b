import { describe, expect, test } from '@jest/globals'
import { CircuitBreaker } from '../../src/storage/circuit-breaker.ts'
import { SimulatedClock } from '../support/simulation.ts'

interface Given {
  readonly clock: SimulatedClock
  readonly circuit: CircuitBreaker
  /** When it was half-open. */
  readonly halfOpenAt: number[]
  /** Its lines in the log. */
  readonly lines: string[]
}

function given(): Given {
  const clock = new SimulatedClock()
  const halfOpenAt: number[] = []
  const lines: string[] = []
  const log = { info: (line: string) => lines.push(line) }
  const circuit = new CircuitBreaker(clock, log, () => halfOpenAt.push(clock.now()))
  return { clock, circuit, halfOpenAt, lines }
}

function fail({ circuit, clock }: Given, times: number, inFlight = 1): void {
  for (let failures = 0; failures < times; failures++)
    circuit.failed(clock.now(), inFlight, 'HTTP 500')
}

describe('guarantee 5: the circuit opens', () => {
  test.each([
    [1, 3],
    [6, 3],
    [100, 50],
  ])('with %i in flight after %i failures in a row', (inFlight, failures) => {
    const it = given()
    fail(it, failures - 1, inFlight)
    expect(it.circuit.isClosed).toBe(true)
    fail(it, 1, inFlight)
    expect(it.circuit.isClosed).toBe(false)
  })

  test('not where something is stored between failures', () => {
    const it = given()
    for (let turn = 0; turn < 100; turn++) {
      fail(it, 2)
      it.circuit.succeeded()
    }
    expect(it.circuit.isClosed).toBe(true)
  })
})

describe('guarantee 5: an open circuit', () => {
  test('lets one probe through at a time, after pauses that grow to two and a half seconds', async () => {
    const it = given()
    fail(it, 3)
    expect(it.circuit.takeProbe()).toBe(false)
    for (let probe = 1; probe <= 10; probe++) {
      await it.clock.runUntil(it.clock.sleep(5_001))
      expect(it.halfOpenAt).toHaveLength(probe)
      expect([it.circuit.takeProbe(), it.circuit.takeProbe()]).toEqual([true, false])
      fail(it, 1)
      expect(it.circuit.takeProbe()).toBe(false)
      expect(it.lines).toEqual(['The storage is down (HTTP 500); waiting until it answers again'])
    }
    const begun = it.halfOpenAt.map((at, index) => at - (index === 0 ? 0 : 5_001 * index))
    for (const [index, pause] of begun.entries()) {
      const longest = Math.min(2_500, 250 * 2 ** index)
      expect(pause).toBeGreaterThanOrEqual(longest / 2)
      expect(pause).toBeLessThanOrEqual(longest)
    }
  })

  test('is closed by whatever is stored, be it from before', () => {
    const it = given()
    fail(it, 3)
    it.circuit.succeeded()
    expect([it.circuit.isClosed, it.lines]).toEqual([true, []])
  })

  test('learns nothing from failures of what was sent before the probe', async () => {
    const it = given()
    fail(it, 3)
    await it.clock.runUntil(it.clock.sleep(1_000))
    expect(it.circuit.takeProbe()).toBe(true)
    it.circuit.failed(0, 1, 'HTTP 500')
    expect(it.lines).toHaveLength(0)
    it.circuit.failed(it.clock.now(), 1, 'HTTP 500')
    expect(it.lines).toHaveLength(1)
  })

  test('that was closed and opened again waits for its own pause alone', async () => {
    const it = given()
    fail(it, 3)
    await it.clock.runUntil(it.clock.sleep(100))
    it.circuit.succeeded()
    fail(it, 3)
    await it.clock.runUntil(it.clock.sleep(5_000))
    expect(it.halfOpenAt).toHaveLength(1)
    expect(it.halfOpenAt[0]).toBeGreaterThanOrEqual(225)
  })

  test('that is closed has no probe to take, and opens after as many failures as at first', async () => {
    const it = given()
    fail(it, 3)
    await it.clock.runUntil(it.clock.sleep(250))
    expect(it.circuit.isProbeDue).toBe(true)
    it.circuit.succeeded()
    expect([it.circuit.isProbeDue, it.circuit.takeProbe()]).toEqual([false, false])
    fail(it, 2)
    expect(it.circuit.isClosed).toBe(true)
  })

  test('says of a failure whether it has opened it', () => {
    const it = given()
    const failed = (): boolean => it.circuit.failed(it.clock.now(), 1, 'HTTP 500')
    expect([failed(), failed(), failed(), failed()]).toEqual([false, false, true, false])
  })

  test('learns nothing from a failure while a probe is due that nobody has sent', async () => {
    const it = given()
    fail(it, 3)
    await it.clock.runUntil(it.clock.sleep(250))
    fail(it, 1)
    expect([it.circuit.isProbeDue, it.lines]).toEqual([true, []])
  })

  test('does not wait for a probe that gets no answer', async () => {
    const it = given()
    fail(it, 3)
    await it.clock.runUntil(it.clock.sleep(1_000))
    for (let probe = 1; probe <= 3; probe++) {
      expect([it.circuit.takeProbe(), it.circuit.takeProbe()]).toEqual([true, false])
      await it.clock.runUntil(it.clock.sleep(5_000))
    }
    expect(it.circuit.takeProbe()).toBe(true)
  })

  test('that is stopped is never half-open', async () => {
    const it = given()
    fail(it, 3)
    it.circuit.stop()
    await it.clock.runUntil(it.clock.sleep(60_000))
    expect(it.halfOpenAt).toEqual([])
  })
})

import { expect, test } from '@jest/globals'
import { Chance } from '../../bench/soak/chance.ts'
import { someDocuments } from '../../bench/soak/documents.ts'
import { someTrouble } from '../../bench/soak/faults.ts'
import { lossesOf } from '../../bench/soak/losses.ts'
import type { StepResult } from '../../sandbox/runner.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Fault } from '../../sandbox/sandbox.ts'

const BUCKET = 'http://127.0.0.1:1/bucket'

function soak(run: number) {
  const chance = new Chance(7, run)
  return { documents: someDocuments(chance), trouble: someTrouble(chance, BUCKET) }
}

test('a run is the same for the same seed, and another one for another number', () => {
  const drawn = (run: number) => {
    const { documents, trouble } = soak(run)
    return { hashes: documents.map(({ sha256 }) => sha256), trouble }
  }
  expect(drawn(1)).toEqual(drawn(1))
  expect(drawn(2).hashes).not.toEqual(drawn(1).hashes)
})

const TROUBLES = Array.from({ length: 300 }, (_, run) => someTrouble(new Chance(7, run), BUCKET))

test('no fault of three hundred runs is for ever', () => {
  const lasting = TROUBLES.flatMap(({ faults }) => faults)
    .filter(({ times, window, effect }) => {
      const isOutage = window !== undefined || (effect.kind === 'refuse' && effect.ms !== undefined)
      return times === undefined && !isOutage
    })
    .map(({ effect }) => effect.kind)
  // What lasts slows a run down, and fails none of its requests.
  expect(new Set(lasting)).toEqual(new Set(['latency', 'trickle', 'close-idle']))
})

test('outages are those of S3, of the API and of both, each shorter than what is endured', () => {
  const outages = TROUBLES.map(({ faults }) =>
    faults.flatMap(({ on, window, effect }) => {
      const forMs = effect.kind === 'refuse' ? effect.ms : window?.forMs
      return forMs === undefined ? [] : [{ on, forMs }]
    }),
  )
  const services = outages.map((each) => each.map(({ on }) => on).join(' and '))
  expect(new Set(services)).toEqual(new Set(['', 'bucket', 'platform', 'bucket and platform']))
  const durations = outages.flat().map(({ forMs }) => forMs)
  expect(Math.max(...durations)).toBeLessThanOrEqual(60_000)
  expect(Math.max(...durations)).toBeGreaterThan(30_000)
})

test('an object fails fewer times than it is tried, outages and throttling apart', () => {
  const isThrottling = ({ effect }: Fault): boolean =>
    effect.kind === 'answer' && (effect.status === 503 || effect.status === 429)
  const isMove = ({ effect }: Fault): boolean => effect.kind === 'answer' && effect.status === 307
  const failures = TROUBLES.map(({ faults }) =>
    faults
      .filter((fault) => fault.on === 'bucket' && !isThrottling(fault) && !isMove(fault))
      .reduce((sum, { times = 0 }) => sum + times, 0),
  )
  expect(Math.max(...failures)).toBe(5)
})

test('what is missing after a run is a loss, by name', async () => {
  await using sandbox = await startSandbox()
  const { documents } = soak(3)
  const result: StepResult = {
    exitCode: 0,
    signal: undefined,
    outcome: 'success',
    outputs: { 'documents-uploaded': String(documents.length), 'session-ids': '[]' },
    state: {},
    environment: {},
    path: [],
    summary: '',
    lines: [],
    log: '',
    commands: [],
    annotations: [],
    durationMs: 0,
  }
  const losses = await lossesOf(documents, result, undefined, sandbox, 'handbook', 0)
  expect(losses).toEqual(expect.arrayContaining(['no session', 'exit code none of the post step']))
  const missing = documents.map(({ name }) => `${name}: not stored as it is`)
  expect(losses).toEqual(expect.arrayContaining(missing))
})

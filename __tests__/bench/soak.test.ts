import { expect, test } from '@jest/globals'
import { Chance } from '../../bench/soak/chance.ts'
import { someDocuments } from '../../bench/soak/documents.ts'
import { someTrouble } from '../../bench/soak/faults.ts'
import { lossesOf } from '../../bench/soak/losses.ts'
import type { StepResult } from '../../sandbox/runner.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'

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

test('no fault of two hundred runs is for ever', () => {
  const lasting = Array.from({ length: 200 }, (_, run) => someTrouble(new Chance(7, run), BUCKET))
    .flatMap(({ faults }) => faults)
    .filter(({ times }) => times === undefined)
    .map(({ effect }) => effect.kind)
  // What lasts slows a run down, and fails none of its requests.
  expect(new Set(lasting)).toEqual(new Set(['latency', 'trickle', 'close-idle']))
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
  const losses = await lossesOf(documents, result, sandbox, 'handbook', 0)
  expect(losses).toContain('no session')
  const missing = documents.map(({ name }) => `${name}: not stored as it is`)
  expect(losses).toEqual(expect.arrayContaining(missing))
})

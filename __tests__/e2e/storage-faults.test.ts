import { expect, test } from '@jest/globals'
import type { Effect, Fault } from '../../sandbox/sandbox.ts'
import { errorsOf } from '../support/checks.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'
import { expectDelivered, expectDescribed, nameOf, write } from '../support/storage-delivery.ts'
import type { Contents } from '../support/storage-delivery.ts'

const MEBIBYTE = 1024 * 1024

/** Of every way to be sent: in one piece, in slices from memory, in slices from the file. */
const DOCUMENTS: Contents = {
  'docs/a.md': '# A\n',
  'docs/b.md': '# B\n',
  'docs/c.md': '# C\n',
  'docs/slices.bin': Buffer.alloc(300_000, 'slices'),
  'docs/most.bin': Buffer.alloc(MEBIBYTE, 'most'),
  'docs/large.bin': Buffer.alloc(3 * MEBIBYTE, 'large'),
}

function answer(status: number, code = 'Code', rest: object = {}): Effect {
  return { kind: 'answer', status, code, ...rest }
}

/** The first strikes the first attempt at each object, the second the second one, and so on. */
function inTurn(...effects: Effect[]): Fault[] {
  return effects.map((effect, after) => ({ on: 'bucket', eachName: true, after, times: 1, effect }))
}

test.each<[string, Fault[]]>([
  ['reset', inTurn({ kind: 'reset' })],
  ['reset after the object was stored', inTurn({ kind: 'reset', handled: true })],
  ['closed', inTurn({ kind: 'hang-up' }, { kind: 'hang-up', handled: true })],
  ['half open', inTurn({ kind: 'half-open' })],
  ['silent', inTurn({ kind: 'silent' })],
  ['silent after the object was stored', inTurn({ kind: 'silent', handled: true })],
  ['an answer that trickles', inTurn({ kind: 'trickle', msPerByte: 40 })],
  ['closed when idle', [{ on: 'bucket', effect: { kind: 'close-idle', ms: 1 } }]],
  ['408, 500, 502, 504', inTurn(...[408, 500, 502, 504].map((status) => answer(status)))],
  [
    '400 RequestTimeout, 400 IncompleteBody, 500 after the object was stored',
    inTurn(
      answer(400, 'RequestTimeout'),
      answer(400, 'IncompleteBody'),
      answer(500, 'InternalError', { handled: true }),
    ),
  ],
])('guarantee 5: nothing is lost where every object meets a fault: %s', (_, faults) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Begin')
      write(job, DOCUMENTS)

      const result = await job.publish({}, FASTER)

      expect([result.outcome, errorsOf(result)]).toEqual(['success', []])
      expectDelivered(job, DOCUMENTS)
    },
    { faults },
  )(),
)

test.each<[string, Fault[]]>([
  ['503', inTurn(answer(503, 'SlowDown', { headers: { 'retry-after': '1' } }))],
  ['429', inTurn(answer(429, 'TooManyRequests'))],
  ['connections refused', [{ on: 'bucket', after: 5, effect: { kind: 'refuse', ms: 300 } }]],
])('guarantee 5: nothing is lost where S3 has no time: %s', (_, faults) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Begin')
      write(job, DOCUMENTS)

      expect(await job.publish()).toHaveProperty('outcome', 'success')
      expectDelivered(job, DOCUMENTS)
    },
    { faults },
  )(),
)

const LARGE = Buffer.alloc(24 * MEBIBYTE, 'a large document')

test.each<[string, Effect, RegExp, number]>([
  ['403', answer(403, 'AccessDenied', { message: 'No.' }), /AccessDenied: No\./, 1],
  ['a page of a proxy', answer(200, '', { body: 'html' }), /not as S3 does.* \(6 attempts\)/, 6],
])('S3 may refuse a large document before it has come to its end: %s', (_, effect, reason, least) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      write(job, { 'docs/large.bin': LARGE })

      const result = await job.publish({}, FASTER)

      expect(fatesOf(result)).toEqual({
        'docs/a.md': 'uploaded',
        'docs/large.bin': expect.stringMatching(reason),
      })
      const { byStatus } = job.sandbox.bucketRequests
      const refused = (byStatus[403] ?? 0) + (byStatus[200] ?? 0)
      expect(refused).toBeGreaterThanOrEqual(least)
      expect(refused).toBeLessThan(3 * least)
      expect(job.sandbox.objects()).toHaveLength(3)
      expectDescribed(job.sandbox)
    },
    { faults: [{ on: 'bucket', match: { nameRegex: 'bin$' }, effect }], keepContents: false },
  )(),
)

test.each<[string, Effect]>([
  ['500', answer(500)],
  ['a lost line', { kind: 'half-open' }],
  ['a reset', { kind: 'reset' }],
  ['a reset after it was stored', { kind: 'reset', handled: true }],
])('a large document is sent again from its first byte: %s', (_, effect) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Begin')
      write(job, { 'docs/large.bin': LARGE })

      const result = await job.publish({}, FASTER)

      expect(result.outcome).toBe('success')
      expectDelivered(job, { 'docs/large.bin': LARGE })
      expect(job.sandbox.objects()[1]).toMatchObject({
        name: nameOf('docs/large.bin'),
        attempts: 3,
      })
    },
    {
      faults: [{ on: 'bucket', match: { nameRegex: 'bin$' }, times: 2, effect }],
      keepContents: false,
    },
  )(),
)

import { expect, test } from '@jest/globals'
import type { Effect } from '../../sandbox/faults/fault.ts'
import { errorsOf } from '../support/checks.ts'
import { numbered } from '../support/documents.ts'
import { FASTER, onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { fatesOf, readReport } from '../support/report.ts'

// What a status alone can show is tried in `__tests__/publish/storage.test.ts`.
const DOCUMENTS = numbered(8)

function answer(status: number, code = 'Code', rest: object = {}): Effect {
  return { kind: 'answer', status, code, ...rest }
}

test.each<[string, Effect]>([
  ['500', answer(500, 'InternalError')],
  ['a reset after the object was stored', { kind: 'reset', handled: true }],
  ['silence', { kind: 'silent' }],
  ['a line that is lost', { kind: 'half-open' }],
])('guarantee 5: what passes is tried again until everything is stored: %s', (_case, effect) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Write', DOCUMENTS)

      const result = await job.publish({}, FASTER)

      expect([result.outcome, result.annotations]).toEqual(['success', []])
      await expectAllPublished(job)
    },
    { faults: [{ on: 'bucket', eachName: true, times: 2, effect }] },
  )(),
)

test.each<[string, Effect, RegExp, number]>([
  ['403', answer(403, 'AccessDenied', { message: 'Not you' }), /HTTP 403 AccessDenied: Not you/, 1],
  ['a 200 that never ends', { kind: 'endless' }, /not as S3 does.*\(6 attempts\)/, 6],
])(
  'guarantee 1: one document that is refused stops no other: %s',
  (_case, effect, reason, attempts) =>
    onSandbox(async (job) => {
      let attempted = 0
      job.sandbox.fault({
        on: 'bucket',
        match: ({ name }) => name === 'docs__3.md' && (attempted += 1) > 0,
        effect,
      })
      job.repository.commit('Write', DOCUMENTS)

      const result = await job.publish({}, FASTER)

      expect(result.outcome).toBe('failure')
      expect(result.annotations).toEqual([
        expect.objectContaining({ name: 'error', properties: { file: 'docs/3.md' } }),
      ])
      expect(errorsOf(result)).toEqual([expect.stringMatching(reason)])
      expect(fatesOf(result)).toMatchObject({
        'docs/3.md': expect.stringMatching(reason),
        'docs/4.md': 'uploaded',
      })
      expect(result.outputs).toMatchObject({ 'documents-uploaded': '7', 'documents-failed': '1' })
      // What fails before anything was stored does not count against it.
      const mayNotCount = attempts === 1 ? 0 : 1
      expect([attempts, attempts + mayNotCount]).toContain(attempted)
    })(),
)

test.each<[string, Effect, RegExp]>([['is silent', { kind: 'silent' }, /did not answer in time/]])(
  'guarantee 5: a storage that only %s is not waited for without end',
  (_case, effect, reason) =>
    onSandbox(
      async (job) => {
        job.repository.commit('Write', DOCUMENTS)

        const result = await job.publish({}, FASTER)

        expect(result.outcome).toBe('failure')
        expect(result.outputs).toMatchObject({ 'documents-uploaded': '0', 'documents-failed': '8' })
        const { documents } = readReport(result)
        expect(documents.map((entry) => entry.reason)).toEqual(
          documents.map(() => expect.stringMatching(reason)),
        )
      },
      { faults: [{ on: 'bucket', effect }] },
    )(),
)

test(
  'guarantee 5: a storage that takes nothing for two minutes is given up, once and for all',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', numbered(300))

      const result = await job.publish({ concurrency: '1' }, FASTER)

      expect(errorsOf(result).at(-1)).toMatch(/accepted nothing for two minutes/)
      expect(result.outputs).toMatchObject({ 'documents-failed': '300' })
      expect(job.sandbox.bucketRequests.total).toBeLessThan(300)
    },
    { faults: [{ on: 'bucket', effect: { kind: 'silent' } }] },
  ),
)

async function expectAllPublished(job: Job): Promise<void> {
  await job.sandbox.ingested()
  const files = job.sandbox.files(WORKSPACE)
  expect(
    Object.fromEntries(files.map(({ meta, content }) => [meta['path'], String(content)])),
  ).toEqual(DOCUMENTS)
}

import { expect, test } from '@jest/globals'
import type { Effect } from '../../sandbox/faults/fault.ts'
import { errorsOf } from '../support/checks.ts'
import { numbered } from '../support/documents.ts'
import { FASTER, onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { fatesOf, readReport } from '../support/report.ts'

const DOCUMENTS = numbered(8)

function answer(status: number, code = 'Code', rest: object = {}): Effect {
  return { kind: 'answer', status, code, ...rest }
}

test.each<[string, Effect]>([
  ['500', answer(500, 'InternalError')],
  ['502 of a proxy', answer(502, '', { body: 'html' })],
  ['504', answer(504, '', { body: 'empty' })],
  ['408', answer(408)],
  ['400 RequestTimeout', answer(400, 'RequestTimeout')],
  ['400 IncompleteBody', answer(400, 'IncompleteBody')],
  ['a reset', { kind: 'reset' }],
  ['a reset after the object was stored', { kind: 'reset', handled: true }],
  ['a connection that is closed', { kind: 'hang-up' }],
  ['a connection that is closed after the object was stored', { kind: 'hang-up', handled: true }],
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

test.each<[string, Effect]>([
  ['503', answer(503, 'SlowDown')],
  ['503 with Retry-After', answer(503, 'SlowDown', { headers: { 'retry-after': '1' } })],
  ['429', answer(429, 'TooManyRequests')],
])('guarantee 5: a storage that asks to slow down gets everything, later: %s', (_case, effect) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Write', DOCUMENTS)

      expect(await job.publish()).toHaveProperty('outcome', 'success')
      await expectAllPublished(job)
    },
    { faults: [{ on: 'bucket', times: 3, effect }] },
  )(),
)

test(
  'guarantee 5: a storage that refuses connections for a while is waited for',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', DOCUMENTS)

      expect(await job.publish()).toHaveProperty('outcome', 'success')
      await expectAllPublished(job)
    },
    { faults: [{ on: 'bucket', after: 3, effect: { kind: 'refuse', ms: 300 } }] },
  ),
)

test.each<[string, Effect, RegExp, number]>([
  ['403', answer(403, 'AccessDenied', { message: 'Not you' }), /HTTP 403 AccessDenied: Not you/, 1],
  ['400', answer(400, 'EntityTooLarge'), /HTTP 400 EntityTooLarge/, 1],
  ['404', answer(404, 'NoSuchBucket'), /HTTP 404 NoSuchBucket/, 1],
  ['405', answer(405, 'MethodNotAllowed'), /HTTP 405 MethodNotAllowed/, 1],
  ['411', answer(411, 'MissingContentLength'), /HTTP 411 MissingContentLength/, 1],
  ['412', answer(412, 'PreconditionFailed'), /HTTP 412 PreconditionFailed/, 1],
  ['413', answer(413, '', { body: 'empty' }), /HTTP 413/, 1],
  ['a proxy’s 403', answer(403, '', { body: 'html' }), /HTTP 403/, 1],
  ['a proxy’s 200', answer(200, '', { body: 'html' }), /not as S3 does.*\(6 attempts\)/, 6],
  ['a 200 that never ends', { kind: 'endless' }, /not as S3 does.*\(6 attempts\)/, 6],
  ['a 500 that stays', answer(500, 'InternalError'), /InternalError.*\(6 attempts\)/, 6],
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

test(
  'guarantee 2: where the metadata is refused, its document is not sent',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', DOCUMENTS)

      const result = await job.publish()

      const reason = expect.stringMatching(/^failed: Its metadata was not uploaded: .*AccessDenied/)
      expect(fatesOf(result)).toMatchObject({ 'docs/3.md': reason, 'docs/4.md': 'uploaded' })
      expect(names(job)).not.toContain('docs__3.md')
      expect(names(job)).toHaveLength(14)
    },
    {
      faults: [
        { on: 'bucket', match: { name: '3.md.meta.json' }, effect: answer(403, 'AccessDenied') },
      ],
    },
  ),
)

test.each<[string, Effect, RegExp]>([
  ['refuses connections', { kind: 'refuse' }, /ECONNREFUSED/],
  ['is silent', { kind: 'silent' }, /did not answer in time/],
  ['has no time', answer(503, 'SlowDown'), /SlowDown/],
])('guarantee 5: a storage that only %s is not waited for without end', (_case, effect, reason) =>
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

      expect(errorsOf(result).at(-1)).toMatch(/took nothing for two minutes/)
      expect(result.outputs).toMatchObject({ 'documents-failed': '300' })
      expect(job.sandbox.bucketRequests.total).toBeLessThan(300)
    },
    { faults: [{ on: 'bucket', effect: { kind: 'silent' } }] },
  ),
)

test(
  'a bucket that allows other sizes says so, and the rest is delivered',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/b.md': 'b'.repeat(3_000) })

      const result = await job.publish()

      expect(fatesOf(result)).toEqual({
        'docs/a.md': 'uploaded',
        'docs/b.md': expect.stringMatching(/EntityTooLarge/),
      })
    },
    { sizeRange: [1, 2_000] },
  ),
)

async function expectAllPublished(job: Job): Promise<void> {
  await job.sandbox.ingested()
  const files = job.sandbox.files(WORKSPACE)
  expect(
    Object.fromEntries(files.map(({ meta, content }) => [meta['path'], String(content)])),
  ).toEqual(DOCUMENTS)
}

function names({ sandbox }: Job): string[] {
  return sandbox.objects().map(({ name }) => name)
}

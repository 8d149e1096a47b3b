import { expect, test } from '@jest/globals'
import type { Effect } from '../../sandbox/faults/fault.ts'
import { numbered } from '../support/documents.ts'
import { WORKSPACE } from '../support/job.ts'
import { fatesOf, inProcess, type Publishing } from '../support/publishing.ts'

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
])('guarantee 5: what passes is tried again until everything is stored: %s', (_case, effect) =>
  inProcess(
    async (publishing) => {
      publishing.write(DOCUMENTS)

      const run = await publishing.publish()

      expect([run.errors, run.warnings]).toEqual([[], []])
      await expectAllPublished(publishing)
    },
    { faults: [{ on: 'bucket', eachName: true, times: 2, effect }] },
  )(),
)

test.each<[string, Effect]>([
  ['503', answer(503, 'SlowDown')],
  ['503 with Retry-After', answer(503, 'SlowDown', { headers: { 'retry-after': '1' } })],
  ['429', answer(429, 'TooManyRequests')],
])('guarantee 5: a storage that asks to slow down gets everything, later: %s', (_case, effect) =>
  inProcess(
    async (publishing) => {
      publishing.write(DOCUMENTS)

      expect(await publishing.publish()).toHaveProperty('errors', [])
      await expectAllPublished(publishing)
    },
    { faults: [{ on: 'bucket', times: 3, effect }] },
  )(),
)

test(
  'guarantee 5: a storage that refuses connections for a while is waited for',
  inProcess(
    async (publishing) => {
      publishing.write(DOCUMENTS)

      expect(await publishing.publish()).toHaveProperty('errors', [])
      await expectAllPublished(publishing)
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
  ['a 500 that stays', answer(500, 'InternalError'), /InternalError.*\(6 attempts\)/, 6],
])(
  'guarantee 1: one document that is refused stops no other: %s',
  (_case, effect, reason, attempts) =>
    inProcess(async (publishing) => {
      let attempted = 0
      publishing.sandbox.fault({
        on: 'bucket',
        match: ({ name }) => name === 'docs__3.md' && (attempted += 1) > 0,
        effect,
      })
      publishing.write(DOCUMENTS)

      const run = await publishing.publish()

      expect(run.errors).toEqual([expect.stringMatching(reason)])
      expect(run.errors[0]).toMatch(/^docs\/3\.md: /)
      expect(fatesOf(run)).toMatchObject({
        'docs/3.md': expect.stringMatching(reason),
        'docs/4.md': 'uploaded',
      })
      expect(run.counts).toMatchObject({ uploaded: 7, failed: 1 })
      // What fails before anything was stored does not count against it.
      const mayNotCount = attempts === 1 ? 0 : 1
      expect([attempts, attempts + mayNotCount]).toContain(attempted)
    })(),
)

test(
  'guarantee 2: where the metadata is refused, its document is not sent',
  inProcess(
    async (publishing) => {
      publishing.write(DOCUMENTS)

      const run = await publishing.publish()

      const reason = expect.stringMatching(/^failed: Its metadata was not uploaded: .*AccessDenied/)
      expect(fatesOf(run)).toMatchObject({ 'docs/3.md': reason, 'docs/4.md': 'uploaded' })
      expect(names(publishing)).not.toContain('docs__3.md')
      expect(names(publishing)).toHaveLength(14)
    },
    {
      faults: [
        { on: 'bucket', match: { name: '3.md.meta.json' }, effect: answer(403, 'AccessDenied') },
      ],
    },
  ),
)

test(
  'a bucket that allows other sizes says so, and the rest is delivered',
  inProcess(
    async (publishing) => {
      publishing.write({ 'docs/a.md': '# A\n', 'docs/b.md': 'b'.repeat(3_000) })

      const run = await publishing.publish()

      expect(fatesOf(run)).toEqual({
        'docs/a.md': 'uploaded',
        'docs/b.md': expect.stringMatching(/EntityTooLarge/),
      })
    },
    { sizeRange: [1, 2_000] },
  ),
)

async function expectAllPublished(publishing: Publishing): Promise<void> {
  await publishing.sandbox.ingested()
  const files = publishing.sandbox.files(WORKSPACE)
  expect(
    Object.fromEntries(files.map(({ meta, content }) => [meta['path'], String(content)])),
  ).toEqual(DOCUMENTS)
}

function names({ sandbox }: Publishing): string[] {
  return sandbox.objects().map(({ name }) => name)
}

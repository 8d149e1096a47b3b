import { expect, test } from '@jest/globals'
import type { Fault } from '../../sandbox/faults/fault.ts'
import { errorsOf } from '../support/checks.ts'
import { FASTER, onSandbox, WORKSPACE } from '../support/job.ts'
import { ingestions } from '../support/ingestions.ts'
import { fatesOf } from '../support/report.ts'
import { writeDocuments } from '../support/steps.ts'

const WAIT = { 'wait-for-ingestion': 'true' }

test(
  'every uploaded document is waited for, and the log tells how far it is',
  onSandbox(
    async (job) => {
      writeDocuments(job, 25)

      const result = await job.publish(WAIT, FASTER)

      expect([result.outcome, result.annotations]).toEqual(['success', []])
      expect(job.sandbox.files(WORKSPACE)).toHaveLength(25)
      expect(new Set(Object.values(ingestions(result)))).toEqual(new Set(['ingested']))
      const lines = result.log.split('\n').filter((line) => line.includes('ingested,'))
      expect(lines.at(-1)).toBe('  25 of 25 documents ingested, 0 rejected')
      expect(new Set(lines).size).toBe(lines.length)
    },
    { ingestion: { delayMs: 100, fileMs: 10 } },
  ),
)

test(
  'without wait-for-ingestion nobody asks',
  onSandbox(async (job) => {
    writeDocuments(job, 1)
    await job.publish()
    expect(job.sandbox.requests).toHaveLength(2)
  }),
)

test(
  'what the platform rejects is an error on the file, in summary and report, and a red step',
  onSandbox(
    async (job) => {
      writeDocuments(job, 2)
      await job.publish(WAIT)
      writeDocuments(job, 14)

      const result = await job.publish({ ...WAIT, 'write-mode': 'FAIL', concurrency: '1' })

      expect(result.outcome).toBe('failure')
      const told = fatesOf(result)
      const exists = expect.stringMatching(
        /^failed: The platform rejected it \(FILE_ALREADY_EXISTS\)/,
      )
      expect(told).toMatchObject({
        'docs/0.md': exists,
        'docs/1.md': exists,
        'docs/2.md': 'uploaded',
      })
      const unknown = Object.values(told).filter((fate) => fate.includes('UNKNOWN_ERROR'))
      expect(unknown.length).toBeGreaterThan(0)
      const failed = 2 + unknown.length
      expect(result.outputs).toMatchObject({
        'documents-failed': String(failed),
        'documents-uploaded': String(14 - failed),
        'bytes-uploaded': String(4 * (14 - failed)),
      })
      const errors = result.annotations.filter(({ name }) => name === 'error')
      expect(errors.map(({ properties }) => properties['file']).sort()).toEqual(
        Object.keys(told)
          .filter((path) => told[path]?.startsWith('failed'))
          .sort(),
      )
      expect(ingestions(result)).toMatchObject({ 'docs/0.md': 'rejected', 'docs/2.md': 'ingested' })
      expect(result.summary).toContain('FILE_ALREADY_EXISTS')
      expect(result.summary).toMatch(/Partial/)
    },
    { maxObjects: 20 },
  ),
)

test.each(['FINISHED', 'FAILED'] as const)(
  'KEEP: a file that exists is kept, not failed, where the platform calls it %s',
  (keptFile) =>
    onSandbox(
      async (job) => {
        writeDocuments(job, 2)
        await job.publish(WAIT)
        writeDocuments(job, 3, 'changed')

        const result = await job.publish({ ...WAIT, 'write-mode': 'KEEP' })

        expect([result.outcome, result.annotations]).toEqual(['success', []])
        expect(result.outputs['documents-failed']).toBe('0')
        const old = keptFile === 'FAILED' ? 'kept' : 'ingested'
        expect(ingestions(result)).toEqual({
          'docs/0.md': old,
          'docs/1.md': old,
          'docs/2.md': 'ingested',
        })
        expect(result.summary.includes('kept its own')).toBe(keptFile === 'FAILED')
      },
      { ingestion: { keptFile } },
    )(),
)

test(
  'FAIL: what an earlier session of the run has brought already is no failure',
  onSandbox(
    async (job) => {
      writeDocuments(job, 8)

      const result = await job.publish({ ...WAIT, 'write-mode': 'FAIL', concurrency: '1' })

      expect([result.outcome, result.annotations]).toEqual(['success', []])
      const brought = job.sandbox.sessions.map(({ objects }) =>
        objects.filter(({ name }) => name === 'docs__3.md'),
      )
      expect(brought.map(({ length }) => length)).toEqual([1, 1])
      const again = job.sandbox.sessions[1]?.ingestion.find(({ name }) => name === 'docs__3.md')
      expect(again).toMatchObject({ status: 'FAILED', reason: 'FILE_ALREADY_EXISTS' })
      expect(job.sandbox.files(WORKSPACE)).toHaveLength(8)
    },
    {
      faults: [
        onDocument(3, { times: 1, effect: { kind: 'reset', handled: true } }),
        onDocument(3, {
          after: 1,
          times: 1,
          effect: { kind: 'answer', status: 400, code: 'ExpiredToken' },
        }),
      ],
    },
  ),
)

test(
  'metadata that stayed alone does not count: its document has failed by then',
  onSandbox(
    async (job) => {
      writeDocuments(job, 4)

      const result = await job.publish(WAIT)

      expect(job.sandbox.sessions[0]?.ingestion).toHaveLength(4)
      expect(errorsOf(result)).toEqual([expect.stringMatching(/was not uploaded.*AccessDenied/)])
      expect(ingestions(result)).toEqual({
        'docs/0.md': 'ingested',
        'docs/1.md': 'ingested',
        'docs/2.md': 'ingested',
        'docs/3.md': undefined,
      })
    },
    { faults: [onDocument(3, { effect: { kind: 'answer', status: 403, code: 'AccessDenied' } })] },
  ),
)

function onDocument(number: number, fault: Omit<Fault, 'on' | 'match'>): Fault {
  return { on: 'bucket', match: { nameRegex: `__${number}\\.md$` }, ...fault }
}

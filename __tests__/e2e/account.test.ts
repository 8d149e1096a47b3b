import { expect, test } from '@jest/globals'
import { errorsOf, expectNoSessionOpen, warningsOf } from '../support/checks.ts'
import { numbered } from '../support/documents.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import { readReport } from '../support/report.ts'

test(
  'guarantee 1: thousands of problems are each in log and report, and as many in the summary as fit',
  onSandbox(async (job) => {
    const long = 'n'.repeat(200)
    for (let number = 0; number < 4_000; number++) job.repository.write(`docs/${number}${long}`, '')

    const result = await job.publish()

    const { documents } = readReport(result)
    const lines = result.log.split('\n').filter((line) => line.includes('is empty'))
    expect([documents.length, lines.length]).toEqual([4_000, 4_000])
    expect(warningsOf(result)).toHaveLength(10)
    expect(result.outputs['documents-skipped']).toBe('4000')
    const [, more] = /And ([\d,]+) more in the report/.exec(result.summary) ?? []
    const rows = result.summary.split('is empty').length - 1
    expect(rows + Number(more?.replace(',', ''))).toBe(4_000)
    expect(rows).toBeGreaterThan(1_000)
  }),
)

test(
  'guarantee 1: failures that many documents share are a line each, the first ten as annotations',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', numbered(30))

      const result = await job.publish()

      expect(errorsOf(result)).toHaveLength(10)
      expect(result.log.match(/docs\/\d+\.md: .*AccessDenied/g)).toHaveLength(30)
    },
    { faults: [{ on: 'bucket', effect: { kind: 'answer', status: 403, code: 'AccessDenied' } }] },
  ),
)

test(
  'guarantee 4: a session never holds more than 10,000 objects; what is left takes another',
  onSandbox(
    async (job) => {
      for (let number = 0; number <= 5_000; number++) job.repository.write(`docs/${number}`, 'x')

      const result = await job.publish()

      const { sessions } = job.sandbox
      expect(result.outputs).toMatchObject({
        'documents-uploaded': '5001',
        'documents-failed': '0',
        'session-ids': JSON.stringify(sessions.map(({ id }) => id)),
      })
      expect(sessions.map(({ objects }) => objects.length)).toEqual([10_000, 2])
      const calls = job.sandbox.requests.map(({ call }) => call)
      expect(calls).toEqual(['create-session', 'close-session', 'create-session', 'close-session'])
      expectNoSessionOpen(job.sandbox)
    },
    { keepContents: false },
  ),
)

test(
  'each run writes a report of its own',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const runs = [await job.publish(), await job.publish()]
    expect(new Set(runs.map(({ outputs }) => outputs['report'])).size).toBe(2)
  }),
)

test(
  'a long upload says every few seconds how far it is',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', numbered(30))

      const { log } = await job.publish({ concurrency: '4' }, FASTER)

      expect(log).toMatch(/^ {2}\d+ of 30 documents \(\d+ B, [\d.]+ a second\)$/m)
    },
    { faults: [{ on: 'bucket', effect: { kind: 'latency', ms: 40 } }] },
  ),
)

test(
  'a summary that cannot be written does not fail the step',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish({}, { environment: { GITHUB_STEP_SUMMARY: '' } })

    expect(result.outcome).toBe('success')
  }),
)

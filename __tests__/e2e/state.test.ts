import { expect, test } from '@jest/globals'
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorsOf, expectNoSessionOpen, warningsOf } from '../support/checks.ts'
import { onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { documentsStep, startUntil, writeDocuments } from '../support/steps.ts'

const OPEN = /^Session \S+ is open/

test.each([
  ['is not named', '', /GITHUB_STATE is not set/],
  ['is missing', '/nowhere/state', /Missing file.*GITHUB_STATE/],
  ['is a folder', '/', /EISDIR.*GITHUB_STATE/],
  ['is on a full disk', '/dev/full', /ENOSPC.*disk is not full/],
])(
  'where the file for the state %s, one line says so before a session is opened',
  (_, file, message) =>
    onSandbox(async (job) => {
      writeDocuments(job, 3)

      const result = await job.publish({}, { environment: { GITHUB_STATE: file } })

      expect(errorsOf(result)).toEqual([expect.stringMatching(message)])
      expect(errorsOf(result)).toEqual([expect.stringMatching(/^No upload session was opened/)])
      expect(result.outputs['documents-failed']).toBe('3')
      expect(job.sandbox.requests).toEqual([])
    })(),
)

test(
  'a dry run needs no state',
  onSandbox(async (job) => {
    writeDocuments(job, 3)
    const environment = { GITHUB_STATE: '' }
    const result = await job.publish({ 'dry-run': 'true' }, { environment })
    expect([result.outcome, result.annotations]).toEqual(['success', []])
  }),
)

test(
  'where the state cannot be saved any more, a warning says so, and the session is closed',
  onSandbox(
    async (job) => {
      const file = stateFile(job)
      const step = { ...documentsStep(job), environment: { GITHUB_STATE: file } }
      const running = await startUntil(step, OPEN)
      rmSync(file)

      const result = await running.result

      expect([result.outcome, errorsOf(result)]).toEqual(['success', []])
      expect(warningsOf(result)).toEqual([
        expect.stringMatching(/state of the step cannot be saved \(Missing file.*goes on.*killed/),
      ])
      expectNoSessionOpen(job.sandbox)
    },
    { faults: [{ on: 'bucket', effect: { kind: 'latency', ms: 1_000 } }] },
  ),
)

test(
  'where it cannot be saved any more, no further session is opened',
  onSandbox(
    async (job) => {
      const file = stateFile(job)
      const step = { ...documentsStep(job), environment: { GITHUB_STATE: file } }
      const running = await startUntil(step, OPEN)
      rmSync(file)

      const result = await running.result

      expect(errorsOf(result)).toEqual([expect.stringMatching(/^No upload session was opened/)])
      expect(job.sandbox.sessions).toHaveLength(1)
      expectNoSessionOpen(job.sandbox)
    },
    {
      faults: [
        { on: 'bucket', effect: { kind: 'latency', ms: 1_000 } },
        { on: 'bucket', effect: { kind: 'answer', status: 400, code: 'ExpiredToken' } },
      ],
    },
  ),
)

/** A file of the test's own, which it can take away. */
function stateFile({ repository }: Job): string {
  const file = join(dirname(repository.folder), 'state')
  writeFileSync(file, '')
  return file
}

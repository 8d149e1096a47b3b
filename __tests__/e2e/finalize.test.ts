import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { errorsOf, expectNoSessionOpen } from '../support/checks.ts'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import { expectFinalized, finalize, publishOpen } from '../support/steps.ts'

test(
  'a session that an earlier step left open is closed, and its documents are waited for',
  onSandbox(
    async (job) => {
      const { outputs } = await publishOpen(job, 3)
      const inputs = {
        'session-id': outputs['session-id'] ?? '',
        documents: outputs['documents-uploaded'] ?? '',
      }

      const result = await finalize(job, inputs)

      expectNoSessionOpen(job.sandbox)
      expect(job.sandbox.files(WORKSPACE)).toHaveLength(3)
      expect([result.outcome, result.annotations]).toEqual(['success', []])
      expectFinalized(result, 3, 0)
      expect(result.log).toMatch(/Session .* is closed\n.*\n?3 documents ingested, 0 rejected\n$/s)
      expect(result.summary).toMatch(/Sessions finalized.*3 documents ingested, 0 rejected/s)
      expect(result.summary).toContain(outputs['session-id'])
    },
    { ingestion: { delayMs: 100, fileMs: 50 } },
  ),
)

test(
  'several sessions, some of them closed already, and how many documents there are is not said',
  onSandbox(
    async (job) => {
      await publishOpen(job, 2)
      await publishOpen(job, 3, {}, 'b')
      await publishOpen(job, 4, { 'close-session': 'true' }, 'c')

      const result = await finalize(job)

      expect(result.outcome).toBe('success')
      expectFinalized(result, 9, 0)
      const again = await finalize(job, { documents: '9' })
      expectFinalized(again, 9, 0)
    },
    { ingestion: { delayMs: 300, fileMs: 20 }, secondClose: 409 },
  ),
)

test(
  'no session: nothing to do, and green',
  onSandbox(async (job) => {
    const result = await finalize(job, { 'session-id': '[]' })
    expect([result.outcome, job.sandbox.requests]).toEqual(['success', []])
    expectFinalized(result, 0, 0)
  }),
)

test(
  'rejected documents are errors with the reason, in log and summary; the step is red',
  onSandbox(async (job) => {
    await publishOpen(job, 2, { 'close-session': 'true' })
    await publishOpen(job, 4, { 'write-mode': 'FAIL' })
    const [, session] = job.sandbox.sessions

    const result = await finalize(job, { 'session-id': session?.id ?? '', documents: '4' })

    expect(result.outcome).toBe('failure')
    expectFinalized(result, 2, 2)
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(
        /^docs__a0\.md: The platform rejected it \(FILE_ALREADY_EXISTS\).*write-mode/,
      ),
      expect.stringMatching(/^docs__a1\.md/),
    ])
    expect(result.summary).toContain('docs__a1.md')
  }),
)

test(
  'the report has what the outputs and the summary say: sessions, counts, rejected documents',
  onSandbox(async (job) => {
    await publishOpen(job, 2, { 'close-session': 'true' })
    await publishOpen(job, 3, { 'write-mode': 'FAIL' })
    const [, session] = job.sandbox.sessions

    const result = await finalize(job, { 'session-id': session?.id ?? '', documents: '3' })

    const reason = expect.stringContaining('FILE_ALREADY_EXISTS')
    expect(JSON.parse(readFileSync(result.outputs['report'] ?? '', 'utf8'))).toEqual({
      schemaVersion: 1,
      workspace: WORKSPACE,
      sessions: [session?.id],
      ingested: 1,
      documents: [
        { name: 'docs__a0.md', outcome: 'failed', ingestion: 'rejected', reason },
        { name: 'docs__a1.md', outcome: 'failed', ingestion: 'rejected', reason },
      ],
    })
  }),
)

test(
  'ingestion-timeout: red, with what is pending; the sessions are closed',
  onSandbox(
    async (job) => {
      await publishOpen(job, 8)

      const result = await finalize(job, { 'ingestion-timeout': '50', documents: '8' })

      expectNoSessionOpen(job.sandbox)
      expect(errorsOf(result)).toEqual([
        expect.stringMatching(
          /"ingestion-timeout".* ingested.* of 8 expected, pending: .*docs__a7\.md/,
        ),
      ])
      expect(Number(result.outputs['documents-ingested'])).toBeGreaterThan(0)
      expect(result.summary).toMatch(/not finalized.*ingestion-timeout/s)
    },
    { ingestion: { fileMs: 250 } },
  ),
)

test(
  'without `documents` a platform that has not begun is not taken for one that is done',
  onSandbox(
    async (job) => {
      await publishOpen(job, 2)
      const result = await finalize(job, { 'ingestion-timeout': '10' })
      expect(errorsOf(result)).toEqual([expect.stringMatching(/"ingestion-timeout"/)])
    },
    { ingestion: { delayMs: 60_000 } },
  ),
)

test(
  'wait-for-ingestion: false only closes',
  onSandbox(
    async (job) => {
      await publishOpen(job, 2)
      const before = job.sandbox.requests.length
      const result = await finalize(job, { 'wait-for-ingestion': 'false' })
      expect(result.outcome).toBe('success')
      expect(job.sandbox.requests.slice(before).map(({ call }) => call)).toEqual(['close-session'])
      expect(result.summary).toMatch(/Sessions finalized.*not waited for/s)
    },
    { ingestion: { delayMs: 60_000 } },
  ),
)

test(
  'an empty input means its default',
  onSandbox(async (job) => {
    await publishOpen(job, 1)
    const optional = ['documents', 'wait-for-ingestion', 'ingestion-timeout']
    const result = await finalize(job, Object.fromEntries(optional.map((name) => [name, ' '])))
    expectFinalized(result, 1, 0)
  }),
)

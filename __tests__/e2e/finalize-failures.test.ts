import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { startAction } from '../../sandbox/runner.ts'
import type { Effect } from '../../sandbox/faults/fault.ts'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { onSandbox } from '../support/job.ts'
import type { JobOptions } from '../support/job.ts'
import { expectFinalized, finalize, finalizeStep, publishOpen } from '../support/steps.ts'

test.each<[Record<string, string>, RegExp]>([
  [{ 'session-id': '' }, /"session-id" is missing/],
  [{ 'api-key': 'api_0123456789 0123456789' }, /"api-key" contains whitespace/],
])('a bad input is one line, and nothing is sent: %j', (inputs, message) =>
  onSandbox(async (job) => {
    const result = await finalize(job, { 'session-id': 'id-1', ...inputs })
    expect(result.exitCode).toBe(1)
    expect(errorsOf(result)).toEqual([expect.stringMatching(message)])
    expectFinalized(result, 0, 0)
    expect(result.summary).toContain('not finalized')
    expect(readFileSync(result.outputs['report'] ?? '', 'utf8')).toContain('"failure": ')
    expect(job.sandbox.requests).toEqual([])
  })(),
)

test(
  'what cannot be closed is an error with the command: the platform is silent',
  onSandbox(
    async (job) => {
      await publishOpen(job, 1)
      job.sandbox.fault({ on: 'platform', effect: { kind: 'silent' } })

      const result = await finalize(job)

      expect(errorsOf(result)).toEqual([expect.stringMatching(/no answer in time/)])
      expect(errorsOf(result)[0]).toMatch(/curl -X PUT ".*upload_sessions\/.*"/)
      expect(result.summary).toMatch(/no answer in time/)
      expectFinalized(result, 0, 0)
    },
    { mayLeaveSessionsOpen: true },
  ),
)

test(
  'a session that does not exist is an error that does not advise to close it',
  onSandbox(async (job) => {
    const result = await finalize(job, { 'session-id': 'id-1' })

    expect(errorsOf(result)).toEqual([
      expect.stringMatching(
        /no such session.*HTTP 404.*must be those of the step that opened it\.$/,
      ),
    ])
    expect(result.summary).toMatch(/no such session/)
    expect(result.log + result.summary).not.toContain('curl')
    expectFinalized(result, 0, 0)
  }),
)

test(
  'closing is tried again, and one session that cannot be closed does not stop the others',
  onSandbox(
    async (job) => {
      await publishOpen(job, 1)
      await publishOpen(job, 1, {}, 'b')
      const [, second] = job.sandbox.sessions
      const match = { call: 'close-session' } as const
      job.sandbox.fault({
        on: 'platform',
        match,
        times: 2,
        effect: { kind: 'answer', status: 503 },
      })

      const ids = JSON.stringify(['id-1', second?.id])
      const result = await finalize(job, { 'session-id': ids })

      expect(result.outcome).toBe('failure')
      expect(second?.status).toBe('CLOSED')
      expect(errorsOf(result).at(-1)).toMatch(/^Could not close the upload session id-1/)
    },
    { mayLeaveSessionsOpen: true },
  ),
)

const WAITING: JobOptions = { ingestion: { delayMs: 60_000 } }
test.each(['SIGINT', 'SIGTERM'] as const)('%s while it waits: red, the session closed', (signal) =>
  onSandbox(async (job) => {
    await publishOpen(job, 1)
    const running = startAction(
      finalizeStep(
        job,
        {},
        {
          onLine: (line) => {
            if (line.includes('ingested,')) running.process.kill(signal)
          },
        },
      ),
    )
    const result = await running.result
    expect([result.exitCode, result.signal]).toEqual([1, undefined])
    expect(errorsOf(result)).toEqual([expect.stringMatching(`cancelled \\(${signal}\\)`)])
    expect(result.summary).toContain('not finalized')
  }, WAITING)(),
)

test.each<[string, Effect, string]>([
  ['answers late', { kind: 'latency', ms: 1_000 }, 'CLOSED'],
  ['is silent', { kind: 'silent' }, 'OPEN'],
])(
  'cancelled while it closes and the platform %s: gone in seven seconds',
  (_case, effect, status) =>
    onSandbox(
      async (job) => {
        await publishOpen(job, 1)
        const closing = Promise.withResolvers<undefined>()
        job.sandbox.fault({
          on: 'platform',
          match: ({ call }) => {
            if (call === 'close-session') closing.resolve(undefined)
            return call === 'close-session'
          },
          effect,
        })
        const running = startAction(finalizeStep(job))
        await closing.promise
        running.process.kill('SIGINT')
        const deadline = setTimeout(() => running.process.kill('SIGKILL'), 7_000)
        const result = await running.result.finally(() => {
          clearTimeout(deadline)
        })
        expect([result.exitCode, result.signal]).toEqual([1, undefined])
        expect(job.sandbox.sessions[0]?.status).toBe(status)
        expect(warningsOf(result)).toEqual([])
      },
      { mayLeaveSessionsOpen: true },
    )(),
)

import { expect, test } from '@jest/globals'
import type { Effect, Fault } from '../../sandbox/faults/fault.ts'
import { runAction } from '../../sandbox/runner.ts'
import { api } from '../support/client.ts'
import { errorsOf, expectNoSessionOpen } from '../support/checks.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import type { JobOptions } from '../support/job.ts'
import { documentsStep, killed, post, startUntil } from '../support/steps.ts'

const OPEN = /^Session \S+ is open/
const SILENT_STORAGE: Fault = { on: 'bucket', effect: { kind: 'silent' } }
const STUCK: JobOptions = { faults: [SILENT_STORAGE] }
const MAY_STAY_OPEN: JobOptions = { ...STUCK, mayLeaveSessionsOpen: true }

test(
  'main is killed: the post step closes its session, at the address where it was opened',
  onSandbox(async (job) => {
    const { sandbox } = job
    const step = documentsStep(job)
    const main = await killed(await startUntil(step, OPEN))
    const [session] = sandbox.sessions
    expect(main.signal).toBe('SIGKILL')
    expect(session?.status).toBe('OPEN')
    expect(JSON.parse(main.state['left'] ?? '')).toEqual({
      apiUrl: `${sandbox.apiUrl}/`,
      workspace: 'handbook',
      sessions: [session?.id],
    })

    const elsewhere = documentsStep(job, { 'api-url': 'http://127.0.0.1:1', workspace: 'other' })
    const result = await post(job, elsewhere, main)

    expectNoSessionOpen(sandbox)
    expect([result.exitCode, result.annotations]).toEqual([0, []])
    expect(result.log).toBe(`Session ${session?.id}, which the step had left open, is closed\n`)
    expect(result.summary).toMatch(/Partial.*killed/)
    expect(result.summary).toContain(session?.id)
  }, STUCK),
)

test(
  'the post step is idempotent, and quiet where there is nothing to do',
  onSandbox(
    async (job) => {
      const step = documentsStep(job)
      const main = await killed(await startUntil(step, OPEN))
      await post(job, step, main)

      const again = await post(job, step, main)
      expect([again.exitCode, again.annotations]).toEqual([0, []])

      await job.sandbox.clearFaults()
      const good = await runAction(step)
      const before = job.sandbox.requests.length
      const { exitCode, lines, summary } = await post(job, step, good)
      expect([good.outcome, exitCode, withoutMasks(lines), summary]).toEqual(['success', 0, [], ''])
      expect(job.sandbox.requests).toHaveLength(before)
    },
    { ...STUCK, secondClose: 409 },
  ),
)

test(
  'the post step is quiet after a run that opened nothing',
  onSandbox(async (job) => {
    const step = documentsStep(job, { workspace: '' })
    const main = await runAction(step)
    const { exitCode, lines } = await post(job, step, main)
    expect([main.outcome, exitCode, withoutMasks(lines)]).toEqual(['failure', 0, []])
    expect(job.sandbox.requests).toEqual([])
  }),
)

test(
  'every session that main could not close is closed by the post step',
  onSandbox(
    async (job) => {
      const step = documentsStep(job, {}, 30)
      const main = await killed(await startUntil({ ...step, ...FASTER }, OPEN, 2))
      const ids = job.sandbox.sessions.map(({ id }) => id)
      expect(JSON.parse(main.state['left'] ?? '')).toHaveProperty('sessions', ids)
      await job.sandbox.clearFaults()

      const result = await post(job, step, main)

      expect(result.log.match(/ is closed$/gm)).toHaveLength(2)
    },
    {
      faults: [
        { on: 'platform', match: { call: 'close-session' }, effect: { kind: 'reset' } },
        {
          on: 'bucket',
          after: 10,
          times: 50,
          effect: { kind: 'answer', status: 400, code: 'ExpiredToken' },
        },
        { on: 'bucket', effect: { kind: 'latency', ms: 100 } },
      ],
    },
  ),
)

test.each<[string, Effect | undefined, RegExp]>([
  ['silent', { kind: 'silent' }, /no answer in time/],
  ['a key that was revoked', undefined, /HTTP 401.*"api-key"/],
])(
  'what the post step cannot close is an error, and not the job’s: the platform %s',
  (_, effect, why) =>
    onSandbox(async (job) => {
      const step = documentsStep(job)
      const main = await killed(await startUntil(step, OPEN))
      if (effect !== undefined) job.sandbox.fault({ on: 'platform', effect })
      const inputs = effect === undefined ? { 'api-key': '' } : {}

      const result = await post(
        job,
        { ...step, ...FASTER, with: { ...step.with, ...inputs } },
        main,
      )

      const [session] = job.sandbox.sessions
      expect(result.exitCode).toBe(0)
      const [error = ''] = errorsOf(result)
      expect(error).toMatch(why)
      expect(error).toContain(`curl -X PUT "${job.sandbox.apiUrl}/`)
      expect(error).toContain(`/upload_sessions/${session?.id}"`)
      expect(result.summary).toMatch(/may still be open/)
    }, MAY_STAY_OPEN)(),
)

test(
  'the post step tells the truth of a session that was closed although the answer was lost',
  onSandbox(async (job) => {
    const step = documentsStep(job)
    const main = await killed(await startUntil(step, OPEN))
    const match = { call: 'close-session' } as const
    job.sandbox.fault({ on: 'platform', match, effect: { kind: 'silent', handled: true } })

    const result = await post(job, { ...step, ...FASTER }, main)

    expect(errorsOf(result)).toEqual([])
    expect(result.log).toMatch(/is closed/)
  }, STUCK),
)

test(
  'a session that has expired meanwhile is nothing to worry about',
  onSandbox(
    async (job) => {
      const step = documentsStep(job, { 'expires-in-seconds': '1' })
      const main = await killed(await startUntil(step, OPEN))
      while (job.sandbox.sessions[0]?.status === 'OPEN')
        await new Promise((resolve) => setTimeout(resolve, 50))

      const result = await post(job, step, main)

      expect([result.exitCode, result.annotations]).toEqual([0, []])
      expect(job.sandbox.sessions[0]?.status).toBe('EXPIRED')
    },
    { ...MAY_STAY_OPEN, secondClose: 409 },
  ),
)

test(
  'a state that is not ours closes nothing and sends no key',
  onSandbox(async (job) => {
    const step = documentsStep(job)
    const main = await killed(await startUntil(step, OPEN))
    const left = JSON.stringify({ apiUrl: 'http://192.0.2.1/', workspace: 'x', sessions: ['id-1'] })

    const result = await post(job, step, { ...main, state: { ...main.state, left } })
    expect([result.exitCode, errorsOf(result)]).toEqual([0, [expect.stringContaining('id-1')]])

    const none = await post(job, step, { ...main, state: { left: '{"sessions":1}' } })
    expect([none.exitCode, withoutMasks(none.lines)]).toEqual([
      0,
      [expect.stringMatching(/^::warning::The state that the step saved cannot be read/)],
    ])
    await api(job.sandbox, 'PUT', `/upload_sessions/${job.sandbox.sessions[0]?.id}`, {
      status: 'CLOSED',
    })
  }, STUCK),
)

function withoutMasks(lines: readonly { readonly text: string }[]): string[] {
  return lines.map(({ text }) => text).filter((text) => !text.startsWith('::add-mask::'))
}

import { expect, test } from '@jest/globals'
import type { Fault } from '../../sandbox/faults/fault.ts'
import { runAction, startAction } from '../../sandbox/runner.ts'
import { warningsOf } from '../support/checks.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import type { Job, JobOptions } from '../support/job.ts'
import { documentsStep, killed, post } from '../support/steps.ts'

/** From the start of the program to where it asks for a session, and beyond. */
const MOMENTS = [...Array.from({ length: 11 }, (_, number) => number * 15), 300, 500, 700]
const UNANSWERED: Fault = {
  on: 'platform',
  match: { call: 'create-session' },
  effect: { kind: 'silent', handled: true },
}
const LOST: JobOptions = { faults: [UNANSWERED], mayLeaveSessionsOpen: true }

test(
  'guarantee 10: main is killed at any moment: the post step publishes nothing, and no session is left open that it does not warn of',
  onSandbox(
    async (job) => {
      const step = documentsStep(job)
      for (const moment of MOMENTS) {
        const before = job.sandbox.sessions.length
        const running = startAction(step)
        await new Promise((resolve) => setTimeout(resolve, moment))
        const main = await killed(running)
        const stored = job.sandbox.bucketRequests.total

        const result = await post(job, step, main)

        expect(result.exitCode).toBe(0)
        expect(job.sandbox.bucketRequests.total).toBe(stored)
        const opened = job.sandbox.sessions.slice(before)
        if (opened.some(({ status }) => status === 'OPEN'))
          expect(warningsOf(result)).toEqual([expect.stringMatching(/may have been open since/)])
      }
    },
    { maxOpenSessions: 100, mayLeaveSessionsOpen: true },
  ),
)

test(
  'guarantee 10: a post step without any state does nothing, and says nothing',
  onSandbox(async (job) => {
    const step = documentsStep(job)
    const main = await runAction(step)
    const { exitCode, lines, summary } = await post(job, step, { ...main, state: {} })
    expect([exitCode, lines, summary]).toEqual([0, [], ''])
    expect(job.sandbox.sessions).toHaveLength(1)
  }),
)

test.each(['true', 'false'])(
  'main is killed before the answer to "create" comes: the post step warns of the session, with close-session: %s',
  (closes) =>
    onSandbox(async (job) => {
      const step = documentsStep(job, { 'close-session': closes })
      const running = startAction(step)
      await sessionOpened(job)
      const main = await killed(running)
      const asked = job.sandbox.requests.length

      const result = await post(job, step, main)

      const [session] = job.sandbox.sessions
      expect(result.exitCode).toBe(0)
      expect(result.annotations.map(({ name }) => name)).toEqual(['warning'])
      const [warning = ''] = warningsOf(result)
      expect(warning).toMatch(/whose id never arrived may have been open.*expires/)
      expect(warning).toContain(
        `curl "${job.sandbox.apiUrl}/api/v1/workspaces/handbook/upload_sessions?is_expired=false"`,
      )
      expect(warning).not.toContain(session?.id)
      expect(result.summary).toMatch(/Partial.*killed[^]*may be open/)
      // Nothing is to be closed: nobody is asked.
      expect(job.sandbox.requests).toHaveLength(asked)
      const since = /since (\S+):/.exec(warning)?.[1] ?? ''
      expect(Date.parse(since)).toBeLessThanOrEqual(Date.parse(session?.createdAt ?? ''))
    }, LOST)(),
)

test(
  'the command of that warning lists the session',
  onSandbox(async (job) => {
    const step = documentsStep(job)
    const running = startAction(step)
    await sessionOpened(job)
    const result = await post(job, step, await killed(running))

    const url = /curl "([^"]+)"/.exec(warningsOf(result)[0] ?? '')?.[1] ?? ''
    const authorization = `Bearer ${job.sandbox.apiKey}`
    const answer = await fetch(url, { headers: { authorization } })
    expect(await answer.json()).toMatchObject({
      data: [{ session_id: job.sandbox.sessions[0]?.id, status: 'OPEN' }],
    })
  }, LOST),
)

test.each<[string, Fault]>([
  ['refused', { on: 'platform', effect: { kind: 'answer', status: 403 } }],
  ['lost', UNANSWERED],
])(
  'a session that main could not open, and has spoken of: %s; the post step is quiet',
  (_, fault) =>
    onSandbox(
      async (job) => {
        const step = documentsStep(job)
        const main = await runAction({ ...step, ...FASTER })
        expect(main.exitCode).toBe(1)
        const { exitCode, lines } = await post(job, step, main)
        expect([exitCode, lines]).toEqual([0, []])
      },
      { faults: [fault], mayLeaveSessionsOpen: true },
    )(),
)

async function sessionOpened({ sandbox }: Job): Promise<void> {
  while (sandbox.sessions.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
}

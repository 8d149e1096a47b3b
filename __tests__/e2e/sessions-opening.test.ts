import { expect, test } from '@jest/globals'
import type { Effect, Fault } from '../../sandbox/faults/fault.ts'
import { systemClock } from '../../sandbox/clock.ts'
import { api, open } from '../support/client.ts'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { startFront } from '../support/front-server.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'

const LOST = { kind: 'reset', handled: true } as const

function onCreate(effect: Effect, times?: number): Fault {
  const match = { call: 'create-session' } as const
  return { on: 'platform', match, effect, ...(times === undefined ? {} : { times }) }
}

test(
  'too many open sessions: a slot that becomes free is used',
  onSandbox(
    async (job) => {
      const other = await open(job.sandbox)
      write(job)
      const running = job.start(
        {},
        {
          ...FASTER,
          onLine: (line) => {
            if (line.startsWith('Too many')) void close(job, other.id)
          },
        },
      )

      const result = await running.result

      expect([result.outcome, result.annotations]).toEqual(['success', []])
      expect(result.log.match(/^Too many/gm)).toHaveLength(1)
    },
    { maxOpenSessions: 1 },
  ),
)

test(
  'too many open sessions, for two minutes: an error names them with age and expiry',
  onSandbox(
    async (job) => {
      const ids = [await open(job.sandbox), await open(job.sandbox)].map(({ id }) => id)
      write(job)

      const result = await job.publish({}, FASTER)

      const [error = ''] = errorsOf(result)
      expect(error).toMatch(/too many.*HTTP 406.*Close sessions/)
      for (const id of ids) {
        const expiry = job.sandbox.sessions.find((session) => session.id === id)?.expiresAt ?? '-'
        expect(error).toContain(`${id} (expires ${expiry}, 0 min old)`)
      }
      expect(statuses(job)).toEqual(['OPEN', 'OPEN'])
      const created = job.sandbox.requests.filter(({ call }) => call === 'create-session')
      expect(created.length - ids.length).toBeGreaterThan(3)
    },
    { maxOpenSessions: 2, mayLeaveSessionsOpen: true },
  ),
)

test(
  'too many open sessions: cancelled, a run waits no longer, and opens none',
  onSandbox(
    async (job) => {
      write(job)
      const running = job.start(
        {},
        {
          onLine: (line) => {
            if (line.startsWith('Too many')) running.process.kill('SIGINT')
          },
        },
      )

      const result = await running.result

      expect([result.exitCode, warningsOf(result)]).toEqual([1, []])
      expect(errorsOf(result)).toEqual([expect.stringMatching(/cancelled/)])
      expect(job.sandbox.sessions).toEqual([])
    },
    { maxOpenSessions: 0 },
  ),
)

/** A sandbox's clock of which a test can say how much it is behind. */
function clockBehind() {
  let behind = 0
  return {
    now: () => Date.now() - behind,
    at: (time: number, callback: () => void) => systemClock.at(time, callback),
    be(milliseconds: number) {
      behind = milliseconds
    },
  }
}

test('a create whose answer was lost: again, and a warning names the orphaned one', () => {
  const clock = clockBehind()
  return onSandbox(
    async (job) => {
      clock.be(3_600_000)
      const hourOld = await open(job.sandbox)
      clock.be(0)
      write(job)
      job.sandbox.fault(onCreate(LOST, 1))

      const result = await job.publish()

      const [, orphan, own] = job.sandbox.sessions
      expect(statuses(job)).toEqual(['OPEN', 'OPEN', 'CLOSED'])
      expect(result.outcome).toBe('success')
      expect(result.outputs['session-id']).toBe(own?.id)
      const [warning = ''] = warningsOf(result)
      expect(warning).toContain(`This run uses session ${own?.id}`)
      expect(warning).toContain(`${orphan?.id} (expires ${orphan?.expiresAt}`)
      expect(warning).toMatch(/curl -X PUT/)
      expect(warning).not.toContain(hourOld.id)
    },
    { clock, mayLeaveSessionsOpen: true },
  )()
})

test(
  'a create that was lost on its way leaves no orphaned session, and no warning',
  onSandbox(
    async (job) => {
      write(job)
      expect(await job.publish()).toMatchObject({ outcome: 'success', annotations: [] })
    },
    { faults: [onCreate({ kind: 'reset' }, 1)] },
  ),
)

test(
  'where the list does not come either, the warning says what is known, and the documents go out',
  onSandbox(
    async (job) => {
      write(job)

      const result = await job.publish()

      expect(result.outputs['documents-uploaded']).toBe('1')
      const own = result.outputs['session-id'] ?? '-'
      expect(warningsOf(result)).toEqual([
        expect.stringMatching(
          `This run uses session ${own}. A session may be open that nobody uses`,
        ),
      ])
    },
    {
      faults: [
        onCreate(LOST, 1),
        {
          on: 'platform',
          match: { call: 'list-sessions' },
          effect: { kind: 'answer', status: 403 },
        },
      ],
      mayLeaveSessionsOpen: true,
    },
  ),
)

test(
  'every answer lost: red, with the few sessions that may be left over',
  onSandbox(
    async (job) => {
      write(job)

      const result = await job.publish({}, FASTER)

      const [warning = ''] = warningsOf(result)
      expect(errorsOf(result)).toEqual([expect.stringMatching(/ECONNRESET/)])
      expect([2, 3, 4]).toContain(job.sandbox.sessions.length)
      expect(job.sandbox.sessions.filter(({ id }) => !warning.includes(id))).toEqual([])
    },
    { faults: [onCreate(LOST)], mayLeaveSessionsOpen: true },
  ),
)

test(
  'cancelled while the answer to create does not come: a warning that a session may be open',
  onSandbox(
    async (job) => {
      write(job)
      const running = job.start()
      while (job.sandbox.sessions.length === 0)
        await new Promise((resolve) => setTimeout(resolve, 20))
      running.process.kill('SIGTERM')

      const result = await running.result

      expect(result.exitCode).toBe(1)
      expect(warningsOf(result)).toEqual([
        expect.stringMatching(/request .* got no response.*may be open/),
      ])
    },
    { faults: [onCreate({ kind: 'silent', handled: true })], mayLeaveSessionsOpen: true },
  ),
)

test(
  'an answer to create that holds nothing but the id: of no use, but the session is closed',
  onSandbox(async (job) => {
    write(job)
    await using front = await startFront(job.sandbox.apiUrl, ({ session_id }) => ({ session_id }))

    const result = await job.publish({ 'api-url': front.url })

    expect(errorsOf(result)).toEqual([expect.stringMatching(/not as the platform's API does/)])
    expect(result.outputs['session-id']).toBe(job.sandbox.sessions[0]?.id)
    expect(statuses(job)).toEqual(['CLOSED'])
  }),
)

function write(job: Job): void {
  job.repository.commit('Write', { 'docs/a.md': '# A\n' })
}

async function close({ sandbox }: Job, id: string): Promise<void> {
  await api(sandbox, 'PUT', `/upload_sessions/${id}`, { status: 'CLOSED' })
}

function statuses({ sandbox }: Job): string[] {
  return sandbox.sessions.map(({ status }) => status)
}

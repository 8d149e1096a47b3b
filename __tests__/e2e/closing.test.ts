import { expect, test } from '@jest/globals'
import type { Effect, Fault } from '../../sandbox/faults/fault.ts'
import { errorsOf } from '../support/checks.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import { readReport } from '../support/report.ts'

function onClose(effect: Effect, times?: number): Fault {
  const match = { call: 'close-session' } as const
  return { on: 'platform', match, effect, ...(times === undefined ? {} : { times }) }
}

test.each<[string, Effect, RegExp]>([
  ['404', { kind: 'answer', status: 404 }, /404/],
  ['500', { kind: 'answer', status: 500 }, /HTTP 500/],
  ['a proxy’s page', { kind: 'answer', status: 403, body: 'html' }, /web page/],
  ['a reset', { kind: 'reset' }, /ECONNRESET/],
  ['silence', { kind: 'silent' }, /in time/],
])(
  'guarantee 3: what cannot be closed is an error with the command to do it: %s',
  (_case, effect, why) =>
    onSandbox(
      async (job) => {
        job.repository.commit('Write', { 'docs/a.md': '# A\n' })

        const result = await job.publish({}, FASTER)

        const { sandbox } = job
        const [session] = sandbox.sessions
        const command = `curl -X PUT "${sandbox.apiUrl}/api/v1/workspaces/handbook/upload_sessions/${session?.id}"`
        const [error = ''] = errorsOf(result)
        expect(error).toMatch(why)
        expect(error).toContain(command)
        expect(error).toContain('$DEEPSET_API_KEY')
        expect(result.outcome).toBe('failure')
        expect(result.outputs).toMatchObject({
          'session-id': session?.id,
          'documents-uploaded': '1',
        })
        expect(readReport(result).sessions).toMatchObject([{ id: session?.id, closed: false }])
        expect(result.summary).toContain('Session (open)')
      },
      { faults: [onClose(effect)], mayLeaveSessionsOpen: true },
    )(),
)

test.each<[string, Effect]>([
  ['503', { kind: 'answer', status: 503 }],
  ['500', { kind: 'answer', status: 500 }],
  ['a reset', { kind: 'reset' }],
  ['an answer that is lost', { kind: 'reset', handled: true }],
  ['an answer in small pieces', { kind: 'trickle', msPerByte: 1 }],
])('guarantee 3: closing is tried again: %s', (_case, effect) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      expect(await job.publish({}, FASTER)).toHaveProperty('outcome', 'success')
    },
    { faults: [onClose(effect, 1)] },
  )(),
)

test(
  'guarantee 3: a session whose policy has run out is closed, and so are those after it',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/b.md': '# B\n' })

      const result = await job.publish()

      expect(errorsOf(result)).toEqual([
        expect.stringMatching(/sessions in a row expired.*"expires-in-seconds"/),
      ])
      expect(result.outputs).toMatchObject({ 'documents-failed': '2' })
    },
    { faults: [{ on: 'platform', effect: { kind: 'expiry', signatureSeconds: -60 } }] },
  ),
)

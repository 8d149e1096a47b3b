import { expect, test } from '@jest/globals'
import type { Effect } from '../../sandbox/faults/fault.ts'
import type { Call } from '../../sandbox/records.ts'
import type { StepResult } from '../../sandbox/runner.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { errorsOf, expectNoSessionOpen, warningsOf } from './checks.ts'
import { onSandbox } from './job.ts'
import { documentsStep, finalize, killed, post, publishOpen, startUntil } from './steps.ts'

/** Longer than five attempts would last. */
const OUTAGE_MILLISECONDS = 8_000
const OPEN = /^Session \S+ is open/

const TROUBLES: [string, Effect][] = [
  ['503', { kind: 'answer', status: 503 }],
  ['502', { kind: 'answer', status: 502, body: 'html' }],
  ['502 although it does what it is asked', { kind: 'answer', status: 502, handled: true }],
  ['resets', { kind: 'reset' }],
  ['resets although it does what it is asked', { kind: 'reset', handled: true }],
  ['no connections', { kind: 'refuse', ms: OUTAGE_MILLISECONDS }],
]

/** The whole API is in trouble for so long, from the first such call on. */
function outage(sandbox: Sandbox, first: Call, effect: Effect): void {
  if (effect.kind === 'refuse') {
    sandbox.fault({ on: 'platform', match: { call: first }, times: 1, after: 0, effect })
    return
  }
  let end: number | undefined
  const match = ({ call }: { call: string }): boolean => {
    if (call === first) end ??= Date.now() + OUTAGE_MILLISECONDS
    return end !== undefined && Date.now() < end
  }
  sandbox.fault({ on: 'platform', match, effect })
}

/** One line when the waiting begins, one when it is over. */
function expectTold({ log }: StepResult, what: RegExp): void {
  const told = log.match(/^The platform .*$/gm)
  expect(told).toEqual([
    expect.stringMatching(/; trying again for up to /),
    expect.stringMatching(/^The platform answers again after \d/),
  ])
  expect(told?.[0]).toMatch(what)
}

test.concurrent.each(TROUBLES)('guarantee 5: opened in the end: %s', (_case, effect) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      outage(job.sandbox, 'create-session', effect)

      const result = await job.publish()

      expect(errorsOf(result)).toEqual([])
      expect(result.outputs['documents-uploaded']).toBe('1')
      expectTold(result, /for up to 2 min to open an upload session$/)
      // What the platform did without an answer is asked for before it is asked for again.
      const leftOver = job.sandbox.sessions.filter(({ status }) => status === 'OPEN')
      const isHandled = 'handled' in effect && effect.handled
      expect(leftOver).toHaveLength(isHandled ? 1 : 0)
      const [warning = ''] = warningsOf(result)
      expect(leftOver.filter(({ id }) => !warning.includes(id))).toEqual([])
    },
    { mayLeaveSessionsOpen: true },
  )(),
)

test.concurrent.each(TROUBLES)('guarantee 5: closed in the end: %s', (_case, effect) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    outage(job.sandbox, 'close-session', effect)

    const result = await job.publish()

    expect([result.outcome, result.annotations]).toEqual(['success', []])
    expectTold(result, /for up to 2 min to close the upload session/)
  })(),
)

test.concurrent.each(TROUBLES)('guarantee 5: closed by post in the end: %s', (_case, effect) =>
  onSandbox(
    async (job) => {
      const step = documentsStep(job)
      const main = await killed(await startUntil(step, OPEN))
      outage(job.sandbox, 'close-session', effect)

      const result = await post(job, step, main)

      expect(result.annotations).toEqual([])
      expectNoSessionOpen(job.sandbox)
      expectTold(result, /for up to 50 s to close the upload session/)
    },
    { faults: [{ on: 'bucket', effect: { kind: 'silent' } }] },
  )(),
)

test.concurrent.each<[Call, [string, Effect]]>([
  ['close-session', ['503', { kind: 'answer', status: 503 }]],
  ['close-session', ['resets', { kind: 'reset' }]],
  ['get-session', ['502', { kind: 'answer', status: 502, body: 'html' }]],
  ['list-session-files', ['no connections', { kind: 'refuse', ms: OUTAGE_MILLISECONDS }]],
])('guarantee 5: finalized in the end: %s', (call, [, effect]) =>
  onSandbox(async (job) => {
    await publishOpen(job, 3)
    outage(job.sandbox, call, effect)

    const result = await finalize(job, { documents: '3' }, { environment: {} })

    expect([result.outcome, result.annotations]).toEqual(['success', []])
    expect(result.outputs['documents-ingested']).toBe('3')
    expectTold(result, call === 'close-session' ? /for up to 2 min/ : /for up to 10 min/)
  })(),
)

test.concurrent.each<[string, Effect]>([
  ['silent', { kind: 'silent' }],
  ['silent although it does what it is asked', { kind: 'silent', handled: true }],
])('guarantee 5: closed in the end, the platform %s at first', (_case, effect) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })

      const result = await job.publish()

      expect([result.outcome, result.annotations]).toEqual(['success', []])
      expectTold(result, /^The platform gave no answer in time; trying again for up to 2 min/)
    },
    { faults: [{ on: 'platform', match: { call: 'close-session' }, times: 1, effect }] },
  )(),
)

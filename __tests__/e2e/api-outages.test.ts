import { expect, test } from '@jest/globals'
import type { Effect } from '../../sandbox/faults/fault.ts'
import type { Call } from '../../sandbox/records.ts'
import type { StepResult } from '../../sandbox/runner.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { errorsOf, expectNoSessionOpen, warningsOf } from '../support/checks.ts'
import { onSandbox } from '../support/job.ts'
import type { JobOptions } from '../support/job.ts'
import { documentsStep, finalize, killed, post, publishOpen } from '../support/steps.ts'
import { startUntil, writeDocuments } from '../support/steps.ts'

/** Longer than five attempts would last. */
const OUTAGE_MILLISECONDS = 8_000
const OPEN = /^Session \S+ is open/

const REFUSED: Effect = { kind: 'refuse', ms: OUTAGE_MILLISECONDS }
const TROUBLES: [string, Effect][] = [
  ['503', { kind: 'answer', status: 503 }],
  ['502', { kind: 'answer', status: 502, body: 'html' }],
  ['502 although it does what it is asked', { kind: 'answer', status: 502, handled: true }],
  ['resets', { kind: 'reset' }],
  ['resets although it does what it is asked', { kind: 'reset', handled: true }],
  ['no connections', REFUSED],
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

/** Runs all cases at once, as each of them mostly waits; says which have failed, and why. */
async function sideBySide<Case>(
  cases: readonly (readonly [string, Case])[],
  work: (given: Case, name: string) => Promise<void>,
): Promise<void> {
  const ends = cases.map(([name, given]) =>
    work(given, name).then(
      () => [],
      (error: unknown) => [`${name}: ${String(error)}`],
    ),
  )
  expect((await Promise.all(ends)).flat()).toEqual([])
}

const LEFT_OPEN = { mayLeaveSessionsOpen: true }
const SILENT_STORAGE = {
  faults: [{ on: 'bucket', effect: { kind: 'silent' } }],
} satisfies JobOptions

test.concurrent('guarantee 5: a session is opened in the end', () =>
  sideBySide(TROUBLES, (effect) =>
    onSandbox(async (job) => {
      writeDocuments(job, 1)
      outage(job.sandbox, 'create-session', effect)

      const result = await job.publish()

      expect(errorsOf(result)).toEqual([])
      expect(result.outputs['documents-uploaded']).toBe('1')
      expectTold(result, /for up to 2 min to open an upload session$/)
      // The platform is well again before it is asked for another one.
      const leftOver = job.sandbox.sessions.filter(({ status }) => status === 'OPEN')
      expect(leftOver).toHaveLength('handled' in effect && effect.handled ? 1 : 0)
      const [warning = ''] = warningsOf(result)
      expect(leftOver.filter(({ id }) => !warning.includes(id))).toEqual([])
    }, LEFT_OPEN)(),
  ),
)

test.concurrent('guarantee 5: a session is closed in the end', () =>
  sideBySide(TROUBLES, (effect) =>
    onSandbox(async (job) => {
      writeDocuments(job, 1)
      outage(job.sandbox, 'close-session', effect)

      const result = await job.publish()

      expect([result.outcome, result.annotations]).toEqual(['success', []])
      expectTold(result, /for up to 2 min to close the upload session/)
    })(),
  ),
)

test.concurrent('guarantee 5: a session is closed by the post step in the end', () =>
  sideBySide(TROUBLES, (effect) =>
    onSandbox(async (job) => {
      const step = documentsStep(job)
      const main = await killed(await startUntil(step, OPEN))
      outage(job.sandbox, 'close-session', effect)

      const result = await post(job, step, main)

      expect(result.annotations).toEqual([])
      expectNoSessionOpen(job.sandbox)
      expectTold(result, /for up to 50 s to close the upload session/)
    }, SILENT_STORAGE)(),
  ),
)

test.concurrent('guarantee 5: sessions are finalized in the end', () =>
  sideBySide<[Call, Effect, RegExp]>(
    [
      ['closing, 503', ['close-session', { kind: 'answer', status: 503 }, /up to 2 min/]],
      ['closing, resets', ['close-session', { kind: 'reset' }, /up to 2 min/]],
      ['waiting, 502', ['get-session', { kind: 'answer', status: 502 }, /up to 10 min/]],
      ['waiting, no connections', ['list-session-files', REFUSED, /up to 10 min/]],
    ],
    ([call, effect, told]) =>
      onSandbox(async (job) => {
        await publishOpen(job, 3)
        outage(job.sandbox, call, effect)

        const result = await finalize(job, { documents: '3' }, { environment: {} })

        expect([result.outcome, result.annotations]).toEqual(['success', []])
        expect(result.outputs['documents-ingested']).toBe('3')
        expectTold(result, told)
      })(),
  ),
)

test.concurrent('guarantee 5: a request to close that gets no answer is not all', () =>
  sideBySide<Effect>(
    [
      ['silent', { kind: 'silent' }],
      ['silent although it does what it is asked', { kind: 'silent', handled: true }],
    ],
    (effect) =>
      onSandbox(
        async (job) => {
          writeDocuments(job, 1)

          const result = await job.publish()

          expect([result.outcome, result.annotations]).toEqual(['success', []])
          expectTold(result, /^The platform gave no answer in time; trying again for up to 2 min/)
        },
        { faults: [{ on: 'platform', match: { call: 'close-session' }, times: 1, effect }] },
      )(),
  ),
)

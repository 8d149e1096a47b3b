import { expect, test } from '@jest/globals'
import { ManualClock } from '../../sandbox/sandbox.ts'
import type { Effect, Fault } from '../../sandbox/sandbox.ts'
import { errorsOf } from '../support/checks.ts'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'
import { expectDescribed, nameOf, write } from '../support/storage-delivery.ts'
import type { Contents } from '../support/storage-delivery.ts'

const DOCUMENTS: Contents = {
  ...Object.fromEntries(
    Array.from({ length: 100 }, (_, number) => [`docs/${number}.md`, `# ${number}\n`]),
  ),
  'docs/large.bin': Buffer.alloc(3 * 1024 * 1024, 'large'),
}
const NAMES = Object.keys(DOCUMENTS).map(nameOf).sort()

function end(status: number, code: string, message = 'At an end.'): Effect {
  return { kind: 'answer', status, code, message }
}

test.each<[string, Effect]>([
  ['ExpiredToken', end(400, 'ExpiredToken')],
  ['InvalidToken', end(403, 'InvalidToken')],
  ['TokenRefreshRequired', end(400, 'TokenRefreshRequired')],
])('a session that comes to its end in the middle is replaced for what is left: %s', (_, effect) =>
  onSandbox(async (job) => {
    job.repository.commit('Begin')
    write(job, DOCUMENTS)
    const { sandbox } = job
    const atEnd = ({ name }: { name: string }): boolean =>
      sandbox.sessions.length === 1 && sandbox.objects().length >= 60 && name !== ''
    sandbox.fault({ on: 'bucket', match: atEnd, effect })

    const result = await job.publish()
    await sandbox.ingested()

    expect([result.outcome, errorsOf(result)]).toEqual(['success', []])
    expect(sandbox.sessions).toHaveLength(2)
    expect(result.outputs['session-ids']).toBe(JSON.stringify(sandbox.sessions.map(({ id }) => id)))
    expectDescribed(sandbox)
    expect(
      sandbox
        .files(WORKSPACE)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(NAMES)
    expectOneAtATime(sandbox.requests.map(({ call }) => call))
  })(),
)

test('a signature that runs out by S3’s clock is replaced, too', async () => {
  const clock = new ManualClock()
  let stored = 0
  const runOut: Fault = {
    on: 'bucket',
    match: () => {
      if (++stored === 40) clock.advance(700_000)
      return false
    },
    effect: { kind: 'reset' },
  }
  const short: Fault = { on: 'platform', effect: { kind: 'expiry', signatureSeconds: 600 } }
  await onSandbox(
    async (job) => {
      job.repository.commit('Begin')
      write(job, DOCUMENTS)

      const result = await job.publish({ concurrency: '8' })
      await job.sandbox.ingested()

      expect([result.outcome, errorsOf(result)]).toEqual(['success', []])
      expect(job.sandbox.sessions).toHaveLength(2)
      expectDescribed(job.sandbox)
      expect(
        job.sandbox
          .files(WORKSPACE)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(NAMES)
    },
    { clock, faults: [short, runOut] },
  )()
})

test(
  'guarantee 5: two sessions in a row that end before anything was stored are a failure',
  onSandbox(
    async (job) => {
      job.repository.commit('Begin')
      write(job, { 'docs/a.md': '# A\n', 'docs/b.md': '# B\n' })

      const result = await job.publish()

      expect(result.outcome).toBe('failure')
      expect(errorsOf(result).at(-1)).toMatch(/Two upload sessions in a row expired/)
      expect(job.sandbox.sessions).toHaveLength(2)
      const reason = expect.stringMatching(/^failed: Not sent: Two upload sessions in a row/)
      expect(fatesOf(result)).toEqual({ 'docs/a.md': reason, 'docs/b.md': reason })
    },
    { faults: [{ on: 'bucket', effect: end(403, 'AccessDenied', 'Policy expired.') }] },
  ),
)

test(
  'a document that an ended session may hold is delivered, whatever FAIL makes of the second',
  onSandbox(
    async (job) => {
      job.repository.commit('Begin')
      write(job, { 'docs/a.md': '# A\n' })

      const result = await job.publish({ 'write-mode': 'FAIL', 'wait-for-ingestion': 'true' })

      expect([result.outcome, errorsOf(result)]).toEqual(['success', []])
      expect(job.sandbox.files(WORKSPACE)).toHaveLength(1)
    },
    {
      faults: [
        // Stored, but the answer is lost; then the session is at its end.
        {
          on: 'bucket',
          match: { nameRegex: 'md$' },
          times: 1,
          effect: { kind: 'reset', handled: true },
        },
        {
          on: 'bucket',
          match: { nameRegex: 'md$' },
          after: 1,
          times: 1,
          effect: end(400, 'ExpiredToken'),
        },
      ],
    },
  ),
)

/** One session is in use at a time, and closed before the next is opened. */
function expectOneAtATime(calls: readonly string[]): void {
  const life = calls.filter((call) => call === 'create-session' || call === 'close-session')
  expect(life).toEqual(life.map((_, place) => (place % 2 ? 'close-session' : 'create-session')))
}

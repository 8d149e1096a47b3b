import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { runAction } from '../../sandbox/runner.ts'
import { errorsOf, expectPlainSummary } from '../support/checks.ts'
import { onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { killed, post, startUntil, stepOf } from '../support/steps.ts'

const KEPT = { 'close-session': 'false' }
const OPEN = { mayLeaveSessionsOpen: true }

test(
  'close-session: false: the session stays open; log and summary say until when and how to finish it',
  onSandbox(async (job) => {
    write(job)
    const step = stepOf(job, KEPT)
    const result = await runAction(step)
    const { exitCode, log } = await post(job, step, result)

    const [session] = job.sandbox.sessions
    expect([result.outcome, exitCode, log]).toEqual(['success', 0, ''])
    expect([session?.status, result.outputs['session-id']]).toEqual(['OPEN', session?.id])
    const command = /curl -X PUT .*$/m.exec(result.log)?.[0] ?? ''
    expect(result.log).toMatch(/stays open.*ingested once the finalize action closes it.*expires/)
    expect(result.log).toContain(`(${session?.expiresAt})`)
    expectPlainSummary(result)
    const summary = result.summary.replaceAll('&quot;', '"')
    for (const told of ['Uploaded to', 'Session (open)', session?.expiresAt, 'finalize', command])
      expect(summary).toContain(told)

    await obey(command, job)
    expect(job.sandbox.sessions[0]?.status).toBe('CLOSED')
  }, OPEN),
)

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'close-session: false: not closed after %s either, nor by the post step',
  (signal) =>
    onSandbox(
      async (job) => {
        write(job)
        const step = stepOf(job, KEPT)
        const main = await killed(await startUntil(step, /is open until/), signal)

        const { exitCode, log } = await post(job, step, main)

        expect([exitCode, log, job.sandbox.sessions[0]?.status]).toEqual([0, '', 'OPEN'])
        expect(job.sandbox.requests.map(({ call }) => call)).toEqual(['create-session'])
        if (signal === 'SIGKILL') return
        expect(main.exitCode).toBe(1)
        expect(main.log).toMatch(/stays open, as "close-session" is false/)
        expect(main.summary).toMatch(/Partial: 0 of 1 document.*\n.*cancelled/)
        expect(main.summary).toContain('To close it')
      },
      { ...OPEN, faults: [{ on: 'bucket', effect: { kind: 'silent' } }] },
    )(),
)

test(
  'close-session: false: more documents than one session takes, before anything is opened',
  onSandbox(async (job) => {
    const many = Array.from(
      { length: 5_001 },
      (_, number) => [`docs/${number}.md`, 'text'] as const,
    )
    job.repository.commit('Write', Object.fromEntries(many))

    const result = await job.publish(KEPT)

    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/5,001 documents.*"close-session: false".*5,000 documents/),
    ])
    expect(job.sandbox.requests).toEqual([])
  }),
)

test(
  'close-session: false excludes waiting, and says where to wait',
  onSandbox(async (job) => {
    write(job)
    const result = await job.publish({ ...KEPT, 'wait-for-ingestion': 'true' })
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/"wait-for-ingestion: true".*"close-session: false".*finalize action/),
    ])
    expect(job.sandbox.requests).toEqual([])
  }),
)

test(
  'close-session: false: a session that comes to its end is not replaced',
  onSandbox(
    async (job) => {
      write(job)
      const result = await job.publish(KEPT)
      expect(errorsOf(result)).toEqual([expect.stringMatching(/upload session expired/)])
      expect(job.sandbox.sessions).toHaveLength(1)
    },
    { ...OPEN, faults: [{ on: 'platform', effect: { kind: 'expiry', signatureSeconds: -60 } }] },
  ),
)

/** Does what a shell makes of the command that the log shows, with the key in its variable. */
async function obey(command: string, { sandbox }: Job): Promise<void> {
  const curl = `curl() { printf '%s\\0' "$@"; }; ${command}`
  const env = { DEEPSET_API_KEY: sandbox.apiKey }
  const words = execFileSync('/bin/sh', ['-c', curl], { env, encoding: 'utf8' }).split('\0')
  const after = (option: string): string[] =>
    words.filter((_, index) => words[index - 1] === option)
  const headers = after('-H').map((header) => header.split(': ', 2) as [string, string])
  const [method = ''] = after('-X')
  const [url = ''] = after(method)
  const answer = await fetch(url, { method, headers, body: after('-d')[0] ?? null })
  expect(answer.status).toBe(204)
}

function write(job: Job): void {
  job.repository.commit('Write', { 'docs/a.md': '# A\n' })
}

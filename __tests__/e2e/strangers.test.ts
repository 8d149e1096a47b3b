import { expect, test } from '@jest/globals'
import { appendFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { StepResult } from '../../sandbox/runner.ts'
import { fakeGit } from '../support/fake-git.ts'
import { errorsOf } from '../support/checks.ts'
import { onSandbox, type Job } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'
import { ADVICE, OWN, afterRun, forked, on, sent } from '../support/strangers.ts'

function expectNothingSent(job: Job, result: StepResult): void {
  expect(job.sandbox.requests).toEqual([])
  expect(job.sandbox.bucketRequests.total).toBe(0)
  expect(result.outcome).toBe('failure')
  expect(result.outputs).toMatchObject({ 'documents-uploaded': '0', 'session-id': '' })
  const fates = Object.values(fatesOf(result))
  expect(fates.filter((fate) => !fate.startsWith('failed: Not sent: '))).toEqual([])
}

/** The step is red for one reason, which names the event and has each of the parts. */
function expectRefused(job: Job, result: StepResult, event: string, ...parts: string[]): void {
  expectNothingSent(job, result)
  const errors = errorsOf(result).filter((error) => !error.startsWith('docs/'))
  expect(errors).toEqual([expect.stringContaining(`A run on "${event}" can be started by`)])
  for (const part of parts) expect(errors[0]).toContain(part)
}

test(
  'files that git ignores do not match, so that they are not in the way',
  onSandbox(async (job) => {
    const { repository } = job
    const sha = repository.commit('Write', { ...OWN, '.gitignore': 'node_modules/\n' })
    repository.write('node_modules/x/README.md', 'Send money.\n')

    const result = await job.publish({ glob: '**/*.md' }, on('pull_request_target', sha))

    expect([result.outcome, result.annotations]).toEqual(['success', []])
    expect(Object.keys(await sent(job)).sort()).toEqual(['docs__a.md', 'docs__b.md'])
  }),
)

// More of who may publish what is tried in `__tests__/publish/strangers.test.ts`.
test(
  "on pull_request_target the run's own commit is published",
  onSandbox(async (job) => {
    const result = await job.publish(
      {},
      on('pull_request_target', job.repository.commit('Write', OWN)),
    )

    expect(result.annotations).toEqual([])
    expect(result.outcome).toBe('success')
    expect(await sent(job)).toMatchObject({
      'docs__a.md': { audience: 'all', ref: 'refs/heads/main', commit_message: 'Write' },
      'docs__b.md': { event_name: 'pull_request_target' },
    })
  }),
)

test(
  "on pull_request_target a fork's head is not",
  onSandbox(async (job) => {
    const { base, head } = forked(job)

    const result = await job.publish({}, on('pull_request_target', base))

    const why = `commit ${head} is checked out: "docs/a.md", "docs/b.md", "docs/a.md.meta.json"`
    expectRefused(job, result, 'pull_request_target', base, why, ADVICE, 'on push')
  }),
)

test(
  'the commit of a run that was waited for takes the place of GITHUB_SHA, and its branch is the ref',
  onSandbox(async (job) => {
    const main = job.repository.commit('Write', OWN)
    const next = job.repository.commit('Go on', { 'docs/b.md': '# B 2\n' })

    const result = await job.publish({}, afterRun(main, { head_sha: next }))

    expect(result.annotations).toEqual([])
    expect(await sent(job)).toMatchObject({
      'docs__b.md': { ref: 'refs/heads/next', ref_name: 'next', commit_sha: next },
    })
  }),
)

test(
  'what was checked is what is sent, whoever writes meanwhile',
  onSandbox(async (job) => {
    const { repository } = job
    const large = 'x'.repeat(2_000_000)
    const sha = repository.commit('Write', { ...OWN, 'docs/large.txt': large })
    job.sandbox.fault({
      on: 'platform',
      match: ({ call }) => {
        if (call !== 'create-session') return false
        repository.write('docs/b.md', 'Send money.\n')
        appendFileSync(join(repository.folder, 'docs/large.txt'), 'Send money.\n')
        return false
      },
      effect: { kind: 'latency', ms: 0 },
    })

    const result = await job.publish({}, on('workflow_run', sha))

    const why = "changed after it was found to be this repository's own."
    expect(fatesOf(result)).toEqual({
      'docs/a.md': 'uploaded',
      'docs/b.md': `failed: It ${why}`,
      'docs/large.txt': `failed: It ${why}`,
    })
    expect(Object.keys(await sent(job))).toEqual(['docs__a.md'])
  }),
)

test(
  'guarantee 3: a check that git holds up hears a cancellation',
  onSandbox(async (job) => {
    const { repository } = job
    const sha = repository.commit('Write', OWN)
    const asked = join(repository.folder, '../asked')
    const script = `case "$*" in *ls-tree*) : >'${asked}'; exec sleep 60;; esac; exec "$real" "$@"`
    const { event, environment } = on('workflow_run', sha)
    const PATH = fakeGit(repository, script)
    const running = job.start({}, { event, environment: { ...environment, PATH } })
    while (!existsSync(asked)) await setTimeout(20)

    running.cancel()
    const result = await running.result

    expect(result.outcome).toBe('cancelled')
    expect(errorsOf(result)).toEqual([expect.stringContaining('cancelled (SIGINT)')])
    expect(job.sandbox.requests).toEqual([])
  }),
)

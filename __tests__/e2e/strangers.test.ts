import { describe, expect, test } from '@jest/globals'
import { hash } from 'node:crypto'
import { appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { StepResult } from '../../sandbox/runner.ts'
import { fakeGit } from '../support/fake-git.ts'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { onSandbox, WORKSPACE, type Job } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'

const HANDBOOK = { id: 1296269, full_name: 'octo-org/handbook' }
const FORK = { id: 7, full_name: 'mallory/handbook' }
const ADVICE = 'neither "ref" nor "repository" nor "path"'
const HEAD_SHA = '"ref: ${{ github.event.workflow_run.head_sha }}"'

/** The repository's own: a document with metadata beside it, and another. */
const OWN = {
  'docs/a.md': '# A\n',
  'docs/a.md.meta.json': '{"audience": "all"}',
  'docs/b.md': '# B\n',
}

type Payload = Record<string, unknown>

function on(name: string, sha: string, payload: Payload = {}) {
  return { event: { name, payload }, environment: { GITHUB_SHA: sha } }
}

/** A run that waited for another one of this repository, begun by a push to `next`. */
function afterRun(sha: string, run: Payload) {
  const own = { event: 'push', head_branch: 'next', head_repository: HANDBOOK }
  return on('workflow_run', sha, { workflow_run: { ...own, ...run }, repository: HANDBOOK })
}

/** Commits what a fork's pull request brings, and gives the commits before and after. */
function forked({ repository }: Job): { readonly base: string; readonly head: string } {
  const base = repository.commit('Write', OWN)
  const head = repository.commit('Pay me', { 'docs/b.md': 'Send money.\n' })
  return { base, head }
}

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

async function sent({ sandbox }: Job): Promise<Record<string, Record<string, unknown>>> {
  await sandbox.ingested()
  return Object.fromEntries(sandbox.files(WORKSPACE).map(({ name, meta }) => [name, { ...meta }]))
}

describe.each(['pull_request_target', 'issue_comment', 'workflow_run'])('on %s', (event) => {
  test(
    "the run's own commit is published",
    onSandbox(async (job) => {
      const result = await job.publish({}, on(event, job.repository.commit('Write', OWN)))

      expect(result.annotations).toEqual([])
      expect(result.outcome).toBe('success')
      expect(await sent(job)).toMatchObject({
        'docs__a.md': { audience: 'all', ref: 'refs/heads/main', commit_message: 'Write' },
        'docs__b.md': { event_name: event },
      })
    }),
  )

  test(
    "a fork's head is not",
    onSandbox(async (job) => {
      const { base, head } = forked(job)

      const result = await job.publish({}, on(event, base))

      const why = `commit ${head} is checked out: "docs/a.md", "docs/b.md", "docs/a.md.meta.json"`
      expectRefused(job, result, event, base, why, ADVICE, 'on push')
    }),
  )

  test(
    'nor is a file that git does not track, or that was written over',
    onSandbox(async (job) => {
      const { repository } = job
      const sha = repository.commit('Write', OWN)
      repository.write('docs/b.md', 'Send money.\n')
      repository.write('docs/new.md', 'Send money.\n')

      const result = await job.publish({}, on(event, sha))

      const overwritten = 'not as that commit has it: "docs/b.md"'
      const untracked = 'not tracked by git at that commit: "docs/new.md"'
      expectRefused(job, result, event, overwritten, untracked)
      expect(errorsOf(result)[0]).not.toContain('docs/a.md')
    }),
  )
})

describe('only the clone at the workspace folder is the repository', () => {
  test(
    'a fork that is checked out under "path"',
    onSandbox(async (job) => {
      const { repository } = job
      const sha = repository.commit('Write', OWN)
      repository.git('clone', '--quiet', '.', 'fork')

      const result = await job.publish({ glob: '**/*.md' }, on('pull_request_target', sha))

      const why = 'in another clone, "fork": "fork/docs/a.md", "fork/docs/b.md"'
      expectRefused(job, result, 'pull_request_target', why)
    }),
  )

  test(
    'a clone under "path" where the workspace folder is none',
    onSandbox(async (job) => {
      const sha = job.repository.commit('Write', OWN)
      const workspace = join(job.repository.folder, '../plain')
      mkdirSync(workspace)
      job.repository.git('clone', '--quiet', '.', '../plain/docs')

      const result = await job.publish({}, { workspace, ...on('issue_comment', sha) })

      expectRefused(job, result, 'issue_comment', 'in another clone, "docs": "docs/docs/a.md"')
    }),
  )

  test(
    'a submodule, and what a folder or file ".git" makes another repository',
    onSandbox(async (job) => {
      const { repository } = job
      repository.commit('Write', { ...OWN, 'docs/x/y/c.md': '# C\n', 'docs/z/d.md': '# D\n' })
      repository.git('init', '--quiet', '../other')
      repository.write('../other/e.md', '# E\n')
      repository.git('-C', '../other', 'add', '--all')
      repository.git('-C', '../other', 'commit', '--quiet', '--message', 'Other')
      const allow = ['-c', 'protocol.file.allow=always']
      repository.git(...allow, 'submodule', '--quiet', 'add', '../other', 'docs/sub')
      const sha = repository.commit('Add')
      repository.git('init', '--quiet', 'docs/x')
      repository.write('docs/z/.git', 'gitdir: /nonexistent\n')

      const result = await job.publish({}, on('workflow_run', sha))

      expectRefused(
        job,
        result,
        'workflow_run',
        'in another clone, "docs/sub": "docs/sub/e.md"',
        'in another clone, "docs/x": "docs/x/y/c.md"',
        'in another clone, "docs/z": "docs/z/d.md"',
      )
    }),
  )

  test(
    'no clone at all',
    onSandbox(async (job) => {
      const workspace = join(job.repository.folder, '../plain')
      mkdirSync(join(workspace, 'docs'), { recursive: true })
      writeFileSync(join(workspace, 'docs/a.md'), '# A\n')

      const result = await job.publish({}, { workspace, ...on('workflow_run', 'f'.repeat(40)) })

      expectRefused(job, result, 'workflow_run', 'no clone is in the workspace folder: "docs/a.md"')
    }),
  )
})

describe('what cannot be found out is an error', () => {
  test(
    'no git',
    onSandbox(async (job) => {
      const sha = job.repository.commit('Write', OWN)
      const { event, environment } = on('pull_request_target', sha)

      const result = await job.publish(
        {},
        { event, environment: { ...environment, PATH: '/nowhere' } },
      )

      expectRefused(job, result, 'pull_request_target', 'git does not tell whose they are')
    }),
  )

  test(
    'a git that fails',
    onSandbox(async (job) => {
      const sha = job.repository.commit('Write', OWN)
      const PATH = fakeGit(job.repository, 'echo "fatal: no ::error::injected" >&2; exit 1')
      const { event, environment } = on('pull_request_target', sha)

      const result = await job.publish({}, { event, environment: { ...environment, PATH } })

      expectRefused(
        job,
        result,
        'pull_request_target',
        'git does not tell whose they are (fatal: no',
      )
    }),
  )

  test.each(['', 'main'])('a commit that is called "%s"', (sha) =>
    onSandbox(async (job) => {
      job.repository.commit('Write', OWN)
      const result = await job.publish({}, on('issue_comment', sha))
      expectRefused(job, result, 'issue_comment', 'the run does not tell its commit')
    })(),
  )

  test(
    'a commit that the clone shows as another one',
    onSandbox(async (job) => {
      const { base, head } = forked(job)
      const { repository } = job
      repository.git('checkout', '--quiet', base)
      repository.git('replace', base, head)
      repository.write('docs/b.md', 'Send money.\n')

      const result = await job.publish({}, on('workflow_run', base))

      expectRefused(job, result, 'workflow_run', 'not as that commit has it: "docs/b.md"')
    }),
  )
})

test(
  'a sidecar is a document in this',
  onSandbox(async (job) => {
    const sha = job.repository.commit('Write', OWN)
    job.repository.write('docs/a.md.meta.json', '{"audience": "mallory"}')
    job.repository.write('docs/b.md.meta.json', '{"audience": "mallory"}')

    const result = await job.publish({}, on('workflow_run', sha))

    const overwritten = 'not as that commit has it: "docs/a.md.meta.json"'
    const untracked = 'not tracked by git at that commit: "docs/b.md.meta.json"'
    expectRefused(job, result, 'workflow_run', overwritten, untracked)
  }),
)

test(
  "what git writes in another way than it keeps it is still the repository's own",
  onSandbox(async (job) => {
    const { repository } = job
    const large = 'A line.\r\n'.repeat(300_000)
    const picture = 'x'.repeat(2_000_000)
    repository.git('config', 'core.autocrlf', 'false')
    const oid = hash('sha256', picture)
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 2000000\n`
    const sha = repository.commit('Write', {
      'docs/crlf.md': '# A\n\nText\n',
      'docs/large.txt': large.replaceAll('\r', ''),
      'docs/lone-cr.txt': 'a\r\n\rb\r',
      'docs/program.txt': '#!/bin/sh\n',
      'docs/ünï [x].md': '# U\n',
      'docs/picture.txt': pointer,
    })
    chmodSync(join(repository.folder, 'docs/program.txt'), 0o755)
    repository.write('docs/crlf.md', '# A\r\n\r\nText\r\n')
    repository.write('docs/large.txt', large)
    repository.write('docs/picture.txt', picture)

    const result = await job.publish({}, on('issue_comment', sha))

    expect(errorsOf(result)).toEqual([])
    expect(Object.keys(await sent(job))).toHaveLength(6)
  }),
)

test(
  'the clone may be shallow, further up, and of SHA-256',
  onSandbox(async (job) => {
    const { repository } = job
    rmSync(join(repository.folder, '.git'), { recursive: true })
    repository.git('init', '--quiet', '--object-format=sha256', '--initial-branch=main')
    repository.commit('Begin', { 'site/docs/a.md': '# Old\n', 'docs/a.md': '# Other\n' })
    const sha = repository.commit('Write', { 'site/docs/a.md': '# A\n' })
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, '../shallow')
    const workspace = join(repository.folder, '../shallow/site')

    const result = await job.publish({}, { workspace, ...on('issue_comment', sha) })

    expect(errorsOf(result)).toEqual([])
    expect(await sent(job)).toMatchObject({ 'docs__a.md': { title: 'A', commit_sha: sha } })
  }),
)

describe('workflow_run, after a run of this repository that no pull request started', () => {
  test(
    'its commit takes the place of GITHUB_SHA, and its branch is the ref',
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
    'a tag that the clone knows is the ref',
    onSandbox(async (job) => {
      const sha = job.repository.commit('Write', OWN)
      job.repository.git('tag', '--annotate', '--message', 'x', 'v1')

      await job.publish({}, afterRun(sha, { head_sha: sha, head_branch: 'v1' }))

      expect(await sent(job)).toMatchObject({
        'docs__b.md': { ref: 'refs/tags/v1', ref_name: 'v1' },
      })
    }),
  )

  test(
    'the commit of the run itself is not, nor what was built from it',
    onSandbox(async (job) => {
      const main = job.repository.commit('Write', OWN)
      const head_sha = 'f'.repeat(40)

      const other = await job.publish({}, afterRun(main, { head_sha }))
      expectRefused(job, other, 'workflow_run', head_sha, `commit ${main} is checked out`, HEAD_SHA)

      job.repository.write('docs/built.md', '# Built\n')
      const built = await job.publish({}, afterRun(main, { head_sha: main }))
      expectRefused(job, built, 'workflow_run', 'at that commit: "docs/built.md"', 'on push')
    }),
  )

  test.each<[string, Payload]>([
    ["a fork's pull request", { event: 'pull_request', head_repository: FORK }],
    ["a fork's push", { head_repository: FORK }],
    ['a deleted fork', { head_repository: null }],
    ['a repository of the same name', { head_repository: { ...HANDBOOK, id: 7 } }],
    ['a pull request of a branch', { event: 'pull_request' }],
    ['another workflow_run', { event: 'workflow_run' }],
    ['a merge queue', { event: 'merge_group' }],
    ['an event that is no text', { event: ['push'] }],
  ])('not after %s', (_, run) =>
    onSandbox(async (job) => {
      const { base, head } = forked(job)
      const result = await job.publish({}, afterRun(base, { head_sha: head, ...run }))
      expectRefused(job, result, 'workflow_run', `commit ${head} is checked out`, ADVICE)
    })(),
  )
})

test(
  'a dry run warns, and goes on',
  onSandbox(async (job) => {
    const { base } = forked(job)

    const options = on('pull_request_target', base)
    const result = await job.publish({ 'dry-run': 'true', 'api-key': '' }, options)

    expect(result.outcome).toBe('success')
    expect(warningsOf(result)).toEqual([
      expect.stringContaining('A run on "pull_request_target" can be started by strangers'),
    ])
    expect(result.summary).toContain('docs__a.md')
    expect(job.sandbox.requests).toEqual([])
  }),
)

test.each(['push', 'pull_request', 'release', 'workflow_dispatch', 'schedule'])(
  'on %s the workflow decides what is published',
  (event) =>
    onSandbox(async (job) => {
      const { base } = forked(job)
      job.repository.write('docs/built.md', '# Built\n')

      const result = await job.publish({}, on(event, base))

      expect(result.annotations).toEqual([])
      expect(Object.keys(await sent(job)).sort()).toEqual([
        'docs__a.md',
        'docs__b.md',
        'docs__built.md',
      ])
    })(),
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

import { describe, expect, test } from '@jest/globals'
import { hash } from 'node:crypto'
import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fakeGit } from '../support/fake-git.ts'
import { fatesOf, inProcess, type Publishing, type Run } from '../support/publishing.ts'
import {
  ADVICE,
  HANDBOOK,
  OWN,
  afterRun,
  forked,
  on,
  sent,
  type Payload,
} from '../support/strangers.ts'

const FORK = { id: 7, full_name: 'mallory/handbook' }
const HEAD_SHA = '"ref: ${{ github.event.workflow_run.head_sha }}"'

function expectNothingSent(publishing: Publishing, result: Run): void {
  expect(publishing.sandbox.requests).toEqual([])
  expect(publishing.sandbox.bucketRequests.total).toBe(0)
  expect(result.failure).toBeDefined()
  expect([result.counts.uploaded, result.sessions]).toEqual([0, []])
  const fates = Object.values(fatesOf(result))
  expect(fates.filter((fate) => !fate.startsWith('failed: Not sent: '))).toEqual([])
}

/** The step is red for one reason, which names the event and has each of the parts. */
function expectRefused(
  publishing: Publishing,
  result: Run,
  event: string,
  ...parts: string[]
): void {
  expectNothingSent(publishing, result)
  const errors = result.errors.filter((error) => !error.startsWith('docs/'))
  expect(errors).toEqual([expect.stringContaining(`A run on "${event}" can be started by`)])
  for (const part of parts) expect(errors[0]).toContain(part)
}

describe.each(['pull_request_target', 'issue_comment', 'workflow_run'])('on %s', (event) => {
  test(
    "the run's own commit is published",
    inProcess(async (publishing) => {
      const result = await publishing.publish(on(event, publishing.repository.commit('Write', OWN)))

      expect([...result.errors, ...result.warnings]).toEqual([])
      expect(await sent(publishing)).toMatchObject({
        'docs__a.md': { audience: 'all', ref: 'refs/heads/main', commit_message: 'Write' },
        'docs__b.md': { event_name: event },
      })
    }),
  )

  test(
    "a fork's head is not",
    inProcess(async (publishing) => {
      const { base, head } = forked(publishing)

      const result = await publishing.publish(on(event, base))

      const why = `commit ${head} is checked out: "docs/a.md", "docs/b.md", "docs/a.md.meta.json"`
      expectRefused(publishing, result, event, base, why, ADVICE, 'on push')
    }),
  )

  test(
    'nor is a file that git does not track, or that was written over',
    inProcess(async (publishing) => {
      const { repository } = publishing
      const sha = repository.commit('Write', OWN)
      repository.write('docs/b.md', 'Send money.\n')
      repository.write('docs/new.md', 'Send money.\n')

      const result = await publishing.publish(on(event, sha))

      const overwritten = 'not as that commit has it: "docs/b.md"'
      const untracked = 'not tracked by git at that commit: "docs/new.md"'
      expectRefused(publishing, result, event, overwritten, untracked)
      expect(result.errors[0]).not.toContain('docs/a.md')
    }),
  )
})

describe('only the clone at the workspace folder is the repository', () => {
  test(
    'a fork that is checked out under "path"',
    inProcess(async (publishing) => {
      const { repository } = publishing
      const sha = repository.commit('Write', OWN)
      repository.git('clone', '--quiet', '.', 'fork')

      const result = await publishing.publish({
        patterns: '**/*.md',
        ...on('pull_request_target', sha),
      })

      const why = 'in another clone, "fork": "fork/docs/a.md", "fork/docs/b.md"'
      expectRefused(publishing, result, 'pull_request_target', why)
    }),
  )

  test(
    'a clone under "path" where the workspace folder is none',
    inProcess(async (publishing) => {
      const sha = publishing.repository.commit('Write', OWN)
      const workspace = join(publishing.repository.folder, '../plain')
      mkdirSync(workspace)
      publishing.repository.git('clone', '--quiet', '.', '../plain/docs')

      const result = await publishing.publish({
        workspaceFolder: workspace,
        ...on('issue_comment', sha),
      })

      expectRefused(
        publishing,
        result,
        'issue_comment',
        'in another clone, "docs": "docs/docs/a.md"',
      )
    }),
  )

  test(
    'a submodule, and what a folder or file ".git" makes another repository',
    inProcess(async (publishing) => {
      const { repository } = publishing
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

      const result = await publishing.publish(on('workflow_run', sha))

      expectRefused(
        publishing,
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
    inProcess(async (publishing) => {
      const workspace = join(publishing.repository.folder, '../plain')
      mkdirSync(join(workspace, 'docs'), { recursive: true })
      writeFileSync(join(workspace, 'docs/a.md'), '# A\n')

      const result = await publishing.publish({
        workspaceFolder: workspace,
        ...on('workflow_run', 'f'.repeat(40)),
      })

      expectRefused(
        publishing,
        result,
        'workflow_run',
        'no clone is in the workspace folder: "docs/a.md"',
      )
    }),
  )
})

describe('what cannot be found out is an error', () => {
  test(
    'no git',
    inProcess(async (publishing) => {
      const sha = publishing.repository.commit('Write', OWN)
      const { event, environment } = on('pull_request_target', sha)

      const result = await publishing.publish({
        event,
        environment: { ...environment, PATH: '/nowhere' },
      })

      expectRefused(publishing, result, 'pull_request_target', 'git does not say whose they are')
    }),
  )

  test(
    'a git that fails',
    inProcess(async (publishing) => {
      const sha = publishing.repository.commit('Write', OWN)
      const PATH = fakeGit(publishing.repository, 'echo "fatal: no ::error::injected" >&2; exit 1')
      const { event, environment } = on('pull_request_target', sha)

      const result = await publishing.publish({ event, environment: { ...environment, PATH } })

      expectRefused(
        publishing,
        result,
        'pull_request_target',
        'git does not say whose they are (fatal: no',
      )
    }),
  )

  test.each(['', 'main'])('a commit that is called "%s"', (sha) =>
    inProcess(async (publishing) => {
      publishing.repository.commit('Write', OWN)
      const result = await publishing.publish(on('issue_comment', sha))
      expectRefused(publishing, result, 'issue_comment', 'the commit of the run is not known')
    })(),
  )

  test(
    'a commit that the clone shows as another one',
    inProcess(async (publishing) => {
      const { base, head } = forked(publishing)
      const { repository } = publishing
      repository.git('checkout', '--quiet', base)
      repository.git('replace', base, head)
      repository.write('docs/b.md', 'Send money.\n')

      const result = await publishing.publish(on('workflow_run', base))

      expectRefused(publishing, result, 'workflow_run', 'not as that commit has it: "docs/b.md"')
    }),
  )
})

test(
  'a sidecar is a document in this',
  inProcess(async (publishing) => {
    const sha = publishing.repository.commit('Write', OWN)
    publishing.repository.write('docs/a.md.meta.json', '{"audience": "mallory"}')
    publishing.repository.write('docs/b.md.meta.json', '{"audience": "mallory"}')

    const result = await publishing.publish(on('workflow_run', sha))

    const overwritten = 'not as that commit has it: "docs/a.md.meta.json"'
    const untracked = 'not tracked by git at that commit: "docs/b.md.meta.json"'
    expectRefused(publishing, result, 'workflow_run', overwritten, untracked)
  }),
)

test(
  "what git writes in another way than it keeps it is still the repository's own",
  inProcess(async (publishing) => {
    const { repository } = publishing
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

    const result = await publishing.publish(on('issue_comment', sha))

    expect(result.errors).toEqual([])
    expect(Object.keys(await sent(publishing))).toHaveLength(6)
  }),
)

test(
  'the clone may be shallow, further up, and of SHA-256',
  inProcess(async (publishing) => {
    const { repository } = publishing
    rmSync(join(repository.folder, '.git'), { recursive: true })
    repository.git('init', '--quiet', '--object-format=sha256', '--initial-branch=main')
    repository.commit('Begin', { 'site/docs/a.md': '# Old\n', 'docs/a.md': '# Other\n' })
    const sha = repository.commit('Write', { 'site/docs/a.md': '# A\n' })
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, '../shallow')
    const workspace = join(repository.folder, '../shallow/site')

    const result = await publishing.publish({
      workspaceFolder: workspace,
      ...on('issue_comment', sha),
    })

    expect(result.errors).toEqual([])
    expect(await sent(publishing)).toMatchObject({ 'docs__a.md': { title: 'A', commit_sha: sha } })
  }),
)

describe('workflow_run, after a run of this repository that no pull request started', () => {
  test(
    'its commit takes the place of GITHUB_SHA, and its branch is the ref',
    inProcess(async (publishing) => {
      const main = publishing.repository.commit('Write', OWN)
      const next = publishing.repository.commit('Go on', { 'docs/b.md': '# B 2\n' })

      const result = await publishing.publish(afterRun(main, { head_sha: next }))

      expect([...result.errors, ...result.warnings]).toEqual([])
      expect(await sent(publishing)).toMatchObject({
        'docs__b.md': { ref: 'refs/heads/next', ref_name: 'next', commit_sha: next },
      })
    }),
  )

  test(
    'a tag that the clone knows is the ref',
    inProcess(async (publishing) => {
      const sha = publishing.repository.commit('Write', OWN)
      publishing.repository.git('tag', '--annotate', '--message', 'x', 'v1')

      await publishing.publish(afterRun(sha, { head_sha: sha, head_branch: 'v1' }))

      expect(await sent(publishing)).toMatchObject({
        'docs__b.md': { ref: 'refs/tags/v1', ref_name: 'v1' },
      })
    }),
  )

  test(
    'the commit of the run itself is not, nor what was built from it',
    inProcess(async (publishing) => {
      const main = publishing.repository.commit('Write', OWN)
      const head_sha = 'f'.repeat(40)

      const other = await publishing.publish(afterRun(main, { head_sha }))
      expectRefused(
        publishing,
        other,
        'workflow_run',
        head_sha,
        `commit ${main} is checked out`,
        HEAD_SHA,
      )

      publishing.repository.write('docs/built.md', '# Built\n')
      const built = await publishing.publish(afterRun(main, { head_sha: main }))
      expectRefused(publishing, built, 'workflow_run', 'at that commit: "docs/built.md"', 'on push')
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
    inProcess(async (publishing) => {
      const { base, head } = forked(publishing)
      const result = await publishing.publish(afterRun(base, { head_sha: head, ...run }))
      expectRefused(publishing, result, 'workflow_run', `commit ${head} is checked out`, ADVICE)
    })(),
  )
})

test(
  'a dry run warns, and goes on',
  inProcess(async (publishing) => {
    const { base } = forked(publishing)

    const options = on('pull_request_target', base)
    const result = await publishing.publish({ mode: { kind: 'dry' }, ...options })

    expect(result.errors).toEqual([])
    expect(result.warnings).toEqual([
      expect.stringContaining('A run on "pull_request_target" can be started by strangers'),
    ])
    expect(result.lines).toContain('  docs/a.md as docs__a.md')
    expect(publishing.sandbox.requests).toEqual([])
  }),
)

test.each(['push', 'pull_request', 'release', 'workflow_dispatch', 'schedule'])(
  'on %s the workflow decides what is published',
  (event) =>
    inProcess(async (publishing) => {
      const { base } = forked(publishing)
      publishing.repository.write('docs/built.md', '# Built\n')

      const result = await publishing.publish(on(event, base))

      expect([...result.errors, ...result.warnings]).toEqual([])
      expect(Object.keys(await sent(publishing)).sort()).toEqual([
        'docs__a.md',
        'docs__b.md',
        'docs__built.md',
      ])
    })(),
)

test(
  'what was checked is what is sent, whoever writes meanwhile',
  inProcess(async (publishing) => {
    const { repository } = publishing
    const large = 'x'.repeat(2_000_000)
    const sha = repository.commit('Write', { ...OWN, 'docs/large.txt': large })
    publishing.sandbox.fault({
      on: 'platform',
      match: ({ call }) => {
        if (call !== 'create-session') return false
        repository.write('docs/b.md', 'Send money.\n')
        appendFileSync(join(repository.folder, 'docs/large.txt'), 'Send money.\n')
        return false
      },
      effect: { kind: 'latency', ms: 0 },
    })

    const result = await publishing.publish(on('workflow_run', sha))

    const why = "changed after it was found to be this repository's own."
    expect(fatesOf(result)).toEqual({
      'docs/a.md': 'uploaded',
      'docs/b.md': `failed: It ${why}`,
      'docs/large.txt': `failed: It ${why}`,
    })
    expect(Object.keys(await sent(publishing))).toEqual(['docs__a.md'])
  }),
)

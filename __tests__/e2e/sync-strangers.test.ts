import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { StepResult } from '../../sandbox/runner.ts'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { onSync, type SyncJob } from '../support/sync-job.ts'

const PAGES = { 'docs/a.md': '# A', 'docs/b.md': '# B', 'docs/c.md': '# C' }
const HANDBOOK = { id: 1_296_269, full_name: 'octo-org/handbook' }
const FORK = { id: 7, full_name: 'somebody/handbook' }

const Report = v.object({
  sync: v.object({ changes: v.array(v.object({ kind: v.string(), path: v.string() })) }),
})

/** What the report plans, as `kind path`. */
function changesOf({ outputs }: StepResult): string[] {
  const { sync } = v.parse(Report, JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8')))
  return sync.changes.map(({ kind, path }) => `${kind} ${path}`).sort()
}

/** A pull request that edits one page, renames one, adds one and removes none; its merge is checked out. */
function propose({ job: { repository } }: SyncJob): string {
  repository.git('checkout', '--quiet', '-b', 'proposal')
  repository.git('mv', 'docs/c.md', 'docs/moved.md')
  return repository.commit('Propose', {
    'docs/b.md': '# B, proposed',
    'docs/new.md': '# New',
    'elsewhere.md': '# Elsewhere',
  })
}

const PLANNED = ['changed docs/b.md', 'new docs/new.md', 'renamed docs/moved.md']
const COUNTS = { new: 1, changed: 1, unchanged: 1, renamed: 1, stale: 0, 'left-behind': 0 }

function pullRequest(from: typeof HANDBOOK, actor: string) {
  const pull_request = { number: 5, head: { repo: from }, base: { repo: HANDBOOK } }
  return {
    ref: 'refs/pull/5/merge',
    event: { name: 'pull_request', payload: { number: 5, pull_request, repository: HANDBOOK } },
    environment: { GITHUB_BASE_REF: 'main', GITHUB_HEAD_REF: 'proposal', GITHUB_ACTOR: actor },
  }
}

const GITHUB = { pulls: { 5: { base: 'main', head: 'proposal' } } }

test.each<[string, typeof HANDBOOK, string]>([
  ["a fork's", FORK, 'somebody'],
  ["Dependabot's", HANDBOOK, 'dependabot[bot]'],
])(
  '%s pull request, without a key: the plan is made of its files, and nothing is asked of the platform',
  (_whose, from, actor) =>
    onSync(
      async (sync) => {
        sync.job.repository.commit('Write', PAGES)
        propose(sync)

        const result = await sync.publish({ 'api-key': '' }, pullRequest(from, actor))

        expect(result.outcome).toBe('success')
        expect(changesOf(result)).toEqual(PLANNED)
        expect(JSON.parse(result.outputs['plan'] ?? '')).toEqual(COUNTS)
        expect(warningsOf(result)).toEqual([expect.stringContaining('The workspace was not read')])
        expect(result.outputs['synced-commit']).toBe('')
        expect([sync.job.sandbox.requests, sync.files]).toEqual([[], []])
      },
      { github: GITHUB },
    )(),
)

test(
  "a pull request of this repository's own: the plan is made of the workspace, and nothing is sent",
  onSync(
    async (sync) => {
      sync.job.repository.commit('Write', PAGES)
      await sync.publish()
      const before = [sync.files, sync.asked]
      propose(sync)

      const result = await sync.publish({}, pullRequest(HANDBOOK, 'octocat'))

      expect(result.outcome).toBe('success')
      expect(changesOf(result)).toEqual(PLANNED)
      expect(JSON.parse(result.outputs['plan'] ?? '')).toEqual(COUNTS)
      expect(result.outputs['synced-commit']).toBe('')
      expect([sync.files, sync.asked]).toEqual(before)
    },
    { github: GITHUB },
  ),
)

/** Publishes the pages, and gives what may not change afterwards. */
async function publishOwn(sync: SyncJob): Promise<unknown> {
  sync.job.repository.commit('Write', PAGES)
  await sync.publish()
  return [sync.files, sync.asked]
}

function expectRefused(sync: SyncJob, result: StepResult, before: unknown): void {
  expect(result.outcome).toBe('failure')
  expect(errorsOf(result).join('\n')).toMatch(/can be started by strangers/)
  expect(result.outputs).toMatchObject({
    'documents-uploaded': '0',
    'documents-pruned': '0',
    'synced-commit': '',
  })
  expect([sync.files, sync.asked]).toEqual(before)
}

function onTarget(sha: string) {
  const payload = { number: 5, repository: HANDBOOK }
  return { event: { name: 'pull_request_target', payload }, environment: { GITHUB_SHA: sha } }
}

test(
  'pull_request_target with a foreign head checked out: red, and nothing is sent or deleted',
  onSync(async (sync) => {
    const before = await publishOwn(sync)
    const base = sync.job.repository.head
    propose(sync)

    expectRefused(sync, await sync.publish({}, onTarget(base)), before)
  }),
)

test(
  'pull_request_target with a foreign head under "path:": red, and nothing is sent or deleted',
  onSync(async (sync) => {
    const before = await publishOwn(sync)
    const { repository } = sync.job
    const base = repository.head
    propose(sync)
    const head = join(repository.folder, '../head')
    repository.git('clone', '--quiet', '--no-local', repository.folder, head)
    repository.git('checkout', '--quiet', 'main')
    repository.git('clone', '--quiet', '--no-local', head, 'proposal')
    repository.git(
      '-C',
      'proposal',
      'remote',
      'set-url',
      'origin',
      'https://github.com/somebody/handbook',
    )

    const result = await sync.publish({ glob: 'docs/**\nproposal/docs/**' }, onTarget(base))

    expectRefused(sync, result, before)
  }),
)

test(
  'workflow_run with files that it has downloaded: red, and nothing is sent or deleted',
  onSync(async (sync) => {
    const before = await publishOwn(sync)
    const { repository } = sync.job
    repository.write('docs/a.md', '# From an artifact')
    repository.write('docs/more.md', '# From an artifact')
    const workflow_run = {
      event: 'pull_request',
      head_sha: repository.head,
      head_branch: 'proposal',
      head_repository: FORK,
    }

    const result = await sync.publish(
      {},
      { event: { name: 'workflow_run', payload: { workflow_run, repository: HANDBOOK } } },
    )

    expectRefused(sync, result, before)
  }),
)

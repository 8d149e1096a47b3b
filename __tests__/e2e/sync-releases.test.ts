import { expect, test } from '@jest/globals'
import type { StepResult } from '../../sandbox/runner.ts'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { STRANGERS } from '../support/deletions.ts'
import { onSync, type SyncJob, type SyncOptions } from '../support/sync-job.ts'

const AGAIN = { GITHUB_RUN_ATTEMPT: '2' }
const SUPERSEDED = /^Superseded: .* Nothing was sent\./

/** What a release is to its run. */
function releaseOf(tag: string, action = 'published', name = `Release ${tag}`): SyncOptions {
  const event = { name: 'release', payload: { action, release: { tag_name: tag, name } } }
  return { ref: `refs/tags/${tag}`, event }
}

/** Publishes a release from a checkout of its tag. */
function publishRelease(
  sync: SyncJob,
  tag: string,
  inputs: Record<string, string> = {},
  options: SyncOptions = {},
): Promise<StepResult> {
  return sync.publishAt(`${tag}^{commit}`, inputs, { ...releaseOf(tag), ...options })
}

/** Two releases: the second has edited a document, taken one away, and added one. */
function tagTwo({ job: { repository } }: SyncJob): { readonly v1: string; readonly v2: string } {
  const v1 = repository.commit('Write', { 'docs/a.md': 'A of v1', 'docs/b.md': 'only in v1' })
  repository.git('tag', 'v1')
  repository.git('rm', '--quiet', 'docs/b.md')
  const v2 = repository.commit('Edit', { 'docs/a.md': 'A of v2', 'docs/c.md': 'only in v2' })
  repository.git('tag', '--annotate', '--message', 'Version 2', 'v2')
  return { v1, v2 }
}

test(
  'v1 and then v2 without a prefix, then v1.9.1, and v1 again',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    const { v1, v2 } = tagTwo(sync)
    const first = await publishRelease(sync, 'v1', {}, { runId: 101 })
    expect(first.outputs).toMatchObject({ 'synced-commit': v1 })

    const second = await publishRelease(sync, 'v2', {}, { runId: 102 })
    expect(second.outcome).toBe('success')
    expect(second.outputs).toMatchObject({ 'documents-pruned': '1', 'synced-commit': v2 })
    const ofV2 = { ...STRANGERS, 'docs__a.md': 'A of v2', 'docs__c.md': 'only in v2' }
    expect(sync.contents).toEqual(ofV2)

    // An old release whose tag did not move is run again.
    const { files, asked } = sync
    const again = await publishRelease(sync, 'v1', {}, { runId: 101, environment: AGAIN })
    expect(again.outcome).toBe('failure')
    expect(errorsOf(again)).toEqual([expect.stringMatching(SUPERSEDED)])
    expect(again.outputs['synced-commit']).toBe('')
    expect([sync.files, sync.asked]).toEqual([files, asked])

    repository.git('checkout', '--quiet', 'v1')
    const fixed = repository.commit('Fix', { 'docs/a.md': 'A of v1.9.1' })
    repository.git('tag', 'v1.9.1')
    const third = await publishRelease(sync, 'v1.9.1', {}, { runId: 103 })
    expect(third.outcome).toBe('success')
    expect(third.outputs).toMatchObject({ 'documents-pruned': '1', 'synced-commit': fixed })
    const inStep = { ...STRANGERS, 'docs__a.md': 'A of v1.9.1', 'docs__b.md': 'only in v1' }
    expect(sync.contents).toEqual(inStep)

    const quiet = await publishRelease(sync, 'v1.9.1', {}, { runId: 104 })
    expect(quiet.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': fixed })
    expect(sync.contents).toEqual(inStep)
  }),
)

test(
  'v1 and then v2 with a prefix each, and v1 again',
  onSync(async (sync) => {
    sync.addStrangers()
    const { v1, v2 } = tagTwo(sync)
    await publishRelease(sync, 'v1', { 'name-prefix': 'v1-' }, { runId: 101 })
    const second = await publishRelease(sync, 'v2', { 'name-prefix': 'v2-' }, { runId: 102 })
    expect(second.outcome).toBe('success')
    expect(second.outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': v2 })
    const both = {
      ...STRANGERS,
      'v1-docs__a.md': 'A of v1',
      'v1-docs__b.md': 'only in v1',
      'v2-docs__a.md': 'A of v2',
      'v2-docs__c.md': 'only in v2',
    }
    expect(sync.contents).toEqual(both)

    const options = { runId: 101, environment: AGAIN }
    const again = await publishRelease(sync, 'v1', { 'name-prefix': 'v1-' }, options)
    expect(again.outcome).toBe('success')
    expect(again.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': v1 })
    expect(sync.contents).toEqual(both)
    expect(sync.asked).toEqual({ sessions: 2, deletions: 0 })
  }),
)

test(
  'an old release is run again that has only something to delete',
  onSync(async (sync) => {
    const { repository } = sync.job
    repository.commit('Write', { 'docs/a.md': 'A' })
    repository.git('tag', 'v1')
    repository.git('rm', '--quiet', 'docs/a.md')
    repository.commit('Replace', { 'docs/b.md': 'B' })
    repository.git('tag', 'v2')
    await publishRelease(sync, 'v1', { prune: 'false' }, { runId: 101 })
    await publishRelease(sync, 'v2', { prune: 'false' }, { runId: 102 })
    const again = await publishRelease(sync, 'v1', {}, { runId: 101, environment: AGAIN })

    expect(again.outcome).toBe('failure')
    expect(errorsOf(again)).toEqual([expect.stringMatching(SUPERSEDED)])
    expect(again.outputs['synced-commit']).toBe('')
    expect(sync.contents).toEqual({ 'docs__a.md': 'A', 'docs__b.md': 'B' })
    expect(sync.asked).toEqual({ sessions: 2, deletions: 0 })
  }),
)

test(
  'a tag is pushed again',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    const { v1: old, v2: moved } = tagTwo(sync)
    const PUSHED = { ref: 'refs/tags/v1' }
    await sync.publishAt(old, {}, { ...PUSHED, runId: 101 })
    repository.git('tag', '--force', 'v1', moved)
    const again = await sync.publishAt(moved, {}, { ...PUSHED, runId: 102 })
    expect(again.outcome).toBe('success')
    expect(again.outputs).toMatchObject({ 'documents-pruned': '1', 'synced-commit': moved })
    const newer = { ...STRANGERS, 'docs__a.md': 'A of v2', 'docs__c.md': 'only in v2' }
    expect(sync.contents).toEqual(newer)

    const { files, asked } = sync
    const late = await sync.publishAt(old, {}, { ...PUSHED, runId: 103 })
    expect(late.outcome).toBe('success')
    expect(warningsOf(late)).toEqual([expect.stringMatching(SUPERSEDED)])
    const rerun = await sync.publishAt(old, {}, { ...PUSHED, runId: 101, environment: AGAIN })
    expect(rerun.outcome).toBe('failure')
    expect([late, rerun].map(({ outputs }) => outputs['synced-commit'])).toEqual(['', ''])
    expect([sync.files, sync.asked]).toEqual([files, asked])
  }),
)

test(
  'a release is edited, and deleted',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    const { v1 } = tagTwo(sync)
    await publishRelease(sync, 'v1')
    const edit = (name: string): Promise<StepResult> =>
      publishRelease(sync, 'v1', {}, releaseOf('v1', 'edited', name))

    const body = await edit('Release v1')
    expect(body.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': v1 })
    expect(sync.asked.sessions).toBe(1)

    const named = await edit('Release one')
    expect(named.outcome).toBe('success')
    expect(named.outputs).toMatchObject({ 'documents-uploaded': '2', 'synced-commit': v1 })
    expect(named.log).toContain('`release_name`')
    const ours = sync.files.filter(({ name }) => !(name in STRANGERS))
    expect(ours.map(({ meta }) => meta['release_name'])).toEqual(['Release one', 'Release one'])

    const { files, asked } = sync
    for (const action of ['unpublished', 'deleted']) {
      if (action === 'deleted') repository.git('tag', '--delete', 'v1')
      const gone = await sync.publishAt(v1, {}, releaseOf('v1', action))
      expect(gone.outcome).toBe('success')
      expect(gone.annotations).toMatchObject([
        { name: 'notice', data: expect.stringContaining(`A release was ${action}`) },
      ])
      expect(gone.outputs['synced-commit']).toBe('')
    }
    expect([sync.files, sync.asked]).toEqual([files, asked])
  }),
)

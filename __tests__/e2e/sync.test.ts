import { expect, test } from '@jest/globals'
import { onSync } from '../support/sync-job.ts'

const PAGES = {
  'docs/a.md': '# A',
  'docs/b.md': '# B',
  'docs/c.md': '# C',
  'docs/d.md': '# D',
}

test(
  'a second run sends what differs, deletes what is gone, and proves it',
  onSync(async (sync) => {
    const { repository } = sync.job
    const first = repository.commit('Write', PAGES)
    const before = await sync.publish()
    expect(before.outputs).toMatchObject({
      'documents-uploaded': '4',
      'documents-unchanged': '0',
      'synced-commit': first,
    })

    repository.git('mv', 'docs/c.md', 'docs/e.md')
    repository.git('rm', '--quiet', 'docs/d.md')
    const second = repository.commit('Edit', { 'docs/a.md': '# A, edited' })
    const plan = await sync.publish({ 'dry-run': 'true' })
    expect(plan.log).toContain('Plan: 0 new, 1 changed, 1 unchanged, 1 renamed, 1 stale')
    expect(plan.log).not.toContain('Not proven')
    const after = await sync.publish()
    expect(after.outcome).toBe('success')
    expect(after.log).toContain(`In step with commit ${second}: `)
    expect(after.outputs).toMatchObject({
      'documents-uploaded': '2',
      'documents-unchanged': '1',
      'documents-pruned': '2',
      'synced-commit': second,
      plan: '{"new":0,"changed":1,"unchanged":1,"renamed":1,"stale":1,"left-behind":0}',
    })
    expect(sync.contents).toEqual({
      'docs__a.md': '# A, edited',
      'docs__b.md': '# B',
      'docs__e.md': '# C',
    })

    const sessions = sync.job.sandbox.sessions.length
    const third = await sync.publish()
    expect(third.outputs).toMatchObject({ 'documents-unchanged': '3', 'synced-commit': second })
    expect(sync.job.sandbox.sessions).toHaveLength(sessions)
  }),
)

test(
  'a plan says whether the workspace is in step, unless it lists what is ahead',
  onSync(async (sync) => {
    const { repository } = sync.job
    repository.commit('Write', PAGES)
    await sync.publish()
    repository.git('rm', '--quiet', 'docs/d.md')
    const second = repository.commit('Remove', {})

    const pruning = await sync.publish({ 'dry-run': 'true' })
    expect(pruning.log).not.toMatch(/in step/i)
    expect(pruning.summary).not.toContain('In step')
    const keeping = await sync.publish({ 'dry-run': 'true', prune: 'false' })
    expect(keeping.log).toContain(`In step with commit ${second}: `)
    expect(keeping.summary).toContain(`<td>In step</td><td>with <code>${second.slice(0, 7)}`)
  }),
)

test(
  'a list that lags behind the ingestion is waited for, by the names of what differs',
  onSync(
    async (sync) => {
      const { repository, sandbox } = sync.job
      repository.commit('Write', PAGES)
      await sync.publish()
      const second = repository.commit('Edit', { 'docs/a.md': '# A, edited' })
      const requests = sandbox.requests.length
      const after = await sync.publish()
      expect(after.outputs).toMatchObject({ 'documents-uploaded': '1', 'synced-commit': second })
      const lists = sandbox.requests.slice(requests).filter(({ call }) => call === 'list-files')
      const byName = lists.filter(({ path }) => path.includes('&name='))
      expect(byName.length).toBeGreaterThan(0)
      expect(lists.length - byName.length).toBeLessThanOrEqual(4)
    },
    { files: { lagMs: 2_500 } },
  ),
)

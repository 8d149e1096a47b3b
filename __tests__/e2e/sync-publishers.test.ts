import { expect, test } from '@jest/globals'
import { startGitHub } from '../../sandbox/github.ts'
import { errorsOf } from '../support/checks.ts'
import { STRANGERS } from '../support/deletions.ts'
import { WORKSPACE } from '../support/job.ts'
import { onSync } from '../support/sync-job.ts'

/** Who publishes, where it is not repository 1296269, `octo-org/handbook` on github.com. */
const OTHERS: Record<string, { environment: Record<string, string>; names: readonly string[] }> = {
  'two repositories have one name for a document': {
    environment: { GITHUB_REPOSITORY: 'octo-org/guide', GITHUB_REPOSITORY_ID: '42' },
    names: ['octo-org/guide (publisher_id 42)', 'octo-org/handbook (publisher_id 1296269)'],
  },
  'a repository on github.com and one on an Enterprise Server have one name for a document': {
    environment: { GITHUB_SERVER_URL: 'https://github.example' },
    names: [
      'octo-org/handbook (publisher_id 1296269)',
      'octo-org/handbook on github.com (publisher_id 1296269)',
    ],
  },
  'a repository was recreated under its old name': {
    environment: { GITHUB_REPOSITORY_ID: '42' },
    names: ['octo-org/handbook (publisher_id 42)', 'octo-org/handbook (publisher_id 1296269)'],
  },
}

test.each(Object.entries(OTHERS))('%s', (_, { environment, names }) =>
  onSync(async (sync) => {
    const { repository, sandbox } = sync.job
    repository.commit('Write', { 'docs/a.md': 'theirs', 'docs/b.md': 'theirs, too' })
    await sync.publish()
    const { files, asked } = sync
    const nameWithOwner = environment['GITHUB_REPOSITORY'] ?? 'octo-org/handbook'
    await using github = await startGitHub({ folder: repository.folder, nameWithOwner })
    const options = { environment: { ...environment, GITHUB_API_URL: github.apiUrl } }

    repository.git('rm', '--quiet', 'docs/b.md')
    const second = repository.commit('Edit', { 'docs/a.md': 'ours', 'docs/c.md': 'ours' })
    const result = await sync.publish({}, options)

    expect(result.outcome).toBe('failure')
    const errors = errorsOf(result).join('\n')
    for (const name of names) expect(errors).toContain(name)
    expect(errors).toContain('docs__a.md')
    expect(result.outputs['synced-commit']).toBe('')
    expect([sync.files, sync.asked]).toEqual([files, asked])

    // Names of its own keep it apart, and what is not wanted by it is still nobody's but theirs.
    const apart = await sync.publish({ 'name-prefix': 'ours-' }, options)
    expect(apart.outcome).toBe('success')
    expect(apart.outputs).toMatchObject({ 'synced-commit': second, 'documents-pruned': '0' })
    expect(sync.contents).toEqual({
      'docs__a.md': 'theirs',
      'docs__b.md': 'theirs, too',
      'ours-docs__a.md': 'ours',
      'ours-docs__c.md': 'ours',
    })
    expect(sandbox.requests.filter(({ call }) => call === 'delete-file')).toEqual([])
  })(),
)

test(
  'another repository has put a file beside ours, under the same name',
  onSync(async (sync) => {
    const { repository, sandbox } = sync.job
    const first = repository.commit('Write', { 'docs/a.md': 'ours', 'docs/b.md': 'ours' })
    await sync.publish()
    const [ours] = sync.files
    sandbox.publisher(WORKSPACE).put({
      name: 'docs__a.md',
      content: 'theirs',
      meta: {
        ...ours?.meta,
        repository: 'octo-org/guide',
        publisher_id: '42',
        run_url: 'https://github.com/octo-org/guide/actions/runs/7',
      },
    })
    const files = sync.files
    // What is not sent replaces nothing.
    const quiet = await sync.publish()
    expect(quiet.outcome).toBe('success')
    expect(quiet.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': first })

    repository.commit('Edit', { 'docs/a.md': 'ours, edited' })
    const result = await sync.publish()
    expect(result.outcome).toBe('failure')
    const errors = errorsOf(result).join('\n')
    expect(errors).toContain('octo-org/guide (publisher_id 42)')
    expect(errors).toContain('docs__a.md')
    expect(result.outputs['synced-commit']).toBe('')
    expect(sync.files).toEqual(files)
  }),
)

test.each(['octo-org/guide', 'octo-inc/handbook'])(
  'the repository was renamed or transferred: it is %s now',
  (nameWithOwner) =>
    onSync(async (sync) => {
      const { repository } = sync.job
      sync.addStrangers()
      repository.commit('Write', { 'docs/a.md': 'A', 'docs/b.md': 'B', 'docs/c.md': 'C' })
      await sync.publish()
      await using github = await startGitHub({ folder: repository.folder, nameWithOwner })
      const options = {
        environment: { GITHUB_REPOSITORY: nameWithOwner, GITHUB_API_URL: github.apiUrl },
      }

      repository.git('rm', '--quiet', 'docs/b.md')
      const second = repository.commit('Delete')
      const inStep = { ...STRANGERS, 'docs__a.md': 'A', 'docs__c.md': 'C' }
      const result = await sync.publish({}, options)
      expect(result.outcome).toBe('success')
      expect(result.outputs).toMatchObject({
        'documents-uploaded': '2',
        'documents-pruned': '1',
        'synced-commit': second,
      })
      expect(sync.contents).toEqual(inStep)

      const quiet = await sync.publish({}, options)
      expect(quiet.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': second })
      expect(sync.contents).toEqual(inStep)
    })(),
)

test(
  'the branch master was renamed main',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    repository.commit('Write', { 'docs/a.md': 'A', 'docs/b.md': 'B', 'docs/c.md': 'C' })
    repository.git('branch', '--move', 'master')
    await sync.publish({}, { ref: 'refs/heads/master' })

    repository.git('branch', '--move', 'main')
    repository.git('rm', '--quiet', 'docs/b.md')
    const second = repository.commit('Delete')
    const inStep = { ...STRANGERS, 'docs__a.md': 'A', 'docs__c.md': 'C' }
    const result = await sync.publish()
    expect(result.outcome).toBe('success')
    expect(result.outputs).toMatchObject({
      'documents-uploaded': '2',
      'documents-pruned': '1',
      'synced-commit': second,
    })
    expect(sync.contents).toEqual(inStep)

    const quiet = await sync.publish()
    expect(quiet.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': second })
    expect(sync.contents).toEqual(inStep)
  }),
)

import { expect, test } from '@jest/globals'
import { warningsOf } from '../support/checks.ts'
import { STRANGERS } from '../support/deletions.ts'
import { onSync } from '../support/sync-job.ts'

const DOCS = { glob: 'docs/**' }
const API = { glob: 'api/**' }
const BOTH = {
  'docs/a.md': 'docs a',
  'docs/b.md': 'docs b',
  'api/a.md': 'api a',
  'api/b.md': 'api b',
}

test(
  'workflows on `docs/` and `api/` at once',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    const first = repository.commit('Write', BOTH)
    await publishBoth({}, first, '2')
    const edited = repository.commit('Edit', { 'docs/a.md': 'docs a 2', 'api/a.md': 'api a 2' })
    // Without a token, a run is told from newer ones by what they have published.
    await publishBoth({ 'github-token': '' }, edited, '1')

    async function publishBoth(
      token: Record<string, string>,
      commit: string,
      uploaded: string,
    ): Promise<void> {
      const results = await Promise.all([
        sync.publish({ ...DOCS, ...token }, { runId: 1_700_000_001 }),
        sync.publish({ ...API, ...token }, { ...sync.otherRunner(), runId: 1_700_000_000 }),
      ])
      for (const { outcome, outputs } of results) {
        expect(outcome).toBe('success')
        expect(outputs).toMatchObject({ 'documents-uploaded': uploaded, 'documents-skipped': '0' })
        expect(['', commit]).toContain(outputs['synced-commit'])
      }
    }
    expect(sync.contents).toEqual({
      ...STRANGERS,
      'api__a.md': 'api a 2',
      'api__b.md': 'api b',
      'docs__a.md': 'docs a 2',
      'docs__b.md': 'docs b',
    })
    expect(sync.asked.deletions).toBe(0)

    const { sessions } = sync.asked
    for (const inputs of [DOCS, API]) {
      const quiet = await sync.publish(inputs)
      expect(quiet.outputs).toMatchObject({
        'documents-unchanged': '2',
        'synced-commit': edited,
      })
    }
    expect(sync.asked).toEqual({ sessions, deletions: 0 })
  }),
)

test(
  'the legs of a matrix, each with a glob',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    repository.commit('Write', BOTH)
    await sync.publish(DOCS)
    await sync.publish(API)
    repository.git('rm', '--quiet', 'docs/b.md', 'api/b.md')
    const second = repository.commit('Delete', { 'docs/c.md': 'docs c', 'api/c.md': 'api c' })
    const runId = 1_700_000_000
    const results = await Promise.all([
      sync.publish(DOCS, { runId }),
      sync.publish(API, { ...sync.otherRunner(), runId }),
    ])

    for (const { outcome, outputs } of results) {
      expect(outcome).toBe('success')
      expect(outputs).toMatchObject({ 'documents-uploaded': '1', 'documents-pruned': '1' })
    }
    expect(sync.contents).toEqual({
      ...STRANGERS,
      'api__a.md': 'api a',
      'api__c.md': 'api c',
      'docs__a.md': 'docs a',
      'docs__c.md': 'docs c',
    })
    for (const inputs of [DOCS, API]) {
      const quiet = await sync.publish(inputs)
      expect(quiet.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': second })
    }
  }),
)

const FIRST = { 'docs/a.md': 'A', 'docs/b.md': 'B', 'docs/deep/c.md': 'C' }

/** What the next run's inputs are, and what the workspace then holds. */
const NARROWER: Record<
  string,
  {
    first?: Record<string, string>
    next: Record<string, string>
    held: Record<string, string>
    left: number
  }
> = {
  'the glob is narrowed': {
    next: { glob: 'docs/*.md' },
    held: { 'docs__a.md': 'A, edited', 'docs__b.md': 'B', 'docs__deep__c.md': 'C' },
    left: 1,
  },
  'the prefix is changed': {
    first: { 'name-prefix': 'old-' },
    next: { 'name-prefix': 'new-' },
    held: {
      'new-docs__a.md': 'A, edited',
      'new-docs__b.md': 'B',
      'new-docs__deep__c.md': 'C',
      'old-docs__a.md': 'A',
      'old-docs__b.md': 'B',
      'old-docs__deep__c.md': 'C',
    },
    left: 3,
  },
  'the naming is changed': {
    next: { 'file-name': 'basename' },
    held: {
      'a.md': 'A, edited',
      'b.md': 'B',
      'c.md': 'C',
      'docs__a.md': 'A',
      'docs__b.md': 'B',
      'docs__deep__c.md': 'C',
    },
    left: 3,
  },
}

test.each(Object.entries(NARROWER))('%s', (_, { first = {}, next, held, left }) =>
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    repository.commit('Write', FIRST)
    await sync.publish(first)
    const second = repository.commit('Edit', { 'docs/a.md': 'A, edited' })
    const result = await sync.publish(next)

    expect(result.outcome).toBe('success')
    expect(result.outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': second })
    expect(JSON.parse(result.outputs['plan'] ?? '')).toMatchObject({
      stale: 0,
      'left-behind': left,
    })
    expect(warningsOf(result)).toEqual([expect.stringMatching(/left behind in the workspace/)])
    expect(sync.contents).toEqual({ ...STRANGERS, ...held })

    const quiet = await sync.publish(next)
    expect(quiet.outputs).toMatchObject({ 'documents-uploaded': '0', 'synced-commit': second })
    expect(sync.contents).toEqual({ ...STRANGERS, ...held })
    expect(sync.asked.deletions).toBe(0)
  })(),
)

test(
  'two branches without a prefix',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    const NEXT = { ref: 'refs/heads/next' }
    const main = repository.commit('Write', { 'docs/a.md': 'A of main', 'docs/main.md': 'main' })
    repository.git('branch', 'next')
    await sync.publish()

    repository.git('checkout', '--quiet', 'next')
    repository.git('rm', '--quiet', 'docs/main.md')
    const next = repository.commit('Next', { 'docs/a.md': 'A of next', 'docs/next.md': 'next' })
    const ofNext = await sync.publish({}, NEXT)
    expect(ofNext.outcome).toBe('success')
    expect(ofNext.outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': next })
    expect(sync.contents).toEqual({
      ...STRANGERS,
      'docs__a.md': 'A of next',
      'docs__main.md': 'main',
      'docs__next.md': 'next',
    })
    expect(ofNext.log).toContain('refs/heads/main published it, and is not known to be gone.')

    repository.git('checkout', '--quiet', 'main')
    const ofMain = await sync.publish()
    expect(ofMain.outputs).toMatchObject({
      'documents-uploaded': '1',
      'documents-pruned': '0',
      'synced-commit': main,
    })
    expect(sync.contents).toEqual({
      ...STRANGERS,
      'docs__a.md': 'A of main',
      'docs__main.md': 'main',
      'docs__next.md': 'next',
    })
    expect(ofMain.log).toContain('refs/heads/next published it, and is not known to be gone.')
    expect(sync.asked.deletions).toBe(0)

    repository.git('branch', '--quiet', '--delete', '--force', 'next')
    const alone = await sync.publish()
    expect(alone.outputs).toMatchObject({ 'documents-pruned': '1', 'synced-commit': main })
    expect(sync.contents).toEqual({
      ...STRANGERS,
      'docs__a.md': 'A of main',
      'docs__main.md': 'main',
    })
  }),
)

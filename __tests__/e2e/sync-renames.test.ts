import { expect, test } from '@jest/globals'
import { STRANGERS } from '../support/deletions.ts'
import { onSync, type SyncJob } from '../support/sync-job.ts'

/** One run more finds nothing to do. */
async function expectInStep(sync: SyncJob, documents: number, commit: string): Promise<void> {
  const { files, asked } = sync
  const quiet = await sync.publish()
  expect([quiet.outcome, quiet.annotations]).toEqual(['success', []])
  expect(quiet.outputs).toMatchObject({
    'documents-unchanged': String(documents),
    'documents-uploaded': '0',
    'synced-commit': commit,
  })
  expect([sync.files, sync.asked]).toEqual([files, asked])
}

test(
  'two documents swap their names',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    repository.commit('Write', { 'docs/a.md': 'one', 'docs/b.md': 'two' })
    await sync.publish()
    const swapped = repository.commit('Swap', { 'docs/a.md': 'two', 'docs/b.md': 'one' })
    const result = await sync.publish()

    expect(result.outcome).toBe('success')
    expect(result.outputs).toMatchObject({
      'documents-uploaded': '2',
      'documents-pruned': '0',
      'synced-commit': swapped,
    })
    expect(sync.contents).toEqual({ ...STRANGERS, 'docs__a.md': 'two', 'docs__b.md': 'one' })
    expect(sync.asked.deletions).toBe(0)
    await expectInStep(sync, 2, swapped)
  }),
)

test(
  'a document is renamed, and its content stays',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    repository.commit('Write', { 'docs/a.md': 'one', 'docs/b.md': 'two' })
    await sync.publish()
    repository.git('mv', 'docs/a.md', 'docs/z.md')
    const renamed = repository.commit('Rename')
    const result = await sync.publish()

    expect(result.outcome).toBe('success')
    expect(result.outputs).toMatchObject({
      'documents-uploaded': '1',
      'documents-pruned': '1',
      'synced-commit': renamed,
      plan: '{"new":0,"changed":0,"unchanged":1,"renamed":1,"stale":0,"left-behind":0}',
    })
    expect(sync.contents).toEqual({ ...STRANGERS, 'docs__b.md': 'two', 'docs__z.md': 'one' })
    await expectInStep(sync, 2, renamed)
  }),
)

for (const overwriteKeepsId of [false, true]) {
  test(
    `a document is renamed by letter case, where names ignore it and a file that is replaced ${overwriteKeepsId ? 'keeps its id' : 'gets another id'}`,
    onSync(
      async (sync) => {
        const { repository } = sync.job
        repository.commit('Write', { 'docs/Intro.md': 'one', 'docs/b.md': 'two' })
        await sync.publish()
        repository.git('mv', 'docs/Intro.md', 'docs/intro.md')
        const renamed = repository.commit('Rename')
        const result = await sync.publish()

        expect(result.outcome).toBe('success')
        expect(sync.contents).toEqual({ 'docs__b.md': 'two', 'docs__intro.md': 'one' })
        expect(result.outputs).toMatchObject({ 'synced-commit': renamed })
        await expectInStep(sync, 2, renamed)
      },
      { namesIgnoreCase: true, ingestion: { overwriteKeepsId } },
    ),
  )
}

test(
  'a document is renamed by letter case, where names ignore it and the list lags',
  onSync(
    async (sync) => {
      const { repository } = sync.job
      repository.commit('Write', { 'docs/Intro.md': 'one', 'docs/b.md': 'two' })
      await sync.publish()
      repository.git('mv', 'docs/Intro.md', 'docs/intro.md')
      const renamed = repository.commit('Rename')
      await sync.publish()
      expect(sync.contents).toEqual({ 'docs__b.md': 'two', 'docs__intro.md': 'one' })
      await expectInStep(sync, 2, renamed)
    },
    {
      namesIgnoreCase: true,
      ingestion: { overwriteKeepsId: true },
      files: { lagMs: 1_500 },
    },
  ),
)

test(
  '25 pages of one folder are renamed, where the limit is 20',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    const pages = Array.from({ length: 25 }, (_, page) => page)
    repository.commit('Write', {
      'docs/index.md': 'index',
      ...Object.fromEntries(pages.map((page) => [`docs/old/${page}.md`, `page ${page}`])),
    })
    await sync.publish()
    repository.git('mv', 'docs/old', 'docs/new')
    const renamed = repository.commit('Rename')
    const result = await sync.publish({ 'prune-limit': '20' })

    expect(result.outcome).toBe('success')
    expect(result.outputs).toMatchObject({
      'documents-uploaded': '25',
      'documents-pruned': '25',
      'synced-commit': renamed,
    })
    expect(sync.contents).toEqual({
      ...STRANGERS,
      'docs__index.md': 'index',
      ...Object.fromEntries(pages.map((page) => [`docs__new__${page}.md`, `page ${page}`])),
    })
    await expectInStep(sync, 26, renamed)
  }),
)

test(
  '25 pages of one folder are deleted, where the limit is 20',
  onSync(async (sync) => {
    const { repository } = sync.job
    const pages = Array.from(
      { length: 25 },
      (_, page) => [`docs/old/${page}.md`, `page ${page}`] as const,
    )
    const others = Array.from(
      { length: 26 },
      (_, page) => [`docs/${page}.md`, `other ${page}`] as const,
    )
    repository.commit('Write', Object.fromEntries([...pages, ...others]))
    await sync.publish()
    repository.git('rm', '-r', '--quiet', 'docs/old')
    repository.commit('Delete', { 'docs/0.md': 'edited' })
    const result = await sync.publish()

    expect(result.outcome).toBe('failure')
    expect(result.outputs).toMatchObject({
      'documents-uploaded': '1',
      'documents-pruned': '0',
      'synced-commit': '',
    })
    expect(sync.files).toHaveLength(51)
    expect(sync.contents['docs__0.md']).toBe('edited')
    expect(sync.asked.deletions).toBe(0)
  }),
)

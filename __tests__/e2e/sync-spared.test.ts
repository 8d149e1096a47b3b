import { expect, test } from '@jest/globals'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { StepResult } from '../../sandbox/runner.ts'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { WORKSPACE } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'
import { Repository } from '../support/repository.ts'
import { onSync, type SyncJob, type SyncJobOptions } from '../support/sync-job.ts'

const PAGES = {
  'docs/a.md': '# A',
  'docs/b.md': '# B',
  'docs/c.md': '# C',
  'docs/d.md': '# D',
}
const PUBLISHED = {
  'docs__a.md': '# A',
  'docs__b.md': '# B',
  'docs__c.md': '# C',
  'docs__d.md': '# D',
}
const LFS_POINTER = `version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 12345
`

/** A test that begins with the pages published. */
function afterFirst(
  work: (sync: SyncJob) => Promise<void>,
  options: SyncJobOptions = {},
): () => Promise<void> {
  return onSync(async (sync) => {
    const first = sync.job.repository.commit('Write', PAGES)
    expect((await sync.publish()).outputs).toMatchObject({ 'synced-commit': first })
    await work(sync)
  }, options)
}

function deletionsIn({ job: { sandbox } }: SyncJob): number {
  return sandbox.requests.filter(({ call }) => call === 'delete-file').length
}

const Report = v.object({
  sync: v.object({
    changes: v.array(
      v.object({ kind: v.string(), path: v.string(), note: v.optional(v.string()) }),
    ),
  }),
})

/** Why stale files stay, as the report has it, by path. */
function notesOf({ outputs }: StepResult): Record<string, string | undefined> {
  const { sync } = v.parse(Report, JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8')))
  const stale = sync.changes.filter(({ kind }) => kind === 'stale')
  return Object.fromEntries(stale.map(({ path, note }) => [path, note]))
}

/** The run is green, deletes nothing, says so of these paths, and proves nothing. */
function expectSpared(sync: SyncJob, result: StepResult, notes: Record<string, unknown>): void {
  expect(notesOf(result)).toEqual(notes)
  expect([result.outcome, deletionsIn(sync)]).toEqual(['success', 0])
  expect(result.outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': '' })
  expect(warningsOf(result).join('\n')).toContain('Not proven to be in step')
}

test(
  'a document is rejected: the others are in step, none is deleted, and the step is red',
  afterFirst(async (sync) => {
    const { repository, sandbox } = sync.job
    repository.git('rm', '--quiet', 'docs/d.md')
    const second = repository.commit('Edit', { 'docs/a.md': '# A, edited', 'docs/b.md': '# B 2' })
    sandbox.reject('docs__a.md', 'UNKNOWN_ERROR')

    const result = await sync.publish()

    expect(result.outcome).toBe('failure')
    expect(errorsOf(result).join('\n')).toContain('docs/a.md')
    expect(result.outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': '' })
    expect(sync.contents).toEqual({ ...PUBLISHED, 'docs__b.md': '# B 2' })

    sandbox.reject('docs__a.md')
    const next = await sync.publish()
    expect([next.outcome, next.outputs['synced-commit']]).toEqual(['success', second])
    expect(sync.contents).toEqual({
      'docs__a.md': '# A, edited',
      'docs__b.md': '# B 2',
      'docs__c.md': '# C',
    })
  }),
)

test(
  'documents are skipped, being empty or a pointer of Git LFS: what they were stays, all else is in step, and the step is green',
  afterFirst(async (sync) => {
    const { repository } = sync.job
    repository.git('rm', '--quiet', 'docs/d.md')
    repository.commit('Edit', { 'docs/a.md': '', 'docs/b.md': LFS_POINTER })

    const result = await sync.publish()

    expect(fatesOf(result)).toMatchObject({
      'docs/a.md': expect.stringMatching(/^skipped: .*empty/),
      'docs/b.md': expect.stringMatching(/^skipped: .*LFS/),
    })
    expect(result.outcome).toBe('success')
    expect(sync.contents).toEqual({
      'docs__a.md': '# A',
      'docs__b.md': '# B',
      'docs__c.md': '# C',
    })
    // The workspace still has what the commit has no more.
    expect(result.outputs).toMatchObject({ 'documents-pruned': '1', 'synced-commit': '' })
  }),
)

test('a document that cannot be read: the others are in step, none is deleted, and the step is red', () => {
  let vanish: (() => void) | undefined
  return afterFirst(
    async (sync) => {
      const { repository } = sync.job
      repository.git('rm', '--quiet', 'docs/d.md')
      repository.commit('Edit', { 'docs/b.md': '# B 2' })
      vanish = () => {
        rmSync(join(repository.folder, 'docs/a.md'))
      }

      const result = await sync.publish()

      expect(fatesOf(result)).toMatchObject({
        'docs/a.md': expect.stringMatching(/^failed: The file was removed during this step/),
        'docs/b.md': 'uploaded',
      })
      expect(result.outcome).toBe('failure')
      expect(result.outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': '' })
      expect(sync.contents).toEqual({ ...PUBLISHED, 'docs__b.md': '# B 2' })
    },
    {
      github: {
        // It was found, and has not been read.
        beforeRest: () => {
          vanish?.()
          vanish = undefined
          return undefined
        },
      },
    },
  )()
})

test(
  'a sparse checkout: what it leaves out stays',
  afterFirst(async (sync) => {
    const { repository } = sync.job
    repository.git('sparse-checkout', 'set', '--no-cone', '/docs/a.md', '/docs/b.md')

    const result = await sync.publish()

    expectSpared(sync, result, {
      'docs/c.md': 'the commit has it',
      'docs/d.md': 'the commit has it',
    })
    expect(result.log).toContain(
      '2 files stay in the workspace: "docs/c.md" (the commit has it), "docs/d.md" (the commit has it)',
    )
    expect(sync.contents).toEqual(PUBLISHED)
  }),
)

test(
  'files that an earlier step has removed or renamed stay',
  afterFirst(async (sync) => {
    const { repository } = sync.job
    rmSync(join(repository.folder, 'docs/c.md'))
    repository.git('mv', 'docs/d.md', 'docs/e.md')

    const result = await sync.publish()

    const { 'docs/c.md': removed } = notesOf(result)
    expect(removed).toBe('the commit has it')
    expect([result.outcome, deletionsIn(sync)]).toEqual(['success', 0])
    expect(result.outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': '' })
    expect(sync.contents).toEqual({ ...PUBLISHED, 'docs__e.md': '# D' })
  }),
)

const GUIDES = { 'g.md': '# G', 'h.md': '# H' }

test(
  'a submodule that is not checked out: what was published of it stays',
  onSync(async (sync) => {
    const { repository } = sync.job
    await Repository.with(async (guides) => {
      guides.commit('Guide', GUIDES)
      const allow = ['-c', 'protocol.file.allow=always']
      repository.write('docs/a.md', '# A')
      repository.git(...allow, 'submodule', '--quiet', 'add', guides.folder, 'docs/guides')
      const url = 'https://github.com/octo-org/guides.git'
      repository.git('-C', 'docs/guides', 'remote', 'set-url', 'origin', url)
      const first = repository.commit('Write')
      expect((await sync.publish()).outputs).toMatchObject({
        'documents-uploaded': '3',
        'synced-commit': first,
      })
      const before = sync.contents
      repository.git('submodule', '--quiet', 'deinit', '--force', 'docs/guides')
      repository.commit('Edit', { 'docs/b.md': '# B' })

      const result = await sync.publish()

      const why = 'the clone there is not one of octo-org/guides'
      expectSpared(sync, result, {
        'docs/guides/g.md': expect.stringContaining(why),
        'docs/guides/h.md': expect.stringContaining(why),
      })
      expect(sync.contents).toEqual({ ...before, 'docs__b.md': '# B' })
    })
  }),
)

test(
  'the checkout of a second repository failed: what was published of it stays',
  onSync(async (sync) => {
    const { repository } = sync.job
    await Repository.with(async (api) => {
      api.commit('Describe', { 'docs/x.md': '# X', 'docs/y.md': '# Y' })
      const place = join(repository.folder, 'api')
      api.git('remote', 'add', 'origin', 'https://github.com/octo-org/api.git')
      repository.commit('Write', { '.gitignore': 'api/\n', 'docs/a.md': '# A' })
      api.git('clone', '--quiet', '--no-local', api.folder, place)
      const url = 'https://github.com/octo-org/api.git'
      repository.git('-C', 'api', 'remote', 'set-url', 'origin', url)
      const glob = 'docs/**\napi/docs/**'
      const { outputs } = await sync.publish({ glob })
      expect(outputs).toMatchObject({ 'documents-uploaded': '3' })
      const before = sync.contents

      rmSync(place, { recursive: true })
      const missing = await sync.publish({ glob })
      mkdirSync(place)
      const empty = await sync.publish({ glob })
      // Another repository, where that one was.
      repository.git('clone', '--quiet', '--no-local', repository.folder, place)
      rmSync(join(place, 'docs'), { recursive: true })
      const other = await sync.publish({ glob })

      const why = expect.stringContaining('the clone there is not')
      for (const result of [missing, empty, other])
        expectSpared(sync, result, { 'api/docs/x.md': why, 'api/docs/y.md': why })
      expect(sync.contents).toEqual(before)
    })
  }),
)

test(
  'a build that made half: a folder that vanished whole stays, and of a folder that is there what is gone is deleted',
  onSync(async (sync) => {
    const { repository } = sync.job
    const first = repository.commit('Write', { 'docs/a.md': '# A' })
    const built = { 'docs/api/x.md': '# X', 'docs/api/y.md': '# Y' }
    for (const [path, text] of Object.entries(built)) repository.write(path, text)
    expect((await sync.publish()).outputs).toMatchObject({ 'synced-commit': first })
    const before = sync.contents
    rmSync(join(repository.folder, 'docs/api'), { recursive: true })

    const none = await sync.publish()

    const why = expect.stringContaining('a build may have stopped half-way')
    expectSpared(sync, none, { 'docs/api/x.md': why, 'docs/api/y.md': why })
    expect(sync.contents).toEqual(before)

    repository.write('docs/api/x.md', '# X')
    const half = await sync.publish()
    expect(half.outputs).toMatchObject({ 'documents-pruned': '1', 'synced-commit': first })
    expect(sync.contents).toEqual({ 'docs__a.md': '# A', 'docs__api__x.md': '# X' })
  }),
)

test(
  'no document matches: nothing is deleted or proven, be it red or green',
  afterFirst(async (sync) => {
    const { repository } = sync.job
    repository.git('rm', '--quiet', '-r', 'docs')
    repository.commit('Remove all')

    const red = await sync.publish()
    const green = await sync.publish({ 'if-no-files-found': 'ignore' })

    expect([red.outcome, green.outcome]).toEqual(['failure', 'success'])
    for (const { outputs } of [red, green])
      expect(outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': '' })
    expect(deletionsIn(sync)).toBe(0)
    expect(sync.contents).toEqual(PUBLISHED)
  }),
)

test(
  'another commit is checked out: nothing is deleted, and nothing is proven',
  afterFirst(async (sync) => {
    const { repository } = sync.job
    const first = repository.head
    const second = repository.commit('Add', { 'docs/e.md': '# E' })
    await sync.publish()
    const before = sync.contents
    repository.git('checkout', '--quiet', '--detach', first)

    const result = await sync.publish({}, { environment: { GITHUB_SHA: second } })

    expect(result.outcome).toBe('success')
    expect(deletionsIn(sync)).toBe(0)
    expect(result.outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': '' })
    expect(warningsOf(result).join('\n')).toContain(`commit ${first} is checked out`)
    expect(sync.contents).toEqual(before)
  }),
)

test(
  'a commit that the job has made: it is published, nothing is deleted, and nothing is proven',
  afterFirst(async (sync) => {
    const { repository } = sync.job
    const pushed = repository.head
    sync.github.refs.move('heads/main', pushed)
    repository.git('rm', '--quiet', 'docs/d.md')
    const made = repository.commit('Generate', { 'docs/a.md': '# A, generated' })

    const result = await sync.publish({}, { environment: { GITHUB_SHA: pushed } })

    expect(result.outcome).toBe('success')
    expect(deletionsIn(sync)).toBe(0)
    expect(result.outputs).toMatchObject({ 'documents-pruned': '0', 'synced-commit': '' })
    expect(warningsOf(result).join('\n')).toContain(`commit ${made} is checked out`)
    expect(sync.contents).toEqual({ ...PUBLISHED, 'docs__a.md': '# A, generated' })
  }),
)

test.each(['overwritten under its id', 'replaced by another file'])(
  'a file that is %s between the look and its deletion is kept',
  (how) => {
    let replace: ((id: string) => void) | undefined
    return afterFirst(
      async (sync) => {
        const { repository, sandbox } = sync.job
        repository.git('rm', '--quiet', 'docs/d.md')
        repository.commit('Remove')
        const others = sandbox.publisher(WORKSPACE)
        replace = (id) => {
          const file = sync.files.find(({ fileId }) => fileId === id)
          const meta = {
            ...file?.meta,
            run_url: 'https://github.com/octo-org/handbook/actions/runs/9',
          }
          if (how === 'overwritten under its id') others.editMetadata(id, meta)
          else {
            others.delete(id)
            others.put({ name: 'docs__d.md', content: '# D', meta })
          }
        }

        const result = await sync.publish()

        expect(sync.contents).toEqual(PUBLISHED)
        expect(result.outcome).toBe('success')
        if (how !== 'overwritten under its id') return
        expect(notesOf(result)).toEqual({
          'docs/d.md': expect.stringMatching(/^It was changed after .*run_url/),
        })
        expectSpared(sync, result, notesOf(result))
      },
      {
        beforeRequest: ({ call, id }) => {
          if (call !== 'get-metadata') return
          replace?.(id)
          replace = undefined
        },
      },
    )()
  },
)

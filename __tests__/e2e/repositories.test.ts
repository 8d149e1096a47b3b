import { expect, test } from '@jest/globals'
import { join } from 'node:path'
import { startGitHub } from '../../sandbox/github.ts'
import { warningsOf } from '../support/checks.ts'
import { onSandbox, WORKSPACE, type Job } from '../support/job.ts'
import { Repository } from '../support/repository.ts'

type Metadata = Readonly<Record<string, unknown>>

/** What the platform was told, by path. */
async function sent({ sandbox }: Job): Promise<ReadonlyMap<string, Metadata>> {
  await sandbox.ingested()
  return new Map(sandbox.files(WORKSPACE).map(({ meta }) => [String(meta['path']), { ...meta }]))
}

function linkTo(repository: string, sha: string, path: string): string {
  return `https://github.com/${repository}/blob/${sha}/${path}`
}

test(
  'each document comes from the nearest repository above it',
  onSandbox(async (job) => {
    const { repository } = job
    const at = (path: string): string => join(repository.folder, '..', path)
    await Repository.with(async (guides) => {
      const inGuides = guides.commit('Guide', { 'docs/g.md': '# G\n' })
      guides.commit('Elsewhere', { 'x.txt': 'x' })
      const allow = ['-c', 'protocol.file.allow=always']
      repository.git(...allow, 'submodule', '--quiet', 'add', guides.folder, 'guides')
      const inHandbook = repository.commit('Write', { 'a.md': '# A\n' })
      const run = repository.commit('Elsewhere', { 'x.txt': 'x' })
      const clone = (source: Repository, path: string, ...how: string[]): void => {
        repository.git(...allow, 'clone', '--quiet', ...how, `file://${source.folder}`, at(path))
      }
      const remote = (path: string, url: string): void => {
        repository.git('-C', at(path), 'remote', 'set-url', 'origin', url)
      }
      clone(repository, 'all/handbook', '--recurse-submodules')
      remote(
        'all/handbook/guides',
        'https://x-access-token:ghs_of_the_remote@github.com/o/guides.git',
      )
      clone(guides, 'all/api', '--depth=1')
      remote('all/api', 'git@github.com:o/api.git')
      clone(guides, 'all/api/vendor')
      remote('all/api/vendor', 'https://gitlab.com/o/vendor')
      repository.write('../all/broken/.git', 'gitdir: /nowhere\n')
      repository.write('../all/broken/b.md', '# B\n')
      await using github = await startGitHub({ folder: guides.folder, nameWithOwner: 'o/api' })

      const result = await job.publish(
        { glob: '**/*.md' },
        {
          workspace: at('all'),
          environment: { GITHUB_SHA: run, GITHUB_GRAPHQL_URL: github.graphqlUrl },
        },
      )

      const documents = await sent(job)
      expect(Object.fromEntries(documents)).toEqual({
        'handbook/a.md': expect.objectContaining({
          repository: 'octo-org/handbook',
          url: linkTo('octo-org/handbook', inHandbook, 'a.md'),
          commit_sha: inHandbook,
        }),
        'handbook/guides/docs/g.md': expect.objectContaining({
          repository: 'o/guides',
          url: linkTo('o/guides', inGuides, 'docs/g.md'),
          commit_message: 'Guide',
        }),
        'api/docs/g.md': expect.objectContaining({
          repository: 'o/api',
          url: linkTo('o/api', inGuides, 'docs/g.md'),
          commit_sha: inGuides,
        }),
        'api/vendor/docs/g.md': expect.objectContaining({ commit_sha: inGuides }),
        'broken/b.md': expect.not.objectContaining({ commit_sha: expect.anything() }),
      })
      for (const path of ['api/vendor/docs/g.md', 'broken/b.md']) {
        expect(documents.get(path)).not.toHaveProperty('repository')
        expect(documents.get(path)).not.toHaveProperty('url')
      }
      expect(github.requests.map(({ variables }) => variables)).toEqual([
        expect.objectContaining({ owner: 'o', name: 'api', p0: 'docs/g.md' }),
      ])
      expect(warningsOf(result)).toEqual([expect.stringMatching(/in "broken": git says "fatal: /)])
      expect(result.outcome).toBe('success')
      const said = JSON.stringify([result, job.sandbox.requests])
      expect(said).not.toContain('ghs_of_the_remote')
    })
  }),
)

test(
  'what git ignores does not match, and what it does not track has no author',
  onSandbox(async (job) => {
    const { repository } = job
    const ignored = 'node_modules/\n/site/\n*.tmp.md\n'
    const head = repository.commit('Write', { '.gitignore': ignored, 'docs/a.md': '# A\n' })
    for (const path of [
      'docs/new.md',
      'docs/draft.tmp.md',
      'docs/node_modules/x/README.md',
      'node_modules/y/README.md',
      'site/index.md',
      'site/private/p.md',
    ]) {
      repository.write(path, `# ${path}\n`)
    }
    repository.write('node_modules/y/empty.md', '')

    const all = await job.publish({ glob: '**/*.md' })
    const documents = await sent(job)

    expect([...documents.keys()].sort()).toEqual(['docs/a.md', 'docs/new.md'])
    expect(all.outputs).toMatchObject({ 'documents-matched': '2', 'documents-skipped': '0' })
    expect(all.annotations).toEqual([])
    expect(all.log).toContain('6 files that git ignores did not match')
    expect(documents.get('docs/a.md')).toMatchObject({ commit_author: 'Test Author' })
    expect(documents.get('docs/new.md')).toMatchObject({
      commit_sha: head,
      commit_date: '2026-01-02T03:04:05Z',
      repository: 'octo-org/handbook',
    })
    for (const key of ['commit_author', 'commit_message', 'url']) {
      expect(documents.get('docs/new.md')).not.toHaveProperty(key)
    }

    const glob = 'site/**/*.md\n!site/private/**\ndocs/draft.tmp.md\ndocs/**/*.md'
    const named = await job.publish({ glob, 'dry-run': 'true' })
    expect(named.outputs['documents-matched']).toBe('4')
    expect(named.log).toContain('1 file that git ignores did not match')

    const none = await job.publish({ glob: '**/*.tmp.md' })
    expect(none.outcome).toBe('failure')
    expect(none.annotations.map(({ data }) => data)).toEqual([
      expect.stringMatching(/No file matches.*One file would match, but git ignores it/),
    ])
  }),
)

const FILES = 3_000
const COMMITS = 50

test(
  'a blobless clone of a large repository: all commits are known, and nothing is fetched',
  onSandbox(async (job) => {
    const { repository } = job
    repository.git('config', 'uploadpack.allowFilter', 'true')
    repository.gitWith(largeHistory(), 'fast-import', '--quiet')
    const origin = repository.folder
    const clone = join(origin, '../clone')
    repository.git('clone', '--quiet', '--filter=blob:none', `file://${origin}`, clone)
    const missing = (): number =>
      repository
        .git('-C', clone, 'rev-list', '--objects', '--all', '--missing=print')
        .split('\n')
        .filter((line) => line.startsWith('?')).length
    const before = missing()
    expect(before).toBeGreaterThan(FILES / 2)
    const shas = repository.git('log', '--reverse', '--format=%H', 'main').split('\n')

    const result = await job.publish({}, { workspace: clone })

    expect([result.outcome, result.annotations]).toEqual(['success', []])
    expect(missing()).toBe(before)
    const commits = Array.from(await sent(job), ([path, meta]) => [path, meta['commit_sha']])
    expect(Object.fromEntries(commits)).toEqual(
      Object.fromEntries(
        Array.from({ length: FILES }, (_, file) => [pathOf(file), shas[lastCommitOf(file)]]),
      ),
    )
  }),
)

function pathOf(file: number): string {
  return `docs/${file % 100}/${file}.md`
}

/** The first commit writes all files; each of the others changes some. */
function lastCommitOf(file: number): number {
  return file % COMMITS
}

/** For `git fast-import`. */
function largeHistory(): string {
  const commits = Array.from({ length: COMMITS }, (_, commit) => {
    const author = `committer Test <test@example.com> ${1_767_323_045 + commit} +0000`
    const changes = Array.from({ length: FILES }, (_, file) => {
      if (commit > 0 && lastCommitOf(file) !== commit) return ''
      const content = `${file} as of ${commit}`
      return `M 100644 inline ${pathOf(file)}\ndata ${content.length}\n${content}\n`
    })
    return `commit refs/heads/main\n${author}\ndata 1\nc\n${changes.join('')}\n`
  })
  return commits.join('')
}

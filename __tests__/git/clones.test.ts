import { describe, expect, test } from '@jest/globals'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fakeGit } from '../support/fake-git.ts'
import { ownCommit, reading, runAt } from '../support/reading.ts'
import { Repository } from '../support/repository.ts'

/** Makes a repository within another one: two commits, of which the first wrote `x.md`. */
function nest(repository: Repository, path: string): string {
  repository.git('init', '--quiet', path)
  repository.write(`${path}/x.md`, path)
  repository.git('-C', path, 'add', 'x.md')
  repository.git('-C', path, 'commit', '--quiet', '--message', 'Write')
  const sha = repository.git('-C', path, 'rev-parse', 'HEAD')
  repository.git('-C', path, 'commit', '--quiet', '--allow-empty', '--message', 'Later')
  return sha
}

describe('clones within the workspace folder', () => {
  test('each tells the commits of its own files, also one in another', () =>
    Repository.with(async (repository) => {
      const around = repository.commit('first', { 'a.md': '1', 'docs/b.md': '1' })
      const nested = nest(repository, 'docs/nested')
      const deep = nest(repository, 'docs/nested/gr ün\nx')
      const paths = ['a.md', 'docs/b.md', 'docs/nested/x.md', 'docs/nested/gr ün\nx/x.md']
      const { history, warnings } = await reading(repository, paths)
      expect(paths.map((path) => ownCommit(history, path))).toEqual([around, around, nested, deep])
      expect(history.get('docs/nested/x.md')).toMatchObject({ repositoryPath: 'x.md' })
      expect(warnings).toEqual([])
    }))

  test('one that git cannot read costs only its own documents their commit', () =>
    Repository.with(async (repository) => {
      const around = repository.commit('first', { 'a.md': '1' })
      mkdirSync(join(repository.folder, 'empty/.git'), { recursive: true })
      for (const path of ['lost', 'lost too']) {
        repository.write(`${path}/.git`, 'gitdir: /nowhere\n')
      }
      repository.git('init', '--quiet', 'unborn')
      const paths = ['a.md', 'empty/x.md', 'lost/x.md', 'lost too/x.md', 'unborn/x.md']
      const { history, warnings } = await reading(repository, paths)
      expect(history.get('a.md')).toMatchObject({ kind: 'own', commit: { sha: around } })
      for (const path of paths.slice(1)) expect(history.get(path)).toEqual({ kind: 'unreadable' })
      const unknown = "The documents' own commits are not known, nor what git ignores in"
      expect(warnings.sort()).toEqual([
        `${unknown} "empty": ".git" there is not a git repository.`,
        `${unknown} "lost", "lost too": git says "fatal: not a git repository: /nowhere".`,
        expect.stringContaining(`${unknown} "unborn": git says "fatal: your current branch`),
      ])
    }))

  test('hundreds that are broken, each in its own way, take a few warnings', () =>
    Repository.with(async (repository) => {
      const paths = Array.from({ length: 30 }, (_, number) => `clone-${number}/x.md`)
      for (const [number, path] of paths.entries()) {
        repository.write(path.replace('x.md', '.git'), `gitdir: /nowhere/${number}\n`)
      }
      const { warnings } = await reading(repository, paths)
      expect(warnings).toHaveLength(6)
      expect(warnings.at(-1)).toMatch(/in "clone-\d+", .* and 20 more, for other reasons\.$/)
    }))

  test('of many a few are read at once, and one costs no more calls of git than it must', () =>
    Repository.with(async (repository) => {
      const running = join(repository.folder, '../running')
      mkdirSync(running)
      writeFileSync(`${running}.counts`, '')
      writeFileSync(`${running}.calls`, '')
      // One that has told enough is killed, and leaves its file behind.
      const script = `
        echo "$*" >>'${running}.calls'
        : >'${running}/'$$
        count=0
        for file in '${running}'/*; do
          if kill -0 "\${file##*/}" 2>/dev/null; then count=$((count + 1)); else rm -f "$file"; fi
        done
        echo $count >>'${running}.counts'
        "$real" "$@"; code=$?; rm '${running}/'$$; exit $code`
      const environment = { PATH: fakeGit(repository, script) }
      const head = repository.commit('first', { 'a.md': '1' })
      const calls = (): string[] => readFileSync(`${running}.calls`, 'utf8').trim().split('\n')
      await reading(repository, ['a.md'], { environment, event: runAt(head) })
      // Where it stands takes two, what it ignores one, and the history two.
      expect(calls()).toHaveLength(5)

      const first = nest(repository, 'clone-0')
      for (let number = 1; number < 8; number++) {
        cpSync(join(repository.folder, 'clone-0'), join(repository.folder, `clone-${number}`), {
          recursive: true,
        })
      }
      const paths = Array.from({ length: 8 }, (_, number) => `clone-${number}/x.md`)
      const { history } = await reading(repository, paths, { environment })
      expect(paths.map((path) => ownCommit(history, path))).toEqual(paths.map(() => first))
      const counts = readFileSync(`${running}.counts`, 'utf8').trim().split(/\s+/).map(Number)
      expect(Math.max(...counts)).toBeLessThanOrEqual(4)
      expect(calls()).toHaveLength(5 + 8 * 6)
    }))
})

describe('which repository a clone is', () => {
  const OWN = { name: 'octo-org/handbook', url: 'https://github.com/octo-org/handbook' }
  const OTHER = { name: 'o/other', url: 'https://github.com/o/other' }
  const URL = 'https://x-access-token:ghs_secret@github.com/o/other'

  test("the run's own where its commit is checked out, else the one that its remote names", () =>
    Repository.with(async (repository) => {
      const head = repository.commit('first', { 'a.md': '1' })
      nest(repository, 'nested')
      const nestedHead = repository.git('-C', 'nested', 'rev-parse', 'HEAD')
      const told = async (sha?: string) => {
        const paths = ['a.md', 'nested/x.md']
        const { history, warnings } = await reading(repository, paths, { event: runAt(sha) })
        expect(warnings).toEqual([])
        expect(JSON.stringify([...history])).not.toContain('ghs_secret')
        return paths.map((path) => {
          const file = history.get(path)
          return file?.kind === 'own' ? file.repository : file?.kind
        })
      }
      // Without a remote: only the workspace folder's is taken for the run's.
      expect(await told()).toEqual([OWN, undefined])
      expect(await told(nestedHead)).toEqual([OWN, OWN])
      repository.git('-C', 'nested', 'remote', 'add', 'origin', URL)
      repository.git('remote', 'add', 'origin', URL)
      repository.git('config', '--add', 'remote.origin.url', 'https://github.com/o/second')
      expect(await told()).toEqual([OTHER, OTHER])
      expect(await told(head)).toEqual([OWN, OTHER])
      repository.git('remote', 'rename', 'origin', 'upstream')
      repository.git('-C', 'nested', 'remote', 'set-url', 'origin', 'https://gitlab.com/o/other')
      expect(await told()).toEqual([undefined, undefined])
    }))

  test('as its settings have it, without what they include', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1' })
      const included = join(repository.folder, '../included')
      writeFileSync(included, `[remote "origin"]\n\turl = ${URL}\n`)
      repository.git('config', 'include.path', included)
      repository.git('remote', 'add', 'mirror', 'https://gitlab.com/o/other')
      const { history } = await reading(repository, ['a.md'])
      expect(history.get('a.md')).toMatchObject({ repository: undefined })
    }))
})

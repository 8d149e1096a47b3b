import { chownSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { fakeGit } from '../support/fake-git.ts'
import { ownCommit, reading } from '../support/reading.ts'
import { Repository } from '../support/repository.ts'

const THREE = { 'a.md': '1', 'docs/b.md': '1', 'docs/c.md': '1' }

describe('where the clone is', () => {
  test('further up than the workspace folder', () =>
    Repository.with(async (repository) => {
      const first = repository.commit('first', { ...THREE, 'docs/gr ün/d.md': '1' })
      repository.commit('second', { 'a.md': '2' })
      const { history } = await reading(repository, ['b.md', 'gr ün/d.md'], { folder: 'docs' })
      expect(history.get('b.md')).toMatchObject({ kind: 'own', repositoryPath: 'docs/b.md' })
      expect(ownCommit(history, 'gr ün/d.md')).toBe(first)
      const deep = await reading(repository, ['d.md'], { folder: 'docs/gr ün' })
      expect(ownCommit(deep.history, 'd.md')).toBe(first)
    }))

  test('in a linked worktree of a shallow clone', () =>
    Repository.with(async (repository) => {
      repository.commit('first', THREE)
      const last = repository.commit('second', { 'a.md': '2' })
      repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, '../shallow')
      repository.git('-C', '../shallow', 'worktree', 'add', '--quiet', '../tree', 'HEAD')
      repository.git('worktree', 'add', '--quiet', '--detach', '../full', 'HEAD')
      const shallow = await reading(repository, ['a.md'], { folder: '../tree' })
      expect(ownCommit(shallow.history, 'a.md')).toBe('shallow')
      const full = await reading(repository, ['a.md'], { folder: '../full' })
      expect(ownCommit(full.history, 'a.md')).toBe(last)
    }))

  test('a folder reached by a symbolic link, and one of another owner', () =>
    Repository.with(async (repository) => {
      const first = repository.commit('first', THREE)
      if (process.getuid?.() === 0) {
        for (const path of ['.', '.git']) chownSync(join(repository.folder, path), 12345, 12345)
        expect(() => repository.git('rev-parse', 'HEAD')).toThrow('dubious ownership')
      }
      symlinkSync('work', join(repository.folder, '../link'))
      const { history, warnings } = await reading(repository, ['a.md'], { folder: '../link' })
      expect(warnings).toEqual([])
      expect(ownCommit(history, 'a.md')).toBe(first)
    }))

  test('a folder of another owner, for a git that trusts only what its user has written down', () =>
    Repository.with(async (repository) => {
      const first = repository.commit('first', THREE)
      const seen = join(repository.folder, '../home')
      const script = `
        grep -q 'directory = "${repository.folder}"' "$HOME/.gitconfig" &&
          echo "$HOME" >'${seen}' && exec "$real" "$@"
        echo "fatal: unsafe repository ('/x' is owned by someone else)" >&2
        exit 128`
      const environment = { PATH: fakeGit(repository, script) }
      const { history, warnings } = await reading(repository, ['a.md'], { environment })
      expect(warnings).toEqual([])
      expect(ownCommit(history, 'a.md')).toBe(first)
      expect(existsSync(readFileSync(seen, 'utf8').trim())).toBe(false)
    }))

  test('and where the home that git got for it is gone when it is to be removed', () =>
    Repository.with(async (repository) => {
      const first = repository.commit('first', THREE)
      const script = `
        case "$HOME" in */git-home-*) rm -rf "$HOME"; exec "$real" "$@";; esac
        echo "fatal: unsafe repository ('/x' is owned by someone else)" >&2
        exit 128`
      const environment = { PATH: fakeGit(repository, script) }
      const { history, warnings } = await reading(repository, ['a.md'], { environment })
      expect(warnings).toEqual([])
      expect(ownCommit(history, 'a.md')).toBe(first)
    }))
})

describe('a clone that does not have everything', () => {
  test('shallow: only what it shows is known, and one warning says what to do', () =>
    Repository.with(async (repository) => {
      repository.commit('first', THREE)
      repository.commit('second', { 'docs/b.md': '2' })
      for (const content of ['2', '3', '4']) repository.commit(content, { 'a.md': content })
      const head = repository.git('rev-parse', 'HEAD')
      for (const [depth, known] of [
        [1, []],
        [4, ['a.md']],
        [6, ['a.md', 'docs/b.md', 'docs/c.md']],
      ] as const) {
        const folder = `../depth-${depth}`
        const url = `file://${repository.folder}`
        repository.git('clone', '--quiet', `--depth=${depth}`, url, folder)
        const { history, warnings } = await reading(repository, Object.keys(THREE), { folder })
        for (const path of Object.keys(THREE)) {
          const own = known.some((one) => one === path)
          expect(history.get(path)).toMatchObject(
            own
              ? { kind: 'own', commit: { sha: repository.lastCommit(path) } }
              : { kind: 'checked-out', why: 'shallow', commit: { sha: head, subject: '4' } },
          )
        }
        expect(warnings).toEqual(
          known.length === 3 ? [] : [expect.stringContaining('"fetch-depth: 0"')],
        )
      }
    }))

  test('blobless: all is known, and nothing is fetched', () =>
    Repository.with(async (repository) => {
      repository.commit('first', THREE)
      repository.commit('second', { 'docs/b.md': '2' })
      repository.git('config', 'uploadpack.allowFilter', 'true')
      const url = `file://${repository.folder}`
      repository.git('clone', '--quiet', '--filter=blob:none', '--no-checkout', url, '../blobless')
      const packs = join(repository.folder, '../blobless/.git/objects/pack')
      const before = readdirSync(packs)
      const { history, warnings } = await reading(repository, Object.keys(THREE), {
        folder: '../blobless',
      })
      expect(warnings).toEqual([])
      for (const path of Object.keys(THREE)) {
        expect(ownCommit(history, path)).toBe(repository.lastCommit(path))
      }
      expect(readdirSync(packs)).toEqual(before)
    }))

  test('treeless: git says so, and runs nothing to fetch what it lacks', () =>
    Repository.with(async (repository) => {
      repository.commit('first', THREE)
      repository.commit('second', { 'docs/b.md': '2' })
      repository.git('config', 'uploadpack.allowFilter', 'true')
      const url = `file://${repository.folder}`
      repository.git('clone', '--quiet', '--filter=tree:0', '--no-checkout', url, '../treeless')
      const ran = join(repository.folder, '../ran')
      for (const [key, value] of [
        ['remote.origin.url', 'ssh://example.com/x'],
        ['core.sshCommand', `touch '${ran}';`],
        ['protocol.ssh.allow', 'always'],
      ] as const) {
        repository.git('-C', '../treeless', 'config', key, value)
      }
      const { history, warnings } = await reading(repository, ['a.md'], { folder: '../treeless' })
      expect(ownCommit(history, 'a.md')).toBe('unfinished')
      expect(warnings).toEqual([expect.stringMatching(/git says "fatal: .*"/)])
      expect(readdirSync(dirname(ran))).not.toContain('ran')
      // Git's plain form does run it.
      expect(() => repository.git('-C', '../treeless', 'log', '--raw')).toThrow()
      expect(readdirSync(dirname(ran))).toContain('ran')
    }))
})

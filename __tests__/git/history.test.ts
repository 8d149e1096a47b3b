import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { fakeGit } from '../support/fake-git.ts'
import { ownCommit, reading, runAt } from '../support/reading.ts'
import { Repository } from '../support/repository.ts'

const THREE = { 'a.md': '1', 'docs/b.md': '1', 'docs/c.md': '1' }

describe('what is known of a commit', () => {
  test('date in UTC, author and subject', () =>
    Repository.with(async (repository) => {
      const sha = repository.commit('Say hello\nto all\n\nNot this.', { 'a.md': '1' })
      const { history, warnings } = await reading(repository, ['a.md'], { event: runAt(sha) })
      expect(history.get('a.md')).toEqual({
        kind: 'own',
        repositoryPath: 'a.md',
        repository: { name: 'octo-org/handbook', url: 'https://github.com/octo-org/handbook' },
        commit: {
          sha,
          date: '2026-01-02T03:04:05Z',
          author: 'Test Author',
          subject: 'Say hello to all',
        },
      })
      expect(warnings).toEqual([])
    }))

  test.each([
    ['committer C <c@example.com> 0 +0000', '1970-01-01T00:00:00Z'],
    ['committer C <c@example.com>', undefined],
    ['committer C <c@example.com> +0000', undefined],
    ['committer C <c@example.com> -1 +0000', undefined],
    ['committer C <c@example.com> tomorrow', undefined],
    ['committer C <c@example.com> 99999999999999999999 +0000', undefined],
    ['committer', undefined],
    ['encoding UTF-8', undefined],
  ])('of one that says "%s" the date %s', (line, date) =>
    Repository.with(async (repository) => {
      repository.write('a.md', '1')
      repository.git('add', '.')
      const sha = repository.writeCommit(repository.git('write-tree'), [], line)
      repository.git('reset', '--quiet', '--hard', sha)
      const { history, warnings } = await reading(repository, ['a.md', 'untracked.md'])
      expect(warnings).toEqual([])
      for (const path of ['a.md', 'untracked.md']) {
        expect(history.get(path)).toMatchObject({ commit: { sha, date, subject: 'by hand' } })
      }
    }),
  )

  test('the author as the commit has it, whatever .mailmap says, and none where the name is an address', () =>
    Repository.with(async (repository) => {
      repository.commit('by an address', { 'a.md': '1' })
      repository.git('commit', '--quiet', '--amend', '--no-edit', '--author=x@y.z <x@example.com>')
      repository.commit('by a name', { 'b.md': '1' })
      repository.write('.mailmap', 'Somebody Else <author@example.com>\n')
      const { history } = await reading(repository, ['a.md', 'b.md'])
      expect(history.get('a.md')).toMatchObject({ commit: { author: undefined } })
      expect(history.get('b.md')).toMatchObject({ commit: { author: 'Test Author' } })
    }))

  test('a message in another encoding, one without text, and one with every character', () =>
    Repository.with(async (repository) => {
      repository.git('config', 'i18n.commitEncoding', 'ISO-8859-1')
      repository.git('config', 'i18n.logOutputEncoding', 'ISO-8859-1')
      repository.write('a.md', '1')
      repository.git('add', '.')
      repository.write('../message', '')
      writeFileSync(join(repository.folder, '../message'), Buffer.from('gr\xfcn', 'latin1'))
      repository.git('commit', '--quiet', '--file', '../message')
      repository.git('config', 'i18n.commitEncoding', 'UTF-8')
      repository.write('b.md', '1')
      repository.git('add', '.')
      repository.git('commit', '--quiet', '--allow-empty-message', '--message', '')
      repository.commit('::error::\t\x1b[1m"文"', { 'c.md': '1' })
      const { history } = await reading(repository, ['a.md', 'b.md', 'c.md'])
      expect(history.get('a.md')).toMatchObject({ commit: { subject: 'grün' } })
      expect(history.get('b.md')).toMatchObject({ commit: { subject: undefined } })
      expect(history.get('c.md')).toMatchObject({ commit: { subject: '::error::\t\x1b[1m"文"' } })
    }))
})

test('what git does not track has the checked-out commit: never added, or deleted and written again', () =>
  Repository.with(async (repository) => {
    repository.commit('first', THREE)
    repository.git('rm', '--quiet', 'docs/c.md')
    const head = repository.commit('delete')
    repository.write('docs/c.md', 'by hand')
    repository.write('new.md', 'by hand')
    const untracked = ['new.md', 'docs/c.md']
    const { history, warnings } = await reading(repository, [...untracked, 'a.md'])
    for (const path of untracked) {
      expect(history.get(path)).toMatchObject({
        kind: 'checked-out',
        why: 'untracked',
        commit: { sha: head, subject: 'delete' },
      })
    }
    expect(history.get('a.md')?.kind).toBe('own')
    expect(warnings).toEqual([])
  }))

describe('why git gave nothing is one warning', () => {
  const nothing = new Map([['a.md', { kind: 'none' }]])

  test('there is no repository, or not even the folder', () =>
    Repository.with(async (repository) => {
      mkdirSync(join(repository.folder, '../plain'))
      for (const folder of ['../plain', '../missing']) {
        const { history, warnings } = await reading(repository, ['a.md'], { folder })
        expect(history).toEqual(nothing)
        expect(warnings).toEqual([
          expect.stringMatching(/not in a git repository.*actions\/checkout/),
        ])
      }
    }))

  test('git is not installed', () =>
    Repository.with(async (repository) => {
      const environment = { PATH: '/nonexistent' }
      const { history, warnings } = await reading(repository, ['a.md'], { environment })
      expect(history).toEqual(nothing)
      expect(warnings).toEqual([expect.stringContaining('git is not installed')])
    }))

  test('git is not a program, or the system refuses to start it', () =>
    Repository.with(async (repository) => {
      repository.write('../programs/git', 'not executable')
      for (const [environment, code] of [
        [{ PATH: join(repository.folder, '../programs') }, 'EACCES'],
        [{ LARGE: 'x'.repeat(1024 * 1024) }, 'E2BIG'],
      ] as const) {
        const { history, warnings } = await reading(repository, ['a.md'], { environment })
        expect(history).toEqual(nothing)
        expect(warnings).toEqual([
          expect.stringMatching(new RegExp(`git cannot be started \\(.*${code}\\)`)),
        ])
      }
    }))

  test('there is no commit yet', () =>
    Repository.with(async (repository) => {
      const { history, warnings } = await reading(repository, ['a.md'])
      expect(history).toEqual(nothing)
      expect(warnings).toEqual([expect.stringContaining('does not have any commits yet')])
    }))

  test('git refuses, however it is asked', () =>
    Repository.with(async (repository) => {
      const words = "fatal: detected dubious ownership in repository at '/x'"
      const environment = { PATH: fakeGit(repository, `echo "${words}" >&2; exit 128`) }
      const { history, warnings } = await reading(repository, ['a.md'], { environment })
      expect(history).toEqual(nothing)
      expect(warnings).toEqual([expect.stringContaining(`git says "${words}"`)])
    }))

  test('the repository is damaged', () =>
    Repository.with(async (repository) => {
      repository.commit('first', THREE)
      rmSync(join(repository.folder, '.git/objects'), { recursive: true })
      mkdirSync(join(repository.folder, '.git/objects'))
      const { history, warnings } = await reading(repository, ['a.md'])
      expect(history).toEqual(nothing)
      expect(warnings).toEqual([expect.stringContaining('git says "fatal: ')])
    }))
})

describe('git takes too long', () => {
  test('what it has told until then stays', () =>
    Repository.with(async (repository) => {
      repository.commit('first', THREE)
      const second = repository.commit('second', { 'docs/b.md': '2' })
      repository.commit('third', { 'docs/c.md': '2' })
      const script =
        'case "$*" in *--name-status*) "$real" "$@" -2; exec sleep 60;; esac; exec "$real" "$@"'
      const { history, warnings } = await reading(repository, [...Object.keys(THREE)], {
        environment: { PATH: fakeGit(repository, script) },
        timeoutSeconds: 4,
      })
      expect(ownCommit(history, 'a.md')).toBe('unfinished')
      expect(ownCommit(history, 'docs/b.md')).toBe('unfinished')
      expect(ownCommit(history, 'docs/c.md')).toBe(repository.lastCommit('docs/c.md'))
      expect(second).toBe(repository.lastCommit('docs/b.md'))
      expect(warnings).toEqual([expect.stringContaining('git log did not finish within 4 s')])
    }))

  test('an abort ends it at once, with its own reason', () =>
    Repository.with(async (repository) => {
      repository.commit('first', THREE)
      const controller = new AbortController()
      const ended = reading(repository, ['a.md'], {
        environment: { PATH: fakeGit(repository, 'exec sleep 60') },
        signal: controller.signal,
      })
      const reason = new Error('cancelled')
      setTimeout(() => {
        controller.abort(reason)
      }, 100)
      await expect(ended).rejects.toBe(reason)
    }))

  test('nothing is said where there is nothing to ask', () =>
    Repository.with(async (repository) => {
      const environment = { PATH: fakeGit(repository, 'exit 1') }
      const { history, warnings } = await reading(repository, [], { environment })
      expect([...history]).toEqual([])
      expect(warnings).toEqual([])
    }))
})

import { describe, expect, test } from '@jest/globals'
import { fillByOctopus } from '../support/octopus.ts'
import { fillAtRandom } from '../support/random-history.ts'
import { ownCommit, reading } from '../support/reading.ts'
import { Repository } from '../support/repository.ts'

/** Expects what `git log -1 -- FILE` says of each path. Gives the commits by path. */
async function expectGitsAnswers(
  repository: Repository,
  paths: readonly string[],
): Promise<Map<string, string | undefined>> {
  const { history, warnings } = await reading(repository, paths)
  const ours = new Map(paths.map((path) => [path, ownCommit(history, path)]))
  expect(warnings).toEqual([])
  expect(ours).toEqual(repository.lastCommits(paths))
  return ours
}

describe('the last commit of a file is that of git log -1 -- FILE', () => {
  test('in a straight line, and for a file deleted and added again', () =>
    Repository.with(async (repository) => {
      const first = repository.commit('first', { 'a.md': '1', 'b.md': '1' })
      repository.commit('second', { 'b.md': '2' })
      repository.git('rm', '--quiet', 'b.md')
      repository.commit('delete')
      const again = repository.commit('again', { 'b.md': '2' })
      repository.commit('nothing')
      const answers = await expectGitsAnswers(repository, ['a.md', 'b.md'])
      expect([...answers.values()]).toEqual([first, again])
    }))

  test('where a side branch changes a file and takes it back', () =>
    Repository.with(async (repository) => {
      const first = repository.commit('first', { 'a.md': '1', 'b.md': '1' })
      repository.git('checkout', '--quiet', '-b', 'side')
      repository.commit('change', { 'a.md': '2' })
      repository.commit('take back', { 'a.md': '1' })
      repository.git('checkout', '--quiet', 'main')
      repository.commit('go on', { 'b.md': '2' })
      repository.merge(['side'])
      const answers = await expectGitsAnswers(repository, ['a.md', 'b.md'])
      expect(answers.get('a.md')).toBe(first)
    }))

  test('where a merge changes a file by itself, or adds one', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1', 'b.md': '1' })
      repository.git('checkout', '--quiet', '-b', 'side')
      const side = repository.commit('side', { 'b.md': '2' })
      repository.git('checkout', '--quiet', 'main')
      repository.commit('main', { 'c.md': '1' })
      const merge = repository.merge(['side'], { 'a.md': 'by hand', 'b.md': '2', 'new.md': '1' })
      const answers = await expectGitsAnswers(repository, ['a.md', 'b.md', 'c.md', 'new.md'])
      expect(answers.get('a.md')).toBe(merge)
      expect(answers.get('new.md')).toBe(merge)
      expect(answers.get('b.md')).toBe(side)
    }))

  test('where a merge equals one of its parents, the first or the second', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1' })
      repository.git('checkout', '--quiet', '-b', 'side')
      const side = repository.commit('side', { 'a.md': '2', 'b.md': '1' })
      repository.git('checkout', '--quiet', 'main')
      repository.git('merge', '--quiet', '--no-ff', '--message', 'theirs', 'side')
      repository.second += 60
      let answers = await expectGitsAnswers(repository, ['a.md', 'b.md'])
      expect(answers.get('a.md')).toBe(side)

      repository.git('checkout', '--quiet', '-b', 'other')
      repository.commit('other', { 'a.md': '3' })
      repository.git('checkout', '--quiet', 'main')
      repository.git('merge', '--quiet', '--strategy', 'ours', '--message', 'ours', 'other')
      answers = await expectGitsAnswers(repository, ['a.md', 'b.md'])
      expect(answers.get('a.md')).toBe(side)
    }))

  test('where both parents have the same content, and in an octopus merge', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1', 'b.md': '1' })
      for (const branch of ['one', 'two', 'three']) {
        repository.git('checkout', '--quiet', '-b', branch, 'main')
        repository.commit(branch, { 'a.md': 'same', [`${branch}.md`]: '1' })
      }
      repository.git('checkout', '--quiet', 'main')
      const files = { 'one.md': '1', 'two.md': '1', 'three.md': '1' }
      repository.merge(['one', 'two', 'three'], { 'a.md': 'same', ...files })
      await expectGitsAnswers(repository, ['a.md', 'b.md', ...Object.keys(files)])
    }))

  test('where commits share a second, or a parent is younger than its child', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1', 'b.md': '1' })
      repository.git('checkout', '--quiet', '-b', 'side')
      repository.second -= 10_000
      repository.commit('side', { 'b.md': '2' })
      repository.git('checkout', '--quiet', 'main')
      repository.second -= 10_000
      repository.merge(['side'], { 'b.md': '2' })
      for (const path of ['c.md', 'd.md']) {
        repository.commit(path, { [path]: '1' })
        repository.second -= 60
      }
      await expectGitsAnswers(repository, ['a.md', 'b.md', 'c.md', 'd.md'])
    }))

  test('where a file was renamed, or changed its mode only', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': 'a\nb\nc\n', 'b.md': '1' })
      repository.git('mv', 'a.md', 'c.md')
      const renamed = repository.commit('rename')
      repository.git('update-index', '--chmod=+x', 'b.md')
      repository.git('commit', '--quiet', '--message', 'mode')
      const answers = await expectGitsAnswers(repository, ['b.md', 'c.md'])
      expect(answers.get('c.md')).toBe(renamed)
    }))

  test('for names with every kind of character', () =>
    Repository.with(async (repository) => {
      const names = ['with space.md', 'a"quote\'.md', 'tab\t.md', 'line\nbreak.md', '-dash.md']
      names.push('grün/naïve.md', '文書.md', 'nai\u0308ve.md', ':(top)x.md', '*.md', 'b\\s.md')
      const files = Object.fromEntries(names.map((name) => [name, name]))
      repository.commit('first', { ...files, 'docs/\n:a/b.md': '1' })
      for (const name of names) repository.commit(name, { [name]: 'changed' })
      const answers = await expectGitsAnswers(repository, [...names, 'docs/\n:a/b.md'])
      expect(new Set(answers.values()).size).toBe(names.length + 1)
      await expectGitsAnswers(repository, ['docs/\n:a/b.md'])
    }))

  test('whatever a subject looks like', () =>
    Repository.with(async (repository) => {
      const first = repository.commit('first', { 'a.md': '1', 'b.md': '1' })
      for (const content of ['2', '3']) {
        repository.commit(first, { 'a.md': content })
        repository.commit(`(from ${first}) x`, { 'b.md': content })
        repository.commit(`${first} ${first} (from ${first})\tHEAD x`, { 'c.md': content })
        repository.commit(`:100644 100644 D`, { 'd.md': content })
      }
      repository.commit('to be amended', { 'e.md': '1' })
      const long = 'x'.repeat(3_000_000)
      repository.gitWith(long, 'commit', '--quiet', '--amend', '--file', '-')
      repository.commit('last', { 'f.md': '1' })
      await expectGitsAnswers(repository, ['a.md', 'b.md', 'c.md', 'd.md', 'e.md', 'f.md'])
    }))

  test('where a merge names a parent again', () =>
    Repository.with(async (repository) => {
      const paths = ['a.md', 'b.md', 'c.md', 'd.md']
      const one = repository.commit('one', Object.fromEntries(paths.map((path) => [path, '1'])))
      const two = repository.commit('two', { 'a.md': '2', 'b.md': '2' })
      const three = repository.commit('three', { 'a.md': '3', 'c.md': '3' })
      for (const parents of [
        [one, one, two],
        [one, two, one],
        [two, one, two, three, one],
        [three, two, two],
      ]) {
        // Where it equals one of them, too: git says nothing of that one.
        for (const tree of [one, two, three, 'HEAD']) {
          const committer = `committer C <c@example.com> ${repository.second} +0000`
          const files = repository.git('rev-parse', `${tree}^{tree}`)
          const merge = repository.writeCommit(files, parents, committer)
          repository.git('reset', '--quiet', '--hard', merge)
          await expectGitsAnswers(repository, paths)
        }
        repository.commit('by hand', { 'a.md': parents.join(), 'd.md': 'by hand' })
      }
    }))

  test('in a merge of a hundred parents', () =>
    Repository.with(async (repository) => {
      fillByOctopus(repository, 100, 120)
      const paths = Array.from({ length: 120 }, (_, number) => `docs/${number}.md`)
      const answers = await expectGitsAnswers(repository, paths)
      expect(new Set(answers.values()).size).toBe(101)
    }))

  test.each(
    Array.from({ length: 12 }, (_, index) => ({
      seed: index + 1,
      mostParents: index < 8 ? 4 : 40,
    })),
  )('in random history $seed, of merges of up to $mostParents parents', ({ seed, mostParents }) =>
    Repository.with(async (repository) => {
      const paths = fillAtRandom(repository, seed, 30 + (seed % 3) * 30, mostParents)
      const held = repository.git('ls-tree', '-r', '-z', '--name-only', 'HEAD').split('\0')
      const answers = repository.lastCommits(paths)
      for (const path of paths) if (!held.includes(path)) answers.set(path, 'untracked')
      // All of it, and only a folder.
      for (const asked of [paths, paths.filter((path) => path.startsWith('docs/'))]) {
        const { history } = await reading(repository, asked)
        const ours = asked.map((path) => [path, ownCommit(history, path)])
        expect(ours).toEqual(asked.map((path) => [path, answers.get(path)]))
      }
    }),
  )
})

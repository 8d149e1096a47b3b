import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Clones } from '../../src/git/clones.ts'
import { lacksRunCommit } from '../../src/git/run-commit.ts'
import { readEvent, type Event } from '../../src/metadata/event.ts'
import { runAt } from '../support/reading.ts'
import { Repository } from '../support/repository.ts'

const URL = 'https://github.com/octo-org/handbook'
const never = new AbortController().signal

async function lacks(
  repository: Repository,
  event: Event,
  paths: readonly string[],
  folder = '',
): Promise<string | undefined> {
  const clones = new Clones({
    folder: join(repository.folder, folder),
    environment: repository.environment,
    timeoutSeconds: 60,
    signal: never,
  })
  try {
    return await lacksRunCommit(paths, clones, event, never)
  } finally {
    await clones.close()
  }
}

/** A repository of two commits, and clones of it beside one another in an empty workspace folder. */
function withCheckouts(
  checkouts: Readonly<Record<string, string>>,
  work: (repository: Repository, commits: { first: string; second: string }) => Promise<void>,
): Promise<void> {
  return Repository.with(async (repository) => {
    const first = repository.commit('first', { 'a.md': '1' })
    const second = repository.commit('second', { 'a.md': '2' })
    mkdirSync(join(repository.folder, '../all'))
    for (const [name, commit] of Object.entries(checkouts)) {
      repository.git('clone', '--quiet', '.', `../all/${name}`)
      repository.git('-C', `../all/${name}`, 'remote', 'set-url', 'origin', URL)
      repository.git('-C', `../all/${name}`, 'checkout', '--quiet', commit)
    }
    await work(repository, { first, second })
  })
}

describe("the run's commit is checked out", () => {
  test('in the workspace folder, whatever files there are, and other repositories below', () =>
    Repository.with(async (repository) => {
      const head = repository.commit('first', { 'a.md': '1' })
      repository.git('init', '--quiet', 'other')
      repository.git('-C', 'other', 'commit', '--quiet', '--allow-empty', '--message', 'x')
      repository.git('-C', 'other', 'remote', 'add', 'origin', 'https://github.com/octo-org/other')
      for (const paths of [[], ['a.md', 'built/b.md', 'other/c.md']]) {
        expect(await lacks(repository, runAt(head), paths)).toBeUndefined()
      }
    }))

  test('in a folder of it, beside files that are in no clone', () =>
    withCheckouts({ docs: 'HEAD' }, async (repository, { second }) => {
      const paths = ['docs/a.md', 'built/b.md']
      expect(await lacks(repository, runAt(second), paths, '../all')).toBeUndefined()
    }))
})

describe('another is', () => {
  test('one that the job has made, or an older one', () =>
    Repository.with(async (repository) => {
      const first = repository.commit('first', { 'a.md': '1' })
      const second = repository.commit('second', { 'a.md': '2' })
      for (const remote of [false, true]) {
        if (remote) repository.git('remote', 'add', 'origin', URL)
        expect(await lacks(repository, runAt(first), ['a.md'])).toBe(
          `commit ${second} is checked out, and the run is about ${first}`,
        )
      }
    }))

  test('in one of two checkouts of the repository', () =>
    withCheckouts({ old: 'HEAD~1', new: 'HEAD' }, async (repository, { first, second }) => {
      const paths = ['new/a.md', 'old/a.md']
      expect(await lacks(repository, runAt(second), paths, '../all')).toBe(
        `commit ${first} is checked out in "old", and the run is about ${second}`,
      )
      expect(await lacks(repository, runAt(second), ['new/a.md'], '../all')).toBeUndefined()
    }))
})

describe('that is not known', () => {
  test('without a clone of the repository', () =>
    withCheckouts({ docs: 'HEAD' }, async (repository, { second }) => {
      const none = 'no clone of octo-org/handbook is in the workspace folder'
      expect(await lacks(repository, runAt(second), ['a.md'], '../all')).toBe(none)
      repository.git('-C', '../all/docs', 'remote', 'set-url', 'origin', 'https://github.com/o/x')
      expect(await lacks(repository, runAt('f'.repeat(40)), ['docs/a.md'], '../all')).toBe(none)
    }))

  test('where git cannot read a clone that files are in', () =>
    Repository.with(async (repository) => {
      const head = repository.commit('first', { 'a.md': '1' })
      repository.write('lost/.git', 'gitdir: /nowhere\n')
      expect(await lacks(repository, runAt(head), ['a.md'])).toBeUndefined()
      expect(await lacks(repository, runAt(head), ['a.md', 'lost/b.md'])).toBe(
        'git does not say which commit is checked out in "lost" (fatal: not a git repository: /nowhere)',
      )
    }))

  test('where the run does not tell its commit or its repository', () =>
    Repository.with(async (repository) => {
      const sha = repository.commit('first', { 'a.md': '1' })
      const GITHUB_REPOSITORY = 'octo-org/handbook'
      expect(await lacks(repository, readEvent({ GITHUB_REPOSITORY }, {}), ['a.md'])).toBe(
        'the commit of the run is not known (GITHUB_SHA)',
      )
      expect(await lacks(repository, readEvent({ GITHUB_SHA: sha }, {}), ['a.md'])).toBe(
        'the repository of the run is not known (GITHUB_REPOSITORY)',
      )
    }))
})

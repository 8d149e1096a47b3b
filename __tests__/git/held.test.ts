import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Clones } from '../../src/git/clones.ts'
import { findHeld, type Published } from '../../src/git/held.ts'
import { fakeGit } from '../support/fake-git.ts'
import { runAt } from '../support/reading.ts'
import { Repository } from '../support/repository.ts'

const OWN = 'octo-org/handbook'
const OTHER = 'octo-org/other'
const never = new AbortController().signal

/** A file as a run at some earlier commit has published it; in its repository it has the same path. */
function published(path: string, repository = OWN, inside = path): Published {
  const url = `https://github.com/${repository}/blob/${'e'.repeat(40)}/${encodeURI(inside)}`
  return { path, repository, url }
}

/** What git tells of files, in their order: the reason where it does not. */
async function held(
  repository: Repository,
  files: readonly Published[],
  options: { readonly folder?: string; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<string[]> {
  const clones = new Clones({
    folder: join(repository.folder, options.folder ?? ''),
    environment: { ...repository.environment, ...options.environment },
    timeoutSeconds: 60,
    signal: never,
  })
  try {
    const found = await findHeld(files, clones, runAt(repository.head), never)
    return files.map((file) => {
      const told = found.get(file)
      return told?.kind === 'unknown' ? told.why : String(told?.kind)
    })
  } finally {
    await clones.close()
  }
}

/** Makes a clone of another repository within this one. */
function nest(repository: Repository, path: string, remote = `https://github.com/${OTHER}`): void {
  repository.git('init', '--quiet', path)
  repository.write(`${path}/x.md`, path)
  repository.git('-C', path, 'add', 'x.md')
  repository.git('-C', path, 'commit', '--quiet', '--message', 'Write')
  repository.git('-C', path, 'remote', 'add', 'origin', remote)
}

describe('what a commit holds', () => {
  test('files and links, whatever their names, by exactly these names; nothing else', () =>
    Repository.with(async (repository) => {
      const names = ['a.md', 'docs/b.md', 'docs/gr ün/"x"\n[c].md', ':(top)d.md']
      symlinkSync('a.md', join(repository.folder, 'link.md'))
      repository.commit('first', Object.fromEntries(names.map((name) => [name, name])))
      const others = ['A.md', 'docs', 'docs/b', 'docs/b.md/c.md', 'a.md/b.md', 'b.md', 'd.md']
      const files = [...names, 'link.md', ...others].map((path) => ({
        path,
        repository: OWN,
        url: undefined,
      }))
      expect(await held(repository, files)).toEqual([
        ...[...names, 'link.md'].map(() => 'held'),
        ...others.map(() => 'not-held'),
      ])
    }))

  test('not what is on disk or in the index, but what is committed', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'removed.md': '1', 'staged.md': '1' })
      rmSync(join(repository.folder, 'removed.md'))
      repository.git('rm', '--quiet', 'staged.md')
      repository.write('new.md', '1')
      repository.git('add', 'new.md')
      const files = ['removed.md', 'staged.md', 'new.md'].map((path) => published(path))
      expect(await held(repository, files)).toEqual(['held', 'held', 'not-held'])
    }))

  test("a name in another of Unicode's forms", () =>
    Repository.with(async (repository) => {
      const [nfc, nfd] = ['grün.md'.normalize('NFC'), 'grün/ä.md'.normalize('NFD')]
      repository.commit('first', { [nfc]: '1', [nfd]: '1' })
      const files = [nfc.normalize('NFD'), nfd.normalize('NFC'), nfc, nfd]
      expect(
        await held(
          repository,
          files.map((path) => published(path)),
        ),
      ).toEqual(files.map(() => 'held'))
    }))

  test('where the clone begins further up than the workspace folder', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1', 'docs/b.md': '1' })
      const files = [
        published('b.md', OWN, 'docs/b.md'),
        published('c.md', OWN, 'docs/c.md'),
        published('a.md', OWN, 'docs/a.md'),
        // The workspace folder was the clone's top when this was published.
        published('docs/b.md'),
      ]
      expect(await held(repository, files, { folder: 'docs' })).toEqual([
        'held',
        'not-held',
        'not-held',
        `the clone there is not the one of ${OWN} that it came from`,
      ])
    }))

  test('thousands, by one list', () =>
    Repository.with(async (repository) => {
      const paths = Array.from({ length: 3_000 }, (_, index) => `docs/${index % 70}/${index}.md`)
      repository.commit(
        'many',
        Object.fromEntries(paths.slice(0, 1_500).map((path) => [path, '1'])),
      )
      const calls = join(repository.folder, '../calls')
      const environment = { PATH: fakeGit(repository, `echo x >>'${calls}'; exec "$real" "$@"`) }
      const found = await held(
        repository,
        paths.map((path) => published(path)),
        { environment },
      )
      expect(found.slice(0, 1_500).every((kind) => kind === 'held')).toBe(true)
      expect(found.slice(1_500).every((kind) => kind === 'not-held')).toBe(true)
      expect(repository.git('hash-object', calls)).toBe(
        // Three calls open a clone, and one lists.
        repository.gitWith('x\n'.repeat(4), 'hash-object', '--stdin'),
      )
    }))
})

describe('who may judge', () => {
  test('the clone that lies there now, if it is of the repository', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1' })
      nest(repository, 'nested')
      nest(repository, 'elsewhere', 'https://gitlab.com/octo-org/handbook')
      const not = (name: string): string => `the clone there is not one of ${name}`
      for (const [file, expected] of [
        [published('a.md', 'Octo-Org/HANDBOOK'), 'held'],
        [published('nested/x.md', OTHER, 'x.md'), 'held'],
        [published('nested/y.md', OTHER, 'y.md'), 'not-held'],
        [published('nested/x.md', OWN), not(OWN)],
        [published('elsewhere/x.md', OWN, 'x.md'), not(OWN)],
        [published('a.md', OTHER), not(OTHER)],
        [{ ...published('a.md'), repository: undefined }, 'its metadata names no repository'],
        // Its clone is not there any more: the one around it says nothing.
        [published('failed/x.md', OTHER, 'x.md'), not(OTHER)],
      ] as const) {
        expect([file, await held(repository, [file])]).toEqual([file, [expected]])
      }
    }))

  test('a second checkout of one repository that failed is not judged by the first', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1' })
      const why = `the clone there is not the one of ${OWN} that it came from`
      const files = [
        published('site/x.md', OWN, 'x.md'),
        published('site/a.md', OWN, 'a.md'),
        { ...published('site/x.md'), url: 'https://example.com/site/x.md' },
        published('site/x.md'),
      ]
      expect(await held(repository, files)).toEqual([why, why, why, 'not-held'])
    }))

  test('nobody for what is in a submodule that is not checked out; its clone, if it is', () =>
    Repository.with(async (repository) => {
      nest(repository, 'lib/sub')
      repository.git('-c', 'advice.addEmbeddedRepo=false', 'add', 'lib/sub')
      repository.commit('first', { 'a.md': '1' })
      const files = [
        published('lib/sub/x.md'),
        published('lib/sub/x.md', OTHER, 'x.md'),
        published('lib/sub', OWN),
        published('lib/subs/x.md'),
      ]
      expect((await held(repository, files)).slice(1)).toEqual([
        'held',
        'a submodule is there',
        'not-held',
      ])
      rmSync(join(repository.folder, 'lib/sub'), { recursive: true })
      mkdirSync(join(repository.folder, 'lib/sub'))
      expect(await held(repository, files)).toEqual([
        'a submodule is there',
        `the clone there is not one of ${OTHER}`,
        'a submodule is there',
        'not-held',
      ])
    }))

  test('nobody without a clone, or with one that git cannot read', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1' })
      repository.write('lost/.git', 'gitdir: /nowhere\n')
      mkdirSync(join(repository.folder, '../bare'))
      expect(await held(repository, [published('a.md')], { folder: '../bare' })).toEqual([
        'no clone is there',
      ])
      const files = [published('lost/a.md'), published('a.md')]
      expect(await held(repository, files)).toEqual([
        'git does not say (fatal: not a git repository: /nowhere)',
        'held',
      ])
    }))

  test('nobody where git fails under way', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1' })
      const script = `case "$*" in *ls-tree*) printf '100644 blob 0\\ta.md\\0'; exit 1;; esac; exec "$real" "$@"`
      const environment = { PATH: fakeGit(repository, script) }
      expect(
        await held(repository, [published('a.md'), published('b.md')], { environment }),
      ).toEqual(['git does not say (git ended with 1)', 'git does not say (git ended with 1)'])
    }))

  test('the clone around a folder that has become a file', () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'docs/a.md': '1' })
      rmSync(join(repository.folder, 'docs'), { recursive: true })
      repository.commit('second', { docs: 'a file' })
      expect(await held(repository, [published('docs/a.md'), published('docs')])).toEqual([
        'not-held',
        'held',
      ])
    }))
})

describe('a clone that does not have everything, and whose origin is gone', () => {
  test.each([
    ['blobless', ['--filter=blob:none', '--no-checkout'], ['held', 'held', 'not-held']],
    ['shallow', ['--depth=1'], ['held', 'held', 'not-held']],
    ['sparse and blobless', ['--filter=blob:none', '--sparse'], ['held', 'held', 'not-held']],
    ['treeless', ['--filter=tree:0', '--no-checkout'], undefined],
  ])('%s: nothing is fetched', (_, how, expected) =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': '1', 'docs/b.md': '1', 'docs/c.md': '1' })
      repository.git('rm', '--quiet', 'docs/c.md')
      repository.commit('second')
      repository.git('config', 'uploadpack.allowFilter', 'true')
      const url = `file://${repository.folder}`
      repository.git('clone', '--quiet', ...how, url, '../clone')
      const ran = join(repository.folder, '../ran')
      for (const [key, value] of [
        ['remote.origin.url', `ssh://example.com/${OWN}`],
        ['core.sshCommand', `touch '${ran}';`],
        ['protocol.ssh.allow', 'always'],
      ] as const) {
        repository.git('-C', '../clone', 'config', key, value)
      }
      rmSync(join(repository.folder, '.git/objects'), { recursive: true })
      const packs = join(repository.folder, '../clone/.git/objects/pack')
      const before = readdirSync(packs)
      const files = ['a.md', 'docs/b.md', 'docs/c.md'].map((path) => published(path))
      const found = await held(repository, files, { folder: '../clone' })
      expect(found).toEqual(expected ?? files.map(() => expect.stringMatching(/^git does not say/)))
      expect(readdirSync(packs)).toEqual(before)
      expect(existsSync(ran)).toBe(false)
    }),
  )
})

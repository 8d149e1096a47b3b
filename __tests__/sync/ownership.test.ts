import { expect, test } from '@jest/globals'
import {
  isOfThisRepository,
  isOurs,
  otherBranches,
  ownershipOf,
  runOf,
  sourceOf,
  type Ownership,
} from '../../src/sync/ownership.ts'
import type { Scope } from '../../src/sync/scope.ts'
import { fileFor, SCOPE, type Changes } from '../support/synced.ts'

const NONE = new Set<string>()
const NEVER = new AbortController().signal

function ownership(changes: Changes, scope: Partial<Scope> = {}, gone = NONE): unknown {
  return ownershipOf(fileFor('docs/a.md', {}, changes), { ...SCOPE, ...scope }, gone)
}

test('what this repository published from here is prunable', () => {
  expect(ownership({})).toEqual({ kind: 'prunable', path: 'docs/a.md' })
})

test.each<[string, Changes]>([
  ['under another name of the repository', { repository: 'octo/renamed' }],
  ['without a repository', { repository: undefined }],
  ['by http', { run_url: 'http://github.com/octo/docs/actions/runs/1' }],
  ['with an id that is shown as a number', { publisher_id: 42 }],
  ['with keys of others', { anything: { deep: [1] } }],
])('%s, too', (_, changes) => {
  expect(ownership(changes)).toEqual({ kind: 'prunable', path: 'docs/a.md' })
})

test.each<[string, Changes, string]>([
  ['publisher_id', { publisher_id: '43' }, 'octo/docs (publisher_id 43)'],
  ['publisher_id that only begins alike', { publisher_id: '421' }, 'octo/docs (publisher_id 421)'],
  ['publisher_id with a space', { publisher_id: '42 ' }, 'octo/docs (publisher_id 42 )'],
  ['publisher_id in another form', { publisher_id: '42.0' }, 'octo/docs (publisher_id 42.0)'],
  ['list', { publisher_id: ['42'] }, 'octo/docs (publisher_id an unreadable id)'],
  ['object', { publisher_id: { toString: 1 } }, 'octo/docs (publisher_id an unreadable id)'],
  [
    'server',
    { run_url: 'https://github.example/octo/docs/actions/runs/1' },
    'octo/docs on github.example (publisher_id 42)',
  ],
  [
    'server that begins alike',
    { run_url: 'https://github.com.example/octo/docs/actions/runs/1' },
    'octo/docs on github.com.example (publisher_id 42)',
  ],
  [
    'server behind our name',
    { run_url: 'https://github.com@evil.example/octo/docs/actions/runs/1' },
    'octo/docs on evil.example (publisher_id 42)',
  ],
  [
    'port',
    { run_url: 'https://github.com:8443/octo/docs/actions/runs/1' },
    'octo/docs on github.com:8443 (publisher_id 42)',
  ],
  [
    'repository without a name',
    { publisher_id: '43', repository: 7 },
    'a repository without a name (publisher_id 43)',
  ],
])('another %s is another publisher', (_, changes, publisher) => {
  expect(ownership(changes)).toEqual({ kind: 'foreign', publisher })
})

test('a server in a folder of its host is told from its neighbours', () => {
  const scope = { server: new URL('https://host.example/github/') }
  const at = (folder: string) =>
    ownership({ run_url: `https://host.example/${folder}/octo/docs/actions/runs/1` }, scope)
  expect(at('github')).toMatchObject({ kind: 'prunable' })
  expect(at('gitea')).toMatchObject({ kind: 'foreign' })
})

test.each<[Ownership, boolean, boolean]>([
  [{ kind: 'prunable', path: 'a' }, true, true],
  [{ kind: 'other-ref', path: 'a', ref: undefined }, true, true],
  [{ kind: 'left-behind', why: 'outside-patterns' }, true, true],
  [{ kind: 'left-behind', why: 'other-naming' }, false, true],
  [{ kind: 'left-behind', why: 'without-publisher' }, false, true],
  [{ kind: 'left-behind', why: 'odd-metadata' }, false, true],
  [{ kind: 'foreign', publisher: 'x' }, false, false],
  [{ kind: 'nobodys' }, false, false],
])('%j is ours: %s, and of this repository: %s', (given, ours, ofThisRepository) => {
  expect(isOurs(given)).toBe(ours)
  expect(isOfThisRepository(given)).toBe(ofThisRepository)
})

test('words of others are shown whole where they fit', () => {
  const found = ownership({ publisher_id: '43', repository: 'x'.repeat(200) })
  expect(found).toEqual({ kind: 'foreign', publisher: `${'x'.repeat(200)} (publisher_id 43)` })
})

test('words of others are cut', () => {
  const found = ownership({ publisher_id: '43', repository: 'x'.repeat(10_000) })
  expect(found).toEqual({ kind: 'foreign', publisher: `${'x'.repeat(200)}… (publisher_id 43)` })
})

test.each<[string, Changes]>([
  ['no publisher_id', { publisher_id: undefined, repository: 'octo/other' }],
  ['an empty one', { publisher_id: '', repository: 'octo/other' }],
  ['null', { publisher_id: null, repository: 'octo/other' }],
  ['our repository, but no run', { publisher_id: undefined, run_url: undefined }],
  [
    'our repository, but a run elsewhere',
    { publisher_id: undefined, run_url: 'https://github.example/octo/docs/actions/runs/1' },
  ],
])("with %s it is nobody's", (_, changes) => {
  expect(ownership(changes)).toEqual({ kind: 'nobodys' })
})

test('metadata that a prototype has are not the file’s', () => {
  const file = fileFor('docs/a.md')
  const metadata = Object.setPrototypeOf({}, file.metadata) as Record<string, unknown>
  expect(ownershipOf({ ...file, metadata }, SCOPE, NONE)).toEqual({ kind: 'nobodys' })
})

test.each<[string, string, Changes]>([
  ['without-publisher', 'published before there was a publisher_id', { publisher_id: undefined }],
  ['odd-metadata', 'without a run', { run_url: undefined }],
  ['odd-metadata', 'of a run that is no address', { run_url: 'github.com/octo' }],
  ['odd-metadata', 'of a run by another protocol', { run_url: 'ftp://github.com/octo' }],
  ['odd-metadata', 'without a hash', { content_sha256: undefined }],
  ['odd-metadata', 'with a hash of another length', { content_sha256: 'f'.repeat(40) }],
  ['odd-metadata', 'with a hash in capitals', { content_sha256: 'F'.repeat(64) }],
  ['odd-metadata', 'with something before a hash', { content_sha256: `x${'f'.repeat(64)}` }],
  ['odd-metadata', 'with something behind a hash', { content_sha256: `${'f'.repeat(64)}x` }],
  ['odd-metadata', 'of a run by what ends as ours', { run_url: 'xhttp://github.com/octo' }],
  ['odd-metadata', 'of a run by what begins as ours', { run_url: 'httpsx://github.com/octo' }],
  ['odd-metadata', 'without a path', { path: undefined }],
  ['odd-metadata', 'with a path that is a list', { path: ['docs/a.md'] }],
  ['odd-metadata', 'with an empty path', { path: '' }],
  ['odd-metadata', 'with an absolute path', { path: '/docs/a.md' }],
  ['odd-metadata', 'with a path that leads up', { path: 'docs/../docs/a.md' }],
  ['odd-metadata', 'with a path that stays', { path: 'docs/./a.md' }],
  ['odd-metadata', 'with a path with nothing between', { path: 'docs//a.md' }],
  ['odd-metadata', 'with a path to a folder', { path: 'docs/a.md/' }],
  ['odd-metadata', 'with a path that ends early', { path: 'docs/a.md\0' }],
  ['other-naming', 'of another name', { path: 'docs/b.md' }],
  ['other-naming', 'in another letter case', { path: 'docs/A.md' }],
])('%s: left behind if it is %s', (why, _, changes) => {
  expect(ownership(changes)).toEqual({ kind: 'left-behind', why })
})

test('what was named in another way is left behind', () => {
  const why = { kind: 'left-behind', why: 'other-naming' }
  expect(ownership({}, { naming: { fileName: 'path', prefix: 'v1/' } })).toEqual(why)
  expect(ownership({}, { naming: { fileName: 'basename', prefix: '' } })).toEqual(why)
})

test('what the patterns do not match any more is left behind', () => {
  expect(ownership({}, { matches: () => false })).toEqual({
    kind: 'left-behind',
    why: 'outside-patterns',
  })
})

test.each<[string, string | undefined, string, boolean]>([
  ['refs/heads/main', 'refs/heads/main', 'the same', true],
  ['refs/heads/main', 'refs/heads/next', 'a branch that may be there', false],
  ['refs/heads/main', 'refs/heads/gone', 'a branch that is gone', true],
  ['refs/heads/main', 'refs/tags/v1', 'a tag', false],
  ['refs/tags/v2', 'refs/tags/v1', 'another tag', true],
  ['refs/tags/v2', 'refs/heads/gone', 'a branch, even one that is gone', false],
  ['refs/heads/main', 'refs/pull/1/merge', 'a pull request', false],
  ['refs/pull/1/merge', 'refs/heads/gone', 'a branch, for a pull request', false],
  ['refs/heads/main', 'main', 'no ref', false],
  ['refs/heads/main', 'x/refs/heads/gone', 'what ends as a branch', false],
  ['refs/tags/v2', 'x/refs/tags/v1', 'what ends as a tag', false],
  ['x/refs/tags/v2', 'refs/tags/v1', 'a tag, for what ends as one', false],
  ['refs/heads/main', 'refs/heads/\n', 'a branch of an odd name', true],
  ['refs/heads/main', undefined, 'nothing', false],
  ['', '', 'nothing, as we do', false],
])('to %s a file of %s (%s) is prunable: %s %s', (ours, theirs, _, isPrunable) => {
  const gone = new Set([
    ...['refs/heads/gone', 'refs/tags/v1', 'refs/pull/1/merge', 'main'],
    ...['x/refs/heads/gone', 'refs/heads/\n'],
  ])
  const found = ownership({ publisher_ref: theirs }, { ref: ours }, gone)
  expect(found).toEqual(
    isPrunable
      ? { kind: 'prunable', path: 'docs/a.md' }
      : { kind: 'other-ref', path: 'docs/a.md', ref: theirs },
  )
})

test('only branches of files in this scope are asked for', async () => {
  const from = (ref: unknown, changes: Changes = {}) =>
    fileFor('docs/a.md', {}, { publisher_ref: ref, ...changes })
  const files = [
    from('refs/heads/main'),
    from('refs/heads/next'),
    from('refs/heads/next'),
    from('refs/heads/theirs', { publisher_id: '43' }),
    from('refs/heads/outside', { path: 'api/a.md' }),
    from('refs/tags/v1'),
    from('refs/pull/1/merge'),
    from(['refs/heads/list']),
    from(undefined),
  ]
  expect(await otherBranches(files, SCOPE, NEVER)).toEqual(new Set(['refs/heads/next']))
  const tag = { ...SCOPE, ref: 'refs/tags/v1' }
  expect(await otherBranches(files, tag, NEVER)).toEqual(NONE)
})

test.each<[unknown, number | undefined]>([
  ['https://github.com/octo/docs/actions/runs/7', 7],
  ['https://github.com/octo/docs/actions/runs/1658821493', 1_658_821_493],
  ['https://github.com/octo/renamed/actions/runs/7', 7],
  ['https://github.com/octo/docs/actions/runs/7/attempts/2', undefined],
  [`https://github.com/octo/docs/actions/runs/${'9'.repeat(30)}`, undefined],
  ['https://github.com/octo/docs/actions/runs/-7', undefined],
  ['https://github.example/octo/docs/actions/runs/7', undefined],
  [7, undefined],
  [undefined, undefined],
])('the run of %s is %s', (url, id) => {
  expect(runOf(fileFor('docs/a.md', {}, { run_url: url }), SCOPE)?.id).toBe(id)
})

test.each<[string, Changes, string | undefined]>([
  ['this repository', {}, 'octo/docs'],
  [
    'this repository, by an earlier name',
    { repository: 'octo/old', run_url: 'https://github.com/octo/old/actions/runs/1658821493' },
    'octo/docs',
  ],
  [
    'no run of an earlier name',
    { repository: 'octo/old', run_url: 'https://github.com/octo/old/actions/runs/1/attempts/2' },
    'octo/old',
  ],
  ['another one, whose files this one publishes', { repository: 'octo/module' }, 'octo/module'],
  [
    'another one that is called as this one was',
    { repository: 'octo/old', run_url: 'https://github.com/octo/docs/actions/runs/1' },
    'octo/old',
  ],
  ['nowhere', { repository: undefined }, undefined],
  ['nowhere that is known', { repository: 'octo/old', run_url: undefined }, 'octo/old'],
])('a file came from %s', (_, changes, source) => {
  expect(sourceOf(fileFor('docs/a.md', {}, changes), SCOPE)).toBe(source)
})

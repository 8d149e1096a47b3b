import { expect, test } from '@jest/globals'
import type { Difference } from '../../src/sync/compare.ts'
import { countsOf, documentsToSend, surplusOf, type Change } from '../../src/sync/plan.ts'
import { setTimeout } from 'node:timers/promises'
import type { RemoteFile } from '../../src/sync/remote-file.ts'
import type { Scope } from '../../src/sync/scope.ts'
import type { Wanted } from '../../src/sync/wanted.ts'
import {
  EARLIER_RUN,
  fileFor,
  planOf,
  SCOPE,
  sha256Of,
  wantedFor,
  type Changes,
} from '../support/synced.ts'

const A = 'docs/a.md'
const B = 'docs/b.md'
const C = 'docs/c.md'

async function changeOf(
  wanted: Wanted,
  files: readonly RemoteFile[],
  request: Parameters<typeof planOf>[2] = {},
): Promise<Change | undefined> {
  const { documents } = await planOf([wanted], files, request)
  return documents[0]?.change
}

function differing(...keys: string[]): Change {
  return { kind: 'changed', difference: { kind: 'keys', keys } }
}

function changed(kind: Exclude<Difference['kind'], 'keys'>): Change {
  return { kind: 'changed', difference: { kind } }
}

const UNCHANGED = { kind: 'unchanged' }

test('a document without a file is new, one with the same file is unchanged', async () => {
  const { documents } = await planOf([wantedFor(A), wantedFor(B)], [fileFor(A)])
  expect(documents.map(({ change }) => change.kind)).toEqual(['unchanged', 'new'])
})

test('an empty workspace, and nothing that is wanted', async () => {
  expect(countsOf(await planOf([], []))).toEqual({
    new: 0,
    changed: 0,
    unchanged: 0,
    renamed: 0,
    stale: 0,
    'left-behind': 0,
  })
})

test('another run of another event leaves it unchanged', async () => {
  const wanted = wantedFor(A, { run_url: `${EARLIER_RUN}0`, event_name: 'schedule' })
  expect(await changeOf(wanted, [fileFor(A)])).toEqual(UNCHANGED)
})

test.each<[string, Changes, readonly string[]]>([
  ['the content', { content_sha256: sha256Of('other') }, ['content_sha256']],
  ['a title', { title: 'Other' }, ['title']],
  ['a new key', { build: 1 }, ['build']],
  ['a key less', { title: undefined }, ['title']],
  ['the type', { title: ['Title of docs/a.md'] }, ['title']],
  ['the ref', { ref: 'refs/heads/x', publisher_ref: 'refs/heads/x' }, ['publisher_ref', 'ref']],
  ['the commit', { commit_sha: 'beef' }, ['commit_sha']],
  ['its date', { commit_date: '2026-01-03T03:04:05Z' }, ['commit_date']],
  ['its link', { url: undefined }, ['url']],
  ['an author', { commit_author: 'Test Author' }, ['commit_author']],
  ['several', { build: 1, title: 'Other', url: 'x' }, ['build', 'title', 'url']],
])('%s changes it', async (_, changes, keys) => {
  expect(await changeOf(wantedFor(A, changes), [fileFor(A)])).toEqual(differing(...keys))
})

test('the commit does not count where it is not compared', async () => {
  const changes = { commit_sha: 'beef', url: undefined, commit_date: undefined, commit_author: 'A' }
  const wanted = wantedFor(A, changes, false)
  expect(await changeOf(wanted, [fileFor(A)])).toEqual(UNCHANGED)
})

test.each<[string, Changes, readonly string[]]>([
  ['edited', { title: 'By hand' }, ['title']],
  ['removed', { title: undefined }, ['title']],
  ['set to null', { title: null }, ['title']],
  ['replaced by something odd', { title: { toString: 1, valueOf: 1 } }, ['title']],
  ['replaced by its digest', { metadata_sha256: 'x' }, ['metadata_sha256']],
  ['left without a digest', { metadata_sha256: undefined }, ['metadata_sha256']],
  ['left without a run', { run_url: undefined }, ['run_url']],
  ['left without a publisher', { publisher_id: undefined }, ['publisher_id']],
])('metadata that was %s by hand is sent again', async (_, shown, keys) => {
  expect(await changeOf(wantedFor(A), [fileFor(A, {}, shown)])).toEqual(differing(...keys))
})

test.each<[string, Changes]>([
  ['further keys', { anything: [1, { deep: true }], 'platform:key': 'x' }],
  ['an absent commit key that is null', { commit_author: null }],
])('%s do not matter', async (_, shown) => {
  expect(await changeOf(wantedFor(A), [fileFor(A, {}, shown)])).toEqual(UNCHANGED)
})

test('a key that is wanted no more is named, among further keys of the platform or not', async () => {
  const file = fileFor(A, { build: 1 })
  expect(await changeOf(wantedFor(A), [file])).toEqual(differing('build'))
})

test('numbers are compared by value, lists in order, strings exactly', async () => {
  const changes = { number: 1, list: ['a', 'b'], text: 'Ä' }
  const shownAs = (shown: string) =>
    changeOf(wantedFor(A, changes), [
      fileFor(A, changes, JSON.parse(shown) as Changes),
      fileFor(B, changes),
    ])
  expect(await shownAs('{"number":1.0}')).toEqual(UNCHANGED)
  expect(await shownAs('{"list":["b","a"]}')).toEqual(differing('list'))
  expect(await shownAs('{"list":["a","b","c"]}')).toEqual(differing('list'))
  expect(await shownAs('{"text":"ä"}')).toEqual(differing('text'))
})

test.each<[string, number | undefined, boolean]>([
  ['the same', 5, true],
  ['another', 6, false],
  ['unknown', undefined, true],
])('a size that is %s', async (_, size, isUnchanged) => {
  const files = [{ ...fileFor(A), size }, fileFor(B)]
  const { documents } = await planOf([wantedFor(A), wantedFor(B)], files)
  expect(documents[0]?.change).toEqual(isUnchanged ? UNCHANGED : changed('size'))
  const proof = await planOf([wantedFor(A), wantedFor(B)], files, { comparesSizes: false })
  expect(proof.documents[0]?.change).toEqual(UNCHANGED)
})

test('sizes that differ for all documents are not compared', async () => {
  const files = [A, B].map((path) => ({ ...fileFor(path), size: 905 }))
  const { documents, ownForms } = await planOf([wantedFor(A), wantedFor(B)], files)
  expect(documents.map(({ change }) => change)).toEqual([UNCHANGED, UNCHANGED])
  expect(ownForms).toEqual({ keys: new Set(), sizes: true })
})

test.each<[string, string, unknown, unknown]>([
  ['a time', 'commit_date', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05+00:00'],
  ['a time of day', 'released', '2026-01-02T03:04:05+01:00', '2026-01-02 02:04:05.000Z'],
  ['digits', 'publisher_id', '42', 42],
  ['a truth', 'draft', false, 'false'],
  ['white space', 'title', ' Title ', 'Title'],
  ['a list of one', 'tags', ['a'], 'a'],
])('%s that the platform shows in its own form is not compared', async (_, key, ours, shown) => {
  const sent = { [key]: ours }
  const files = [fileFor(A, sent, { [key]: shown }), fileFor(B, { [key]: undefined })]
  const { documents, ownForms } = await planOf(
    [wantedFor(A, sent), wantedFor(B, { [key]: undefined })],
    key === 'commit_date' || key === 'publisher_id' ? files.slice(0, 1) : files,
  )
  expect(ownForms).toEqual({ keys: new Set([key]), sizes: false })
  expect(documents[0]?.change).toEqual(UNCHANGED)
})

test('a form that one document does not share is a change of the others', async () => {
  const paths = [A, B, C]
  const files = paths.map((path) =>
    fileFor(path, {}, path === A ? {} : { commit_date: '2026-01-02T03:04:05+00:00' }),
  )
  const { documents, ownForms } = await planOf(
    paths.map((path) => wantedFor(path)),
    files,
  )
  expect(ownForms.keys).toEqual(new Set())
  expect(documents.map(({ change }) => change)).toEqual([
    UNCHANGED,
    differing('commit_date'),
    differing('commit_date'),
  ])
})

test.each([
  [9, 'title', false],
  [10, 'title', true],
  [10, 'commit_message', false],
])(
  'of %i files another value in each of %s is a form of its own: %s',
  async (number, key, isForm) => {
    const paths = Array.from({ length: number }, (_, index) => `docs/${index}.md`)
    const { ownForms, documents } = await planOf(
      paths.map((path) => wantedFor(path, { [key]: 'A' })),
      paths.map((path) => fileFor(path, { [key]: 'A' }, { [key]: 'B' })),
    )
    expect(ownForms.keys).toEqual(new Set(isForm ? [key] : []))
    expect(new Set(documents.map(({ change }) => change.kind))).toEqual(
      new Set([isForm ? 'unchanged' : 'changed']),
    )
  },
)

test('other commits of the same content are never a form', async () => {
  const paths = Array.from({ length: 20 }, (_, index) => `docs/${index}.md`)
  const rewritten = { commit_sha: 'beef', commit_date: '2026-02-02T03:04:05Z', url: 'x' }
  const { ownForms, documents } = await planOf(
    paths.map((path) => wantedFor(path, rewritten)),
    paths.map((path) => fileFor(path)),
  )
  expect(ownForms.keys).toEqual(new Set())
  expect(documents.map(({ change }) => change.kind)).not.toContain('unchanged')
})

test('what is not ours, or is one of several, teaches no form', async () => {
  const paths = Array.from({ length: 20 }, (_, index) => `docs/${index}.md`)
  const files = paths.flatMap((path, index) => {
    const file = fileFor(path, {}, { title: 'B', ...(index === 0 ? {} : { run_url: undefined }) })
    return index === 0 ? [file, { ...file, id: 'again' }] : [file]
  })
  const { ownForms } = await planOf(
    paths.map((path) => wantedFor(path)),
    files,
  )
  expect(ownForms.keys).toEqual(new Set())
})

test('what is on its way is sent whatever the comparison says', async () => {
  const pendingNames = new Set(['docs__a.md', 'docs__b.md'])
  const { documents } = await planOf(
    [wantedFor(A), wantedFor(B), wantedFor(C)],
    [fileFor(A), fileFor(C)],
    { pendingNames },
  )
  expect(documents.map(({ change }) => change)).toEqual([
    changed('on-its-way'),
    { kind: 'new' },
    UNCHANGED,
  ])
  const everything = { everythingIsPending: true }
  expect(await changeOf(wantedFor(A), [fileFor(A)], everything)).toEqual(changed('on-its-way'))
  expect(await changeOf(wantedFor(A, { title: 'B' }), [fileFor(A)], everything)).toEqual(
    differing('title'),
  )
})

test('all documents are sent where unchanged ones are not skipped', async () => {
  const plan = await planOf([wantedFor(A), wantedFor(B)], [fileFor(A)])
  expect(documentsToSend(plan, true).map(({ path }) => path)).toEqual([B])
  expect(documentsToSend(plan, false).map(({ path }) => path)).toEqual([A, B])
})

test("a name that is another publisher's", async () => {
  const plan = await planOf(
    [wantedFor(A), wantedFor(B)],
    [
      fileFor(A, { publisher_id: '7', repository: 'octo/other' }),
      fileFor(C, { publisher_id: '7' }),
    ],
  )
  expect(plan.foreign).toEqual([
    { document: expect.objectContaining({ path: A }), publisher: 'octo/other (publisher_id 7)' },
  ])
  expect(plan.documents[0]?.change).toEqual(changed('foreign'))
  expect(plan.stale).toEqual([])
})

test("a name that is nobody's is replaced, and nobody's files are let alone", async () => {
  const nobodys = { publisher_id: undefined, run_url: undefined }
  const plan = await planOf([wantedFor(A)], [fileFor(A, nobodys), fileFor(C, nobodys)])
  expect(plan.documents[0]?.change).toEqual(changed('nobodys'))
  expect(plan).toMatchObject({ foreign: [], stale: [], leftBehind: [], kept: [] })
})

test('documents published before there was a publisher_id are sent once', async () => {
  const before = { publisher_id: undefined, publisher_ref: undefined }
  const plan = await planOf([wantedFor(A)], [fileFor(A, before), fileFor(C, before)])
  expect(plan.documents[0]?.change).toEqual(differing('publisher_id', 'publisher_ref'))
  expect(plan.leftBehind).toMatchObject([
    { file: { name: 'docs__c.md' }, why: 'without-publisher' },
  ])
})

test('what is wanted no more is stale, kept or left behind', async () => {
  const plan = await planOf(
    [wantedFor(A)],
    [
      fileFor(A),
      fileFor(B),
      fileFor(C, { publisher_ref: 'refs/heads/next' }),
      fileFor('docs/d.md', { publisher_ref: 'refs/heads/gone' }),
      fileFor('api/a.md'),
    ],
    { goneBranches: new Set(['refs/heads/gone']) },
  )
  expect(plan.stale).toMatchObject([
    { path: B, repository: 'octo/docs', heir: undefined },
    { path: 'docs/d.md' },
  ])
  expect(plan.kept).toMatchObject([{ path: C, ref: 'refs/heads/next' }])
  expect(plan.leftBehind).toMatchObject([{ file: { name: 'api__a.md' }, why: 'outside-patterns' }])
  expect(countsOf(plan)).toEqual({
    new: 0,
    changed: 0,
    unchanged: 1,
    renamed: 0,
    stale: 2,
    'left-behind': 1,
  })
})

test('a stale file and a new document of one content are a rename', async () => {
  const content = { content_sha256: sha256Of('content') }
  const plan = await planOf(
    [wantedFor(B, content), wantedFor('docs/d.md')],
    [fileFor(A, content), fileFor(C)],
  )
  expect(plan.stale).toMatchObject([
    { path: A, heir: { document: { path: B }, change: { kind: 'new' } } },
    { path: C, heir: undefined },
  ])
  expect(countsOf(plan)).toMatchObject({ new: 1, renamed: 1, stale: 1 })
})

test('swapped documents are two changes', async () => {
  const one = { content_sha256: sha256Of('1') }
  const other = { content_sha256: sha256Of('2') }
  const plan = await planOf(
    [wantedFor(A, other), wantedFor(B, one)],
    [fileFor(A, one), fileFor(B, other)],
  )
  expect(countsOf(plan)).toMatchObject({ changed: 2, renamed: 0, stale: 0 })
})

test('each heir has one stale file: a folder of equal pages meets in its order', async () => {
  const same = { content_sha256: sha256Of('same') }
  const at = (folder: string) => ['1', '2', '3'].map((page) => `docs/${folder}/${page}.md`)
  const plan = await planOf(
    at('new').map((path) => wantedFor(path, same)),
    [...at('old'), 'docs/old/4.md'].map((path) => fileFor(path, same)),
  )
  expect(plan.stale.map(({ path, heir }) => [path, heir?.document.path])).toEqual([
    ['docs/old/1.md', 'docs/new/1.md'],
    ['docs/old/2.md', 'docs/new/2.md'],
    ['docs/old/3.md', 'docs/new/3.md'],
    ['docs/old/4.md', undefined],
  ])
})

test('a new document is the heir before one of its content that was there, whatever their order', async () => {
  const same = { content_sha256: sha256Of('same') }
  for (const paths of [
    [B, C],
    [C, B],
  ]) {
    const wanted = paths.map((path) => wantedFor(path, same))
    const plan = await planOf(wanted, [fileFor(A, same), fileFor(B, same)])
    expect(plan.stale).toMatchObject([{ path: A, heir: { document: { path: C } } }])
    expect(countsOf(plan)).toMatchObject({ unchanged: 1, renamed: 1, stale: 0 })
  }
})

test('after a crash before the deletion the new name is the heir, and no rename any more', async () => {
  const content = { content_sha256: sha256Of('content') }
  const plan = await planOf([wantedFor(B, content)], [fileFor(A, content), fileFor(B, content)])
  expect(plan.stale).toMatchObject([{ path: A, heir: { document: { path: B } } }])
  expect(countsOf(plan)).toMatchObject({ unchanged: 1, renamed: 0, stale: 1 })
})

test('of several files of a wanted name the last one that is as wanted stays', async () => {
  const files = [
    { ...fileFor(A), id: 'old' },
    { ...fileFor(A, { run_url: `${EARLIER_RUN}9` }), id: 'newest' },
    { ...fileFor(A, { title: 'Other', run_url: `${EARLIER_RUN}99` }), id: 'changed' },
    { ...fileFor(A, { publisher_ref: 'refs/heads/next' }), id: 'of another branch' },
    { ...fileFor(A, { publisher_id: undefined, run_url: undefined }), id: "nobody's" },
    { ...fileFor(A, { publisher_id: '7' }), id: "another's" },
  ]
  const plan = await planOf([wantedFor(A)], files)
  expect(plan.documents[0]?.change).toEqual(changed('several'))
  expect(plan.foreign).toHaveLength(1)
  expect(plan.duplicated).toEqual([
    { document: wantedFor(A).document, files, proven: files[1], surplus: [files[0], files[2]] },
  ])
  expect(surplusOf(plan)).toBe(2)
})

test('of several files of one run the same one stays, whatever their order', async () => {
  const files = ['1', '2', '3'].map((id) => ({ ...fileFor(A), id }))
  const plans = [files, files.toReversed()].map((each) => planOf([wantedFor(A)], each))
  for (const { duplicated } of await Promise.all(plans)) expect(duplicated[0]?.proven?.id).toBe('1')
})

test('a wanted name of a path that the patterns do not match is told of', async () => {
  const scope: Scope = { ...SCOPE, naming: { fileName: 'basename', prefix: '' } }
  const document = { ...wantedFor(A).document, name: 'a.md' }
  const files = [{ ...fileFor('api/a.md'), name: 'a.md' }]
  const { displaced } = await planOf([{ ...wantedFor(A), document }], files, { scope })
  expect(displaced).toEqual([{ document, path: 'api/a.md' }])
  const others = [
    fileFor(A),
    fileFor(A, { publisher_ref: 'refs/heads/next' }),
    fileFor(A, { publisher_id: undefined, run_url: undefined }),
  ]
  for (const file of others) expect((await planOf([wantedFor(A)], [file])).displaced).toEqual([])
})

test('of several files none of which is as wanted all may go only later', async () => {
  const files = ['1', '2'].map((id) => ({ ...fileFor(A, { title: 'Other' }), id }))
  const { duplicated } = await planOf([wantedFor(A)], files)
  expect(duplicated).toMatchObject([{ proven: undefined, surplus: files }])
})

test.each<[string, readonly RemoteFile[], number | undefined]>([
  ['a wanted file', [fileFor(A)], 100],
  ['a stale file', [fileFor(B)], 100],
  ['the highest', [fileFor(A), fileFor(B, { run_url: `${EARLIER_RUN}0` })], 1000],
  ['a wanted name without a publisher', [fileFor(A, { publisher_id: undefined })], 100],
  ["not another's", [fileFor(A, { publisher_id: '7' })], undefined],
  ["not nobody's", [fileFor(A, { publisher_id: undefined, repository: 'x/y' })], undefined],
  ['not one left behind', [fileFor('api/a.md')], undefined],
  ["not another branch's", [fileFor(B, { publisher_ref: 'refs/heads/next' })], undefined],
])('the newest run is that of %s', async (_, files, id) => {
  expect((await planOf([wantedFor(A)], files)).newestRun?.id).toBe(id)
})

test('under a prefix only what has it is spoken for', async () => {
  const scope: Scope = { ...SCOPE, naming: { fileName: 'path', prefix: 'v1/' } }
  const document = { ...wantedFor(A).document, name: 'v1__docs__a.md' }
  const file = { ...fileFor(B), name: 'v1__docs__b.md' }
  const plan = await planOf([{ ...wantedFor(A), document }], [fileFor(A), file], { scope })
  expect(countsOf(plan)).toMatchObject({ new: 1, stale: 1, 'left-behind': 1 })
})

test('the event loop turns while many documents are compared', async () => {
  const paths = Array.from({ length: 10_000 }, (_, index) => `docs/${index}.md`)
  const wanted = paths.map((path) => wantedFor(path))
  const files = paths.map((path) => fileFor(path))
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  await planOf(wanted, files)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)
})

test('a run that is cancelled ends the comparison', async () => {
  const paths = Array.from({ length: 10_000 }, (_, index) => `docs/${index}.md`)
  const end = new AbortController()
  const planning = planOf(
    paths.map((path) => wantedFor(path)),
    paths.map((path) => fileFor(path)),
    { signal: end.signal },
  )
  await setTimeout(0)
  end.abort(new Error('cancelled'))
  await expect(planning).rejects.toThrow('cancelled')
})

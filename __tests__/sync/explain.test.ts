import { expect, test } from '@jest/globals'
import {
  changeLines,
  foreignError,
  keptLines,
  leftBehindWarning,
  nobodysNotice,
  ownFormsLine,
  planLine,
  whatDiffers,
  whyKept,
} from '../../src/sync/explain.ts'
import { fileFor, planOf, SCOPE, sha256Of, wantedFor, type Changes } from '../support/synced.ts'

/** Paths of many documents. */
function many(number: number, folder: string): string[] {
  return Array.from({ length: number }, (_, index) => `docs/${folder}/${index}.md`)
}

test('a plan is one line of counts', async () => {
  const plan = await planOf(
    many(1_234, 'a').map((path) => wantedFor(path)),
    [fileFor('docs/b.md')],
  )
  expect(planLine(plan)).toBe(
    'Plan: 1,234 new, 0 changed, 0 unchanged, 0 renamed, 1 stale, 0 left behind',
  )
})

test('changes are told by what differs, the most frequent first', async () => {
  const differing: [number, string, Changes][] = [
    [1, 'size', {}],
    [2, 'content', { content_sha256: sha256Of('new'), commit_sha: 'beef', url: 'x' }],
    [3, 'titled', { content_sha256: sha256Of('new'), title: 'New' }],
    [12, 'built', { build: 7 }],
    [4, 'moved', { commit_sha: 'beef', commit_date: undefined }],
  ]
  const wanted = differing.flatMap(([number, folder, changes]) =>
    many(number, folder).map((path) => wantedFor(path, changes)),
  )
  const files = wanted.map(({ document: { path } }) => ({
    ...fileFor(path),
    size: path.includes('size') ? 6 : 5,
  }))
  const nobodys = { publisher_id: undefined, run_url: undefined }
  const plan = await planOf(
    [...wanted, ...['x', 'y', 'z', 'p'].map((name) => wantedFor(`docs/${name}.md`))],
    [
      ...files,
      fileFor('docs/x.md', nobodys),
      fileFor('docs/y.md'),
      { ...fileFor('docs/y.md'), id: 'again' },
      fileFor('docs/z.md', { publisher_id: '7' }),
      fileFor('docs/p.md'),
    ],
    { pendingNames: new Set(['docs__p.md']) },
  )
  expect(changeLines(plan)).toEqual([
    '12 documents differ in `build` alone',
    '4 documents differ in commit alone',
    '3 documents differ in content, `title`',
    '2 documents differ in content alone',
    '1 document differs in size alone',
    '1 document replaces a file that names no publisher',
    '1 document has several files of that name',
    "1 document is another publisher's file",
    '1 document is still being ingested',
  ])
})

test('many ways to differ are not all told', async () => {
  const paths = many(12, 'a')
  const plan = await planOf(
    paths.map((path, index) => wantedFor(path, { [`key${index}`]: 1 })),
    paths.map((path) => fileFor(path)),
  )
  const lines = changeLines(plan)
  expect(lines).toHaveLength(11)
  expect(lines.at(-1)).toBe('2 documents changed in other ways')
})

test('many keys are not all named', () => {
  const keys = ['content_sha256', ...Array.from({ length: 9 }, (_, index) => `k${index}`)]
  expect(whatDiffers({ kind: 'keys', keys })).toBe('content, `k0`, `k1`, `k2`, `k3` and 5 more')
})

test("another publisher's names are an error that names both", async () => {
  expect(foreignError(await planOf([wantedFor('docs/a.md')], []), SCOPE)).toBeUndefined()
  const theirs = { publisher_id: '7', repository: 'octo/other' }
  const plan = await planOf([wantedFor('docs/a.md')], [fileFor('docs/a.md', theirs)])
  expect(foreignError(plan, SCOPE)).toBe(
    '1 document of octo/docs (publisher_id 42) would replace another publisher\'s documents: "docs__a.md" of octo/other (publisher_id 7). Nothing was sent. Set "name-prefix" to keep them apart. A run without "skip-unchanged" and "prune" overwrites them.',
  )
})

test("nobody's names are a notice", async () => {
  const nobodys = { publisher_id: undefined, run_url: undefined }
  expect(nobodysNotice(await planOf([], [fileFor('docs/a.md', nobodys)]))).toBeUndefined()
  const plan = await planOf([wantedFor('docs/a.md')], [fileFor('docs/a.md', nobodys)])
  expect(nobodysNotice(plan)).toBe(
    '1 file of the workspace that names no publisher is replaced by this run\'s: "docs__a.md".',
  )
})

test('all that is left behind is one warning', async () => {
  expect(leftBehindWarning(await planOf([], []))).toBeUndefined()
  const plan = await planOf(
    [],
    [
      fileFor('api/a.md'),
      fileFor('api/b.md'),
      fileFor('docs/c.md', { publisher_id: undefined }),
      fileFor('docs/d.md', { path: 'docs/e.md' }),
      fileFor('docs/f.md', { content_sha256: 'x' }),
    ],
  )
  expect(leftBehindWarning(plan)).toBe(
    '5 files of this repository left behind in the workspace, and never deleted by a run: 2 since "glob" does not match their paths; 1 since they were published before files said which repository they belong to; 1 since another "name-prefix" or "file-name" named them; 1 since their metadata is not what is sent. Their ids are in the report.',
  )
})

test('what is kept for other refs is a line for each, not for thousands', async () => {
  const from = (path: string, ref: string | undefined) => fileFor(path, { publisher_ref: ref })
  const plan = await planOf(
    [],
    [
      from('docs/a.md', 'refs/heads/next'),
      from('docs/b.md', 'refs/heads/next'),
      from('docs/c.md', undefined),
      from('docs/d.md', 'refs/tags/v1'),
    ],
  )
  expect(keptLines(plan, SCOPE)).toEqual([
    '2 files kept: "docs/a.md", "docs/b.md". refs/heads/next published it, and is not known to be gone.',
    '1 file kept: "docs/c.md". It does not say which branch or tag published it.',
    '1 file kept: "docs/d.md". refs/tags/v1 published it, and a run of refs/heads/main leaves that one\'s files alone.',
  ])
  const refs = many(1_000, 'a').map((path) => from(path, `refs/heads/${path}`))
  const lines = keptLines(await planOf([], refs), SCOPE)
  expect(lines).toHaveLength(11)
  expect(lines.at(-1)).toBe('files of 990 further refs kept')
  expect(whyKept(`refs/heads/${'x'.repeat(10_000)}`, SCOPE).length).toBeLessThan(300)
})

test("the platform's own forms are one line", () => {
  expect(ownFormsLine({ keys: new Set(), sizes: false })).toBeUndefined()
  expect(ownFormsLine({ keys: new Set(['url', 'commit_date']), sizes: true })).toBe(
    'Not compared, since the platform shows it in its own way for every document: `commit_date`, `url`, sizes',
  )
})

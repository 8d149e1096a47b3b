import { expect, test } from '@jest/globals'
import type { Held } from '../../src/git/held.ts'
import {
  inBothReads,
  judgeStale,
  overLimit,
  whyNothingIsDeleted,
  type Conditions,
  type Surroundings,
} from '../../src/sync/deletion.ts'
import type { OnDisk } from '../../src/sync/on-disk.ts'
import type { StaleFile } from '../../src/sync/plan.ts'
import type { RemoteFile } from '../../src/sync/remote-file.ts'
import {
  EARLIER_RUN,
  fileFor,
  planOf,
  THIS_RUN,
  wantedFor,
  type Changes,
} from '../support/synced.ts'

const A = 'docs/a.md'
const B = 'docs/b.md'

function staleFile(shown: Changes = {}): StaleFile {
  return {
    file: fileFor(A, {}, shown),
    path: A,
    repository: 'octo/docs',
    url: undefined,
    heir: undefined,
  }
}

async function staleIds(before: readonly RemoteFile[], after: readonly RemoteFile[]) {
  const wanted = [wantedFor(B)]
  const candidates = inBothReads(await planOf(wanted, before), await planOf(wanted, after))
  return {
    stale: candidates.stale.map(({ file }) => file.id),
    surplus: candidates.surplus.map(({ id }) => id),
  }
}

test('a file is a candidate if it was stale before, and is so still', async () => {
  expect(await staleIds([fileFor(A)], [fileFor(A)])).toEqual({
    stale: ['id of docs__a.md'],
    surplus: [],
  })
})

test.each<[string, readonly RemoteFile[], readonly RemoteFile[]]>([
  ['has come since', [], [fileFor(A)]],
  ['is gone', [fileFor(A)], []],
  ['has another id', [fileFor(A)], [{ ...fileFor(A), id: 'another' }]],
  ['has other metadata', [fileFor(A)], [fileFor(A, { title: 'Other' })]],
  ['has metadata that were edited', [fileFor(A)], [fileFor(A, {}, { title: 'Other' })]],
  ['has another commit', [fileFor(A)], [fileFor(A, {}, { commit_sha: 'beef' })]],
  ['has lost its link', [fileFor(A)], [fileFor(A, {}, { url: undefined })]],
  ['has got a key', [fileFor(A)], [fileFor(A, {}, { anything: 'x' })]],
  ['was published again', [fileFor(A)], [fileFor(A, { run_url: `${EARLIER_RUN}0` })]],
  [
    'has become that of another name',
    [fileFor('docs/c.md')],
    [{ ...fileFor(A), id: 'id of docs__c.md' }],
  ],
  ["was another's", [fileFor(A, { publisher_id: '7' })], [fileFor(A)]],
  ["is another's now", [fileFor(A)], [fileFor(A, { publisher_id: '7' })]],
  ['was left behind', [fileFor(A, { run_url: undefined })], [fileFor(A)]],
])('a file that %s is none', async (_, before, after) => {
  expect(await staleIds(before, after)).toEqual({ stale: [], surplus: [] })
})

test('a further copy of a wanted name is one, once another one is proven', async () => {
  const old = { ...fileFor(B, { title: 'Old' }), id: 'old' }
  const older = { ...fileFor(B, { title: 'Older' }), id: 'older' }
  const sent = { ...fileFor(B, { run_url: THIS_RUN }), id: 'sent' }
  expect(await staleIds([old, older], [old, older, sent])).toEqual({
    stale: [],
    surplus: ['old', 'older'],
  })
  expect(await staleIds([old, older], [old, older])).toEqual({ stale: [], surplus: [] })
  expect(await staleIds([sent], [old, sent])).toEqual({ stale: [], surplus: [] })
})

/** What is found at the place of a stale file. */
interface Place {
  readonly disk?: OnDisk
  readonly tracked?: Held
  readonly namesNotUploaded?: Surroundings['namesNotUploaded']
  readonly foldersOfDocuments?: Surroundings['foldersOfDocuments']
}

/** By default all that has to be so for it to be deleted. */
function surroundings(stale: StaleFile, place: Place = {}): Surroundings {
  return {
    namesNotUploaded: place.namesNotUploaded ?? new Set(),
    onDisk: new Map([[stale.path, place.disk ?? { kind: 'nothing' }]]),
    held: new Map([[stale, place.tracked ?? { kind: 'not-held' }]]),
    foldersOfDocuments: place.foldersOfDocuments ?? new Set(),
  }
}

test('a stale file that is neither on disk nor in the commit may go', () => {
  const stale = staleFile()
  expect(judgeStale([stale], surroundings(stale))).toEqual({ deletable: [stale], spared: [] })
})

test('what git never tracked goes only if its folder still has documents', () => {
  const stale = staleFile({ url: undefined })
  const spared = [{ stale, why: expect.stringContaining('git never tracked it') }]
  const judge = (...folders: string[]) =>
    judgeStale([stale], surroundings(stale, { foldersOfDocuments: new Set(folders) }))
  expect(judge()).toEqual({ deletable: [], spared })
  expect(judge('', 'docs/below', 'do')).toEqual({ deletable: [], spared })
  expect(judge('docs')).toEqual({ deletable: [stale], spared: [] })
})

test.each<[string, Place]>([
  ['not uploaded', { namesNotUploaded: new Set(['docs__a.md']) }],
  ['is still on disk', { disk: { kind: 'there' } }],
  ['on disk is not known: a link', { disk: { kind: 'unknown', why: 'a link' } }],
  ['the commit has it', { tracked: { kind: 'held' } }],
  ['not known: no clone', { tracked: { kind: 'unknown', why: 'no clone' } }],
])('it is spared if: %s', (why, changes) => {
  const stale = staleFile()
  expect(judgeStale([stale], surroundings(stale, changes))).toEqual({
    deletable: [],
    spared: [{ stale, why: expect.stringContaining(why) }],
  })
})

test('what nobody has looked at is spared', () => {
  const stale = staleFile()
  const known = surroundings(stale)
  expect(judgeStale([stale], { ...known, onDisk: new Map() }).deletable).toEqual([])
  expect(judgeStale([stale], { ...known, held: new Map() }).deletable).toEqual([])
  expect(judgeStale([staleFile()], known).deletable).toEqual([])
})

test.each([
  [20, 100, 20, undefined],
  [21, 100, 20, 'more than "prune-limit" allows (20)'],
  [1, 100, 0, 'more than "prune-limit" allows (0)'],
  [0, 0, 0, undefined],
  [5, 1, 20, undefined],
  [6, 6, 20, undefined],
  [6, 5, 20, 'more than there are documents to publish (5)'],
  [5, 0, 20, undefined],
])('%i stale ones, %i wanted, a limit of %i: %s', (stale, wanted, limit, problem) => {
  const files = Array.from({ length: stale }, () => staleFile())
  const renamed = Array.from({ length: 30 }, (): StaleFile => ({
    ...staleFile(),
    heir: { document: wantedFor(B).document, change: { kind: 'new' } },
  }))
  const found = overLimit([...files, ...renamed], wanted, limit)
  if (problem === undefined) expect(found).toBeUndefined()
  else expect(found).toContain(problem)
})

test('the first condition that does not hold is named', () => {
  const failing: readonly [keyof Conditions, Conditions[keyof Conditions], string][] = [
    ['wanted', 0, 'No document matched.'],
    ['failed', 1, '1 document failed.'],
    ['rejected', 2, 'The platform rejected 2 documents.'],
    ['pending', 3, '3 documents not yet ingested.'],
    ['unproven', 1, 'The workspace does not show 1 document as this run has it.'],
    ['head', 'The head moved.', 'The head moved.'],
    ['lacksRunCommit', 'abc is', "These documents may not be the commit's: abc is."],
    ['overLimit', 'Too many.', 'Too many.'],
  ]
  const fine: Conditions = {
    wanted: 1,
    failed: 0,
    rejected: 0,
    pending: 0,
    unproven: 0,
    head: undefined,
    lacksRunCommit: undefined,
    overLimit: undefined,
  }
  expect(whyNothingIsDeleted(fine)).toBeUndefined()
  let conditions = fine
  for (const [key, value, sentence] of failing.toReversed()) {
    expect(whyNothingIsDeleted({ ...fine, [key]: value })).toBe(sentence)
    conditions = { ...conditions, [key]: value }
    expect(whyNothingIsDeleted(conditions)).toBe(sentence)
  }
})

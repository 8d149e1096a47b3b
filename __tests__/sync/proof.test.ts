import { expect, test } from '@jest/globals'
import { proveCommit, unprovenOf, type ProofFacts } from '../../src/sync/proof.ts'
import { fileFor, planOf, wantedFor } from '../support/synced.ts'

const A = 'docs/a.md'
const B = 'docs/b.md'
const COMMIT = 'c0ffee'

const IN_STEP = await planOf([wantedFor(A), wantedFor(B)], [fileFor(A), fileFor(B)])

const FACTS: ProofFacts = {
  commit: COMMIT,
  plan: IN_STEP,
  readsAreConsistent: true,
  onItsWay: undefined,
  failed: 0,
  left: 0,
  head: undefined,
  lacksRunCommit: undefined,
}

test('documents are unproven that the workspace does not hold as they are wanted', async () => {
  expect(unprovenOf(IN_STEP)).toEqual([])
  const wanted = [wantedFor(A), wantedFor(B), wantedFor('docs/c.md'), wantedFor('docs/d.md')]
  const plan = await planOf(wanted, [
    fileFor(B, { title: 'Other' }),
    fileFor('docs/c.md'),
    fileFor('docs/d.md'),
    { ...fileFor('docs/d.md', { title: 'Old' }), id: 'old' },
  ])
  expect(unprovenOf(plan).map(({ document }) => document.path)).toEqual([A, B])
})

test('the commit is proven, with and without pruning', () => {
  const synced = { kind: 'synced', commit: COMMIT }
  expect(proveCommit(FACTS)).toEqual(synced)
  expect(proveCommit({ ...FACTS, left: undefined })).toEqual(synced)
})

const NOT_THERE = await planOf([wantedFor(A), wantedFor(B)], [fileFor(A)])
const TWICE = await planOf([wantedFor(A)], [fileFor(A), { ...fileFor(A), id: 'again' }])
const WITH_NOBODYS = await planOf(
  [wantedFor(A)],
  [fileFor(A), { ...fileFor(A, { publisher_id: undefined, repository: 'x/y' }), id: 'again' }],
)

test.each<[string, Partial<ProofFacts>, string]>([
  ['nobody looked', { plan: undefined }, 'did not wait'],
  ['nothing matched', { plan: await planOf([], []) }, 'No document matched.'],
  ['a document failed', { failed: 1 }, '1 document not published.'],
  ['a read was inconsistent', { readsAreConsistent: false }, 'changed while it was read'],
  ['something is on its way', { onItsWay: 'A session is open.' }, 'A session is open.'],
  ['a name is left with two files', { plan: TWICE, left: undefined }, '1 name.'],
  ["a name is left with nobody's file", { plan: WITH_NOBODYS }, '1 name.'],
  ['the head moved', { head: 'The head moved.' }, 'The head moved.'],
  ['another commit is checked out', { lacksRunCommit: 'abc is' }, "the commit's: abc is."],
])('it is withheld: %s', (_, facts, reason) => {
  expect(proveCommit({ ...FACTS, ...facts })).toEqual({
    kind: 'withheld',
    reason: expect.stringContaining(reason),
  })
})

test.each<[string, Partial<ProofFacts>, string]>([
  ['a document is not there', { plan: NOT_THERE }, '1 document as this run has it'],
  ['files are left', { left: 2 }, '2 files no longer wanted'],
])('it is ahead: %s', (_, facts, reason) => {
  expect(proveCommit({ ...FACTS, ...facts })).toEqual({
    kind: 'ahead',
    reason: expect.stringContaining(reason),
  })
  // A plan that may be wrong does not speak for itself.
  expect(proveCommit({ ...FACTS, ...facts, readsAreConsistent: false }).kind).toBe('withheld')
})

test('surplus files that were deleted are no hindrance', () => {
  expect(proveCommit({ ...FACTS, plan: TWICE })).toMatchObject({ kind: 'synced' })
  expect(proveCommit({ ...FACTS, plan: TWICE, left: 1 })).toMatchObject({ kind: 'ahead' })
})

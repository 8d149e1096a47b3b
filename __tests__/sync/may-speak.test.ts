import { expect, test } from '@jest/globals'
import { concerns, decide, type Standing } from '../../src/sync/may-speak.ts'

const OURS = 'a'.repeat(40)
const NEXT = 'b'.repeat(40)
const LATER = { id: 201, url: 'https://github.com/octo/docs/actions/runs/201' }
const EARLIER = { id: 199, url: 'https://github.com/octo/docs/actions/runs/199' }

const STANDING: Standing = {
  event: 'push',
  action: undefined,
  ref: 'refs/heads/main',
  sha: OURS,
  runId: 200,
  attempt: 1,
  head: { kind: 'at', sha: OURS },
  comparison: undefined,
  touches: (path) => path.startsWith('docs/'),
  publishesUntracked: false,
  newestRun: EARLIER,
}

/** Of another repository's commit, with the files that have come since. */
function ahead(...files: string[]): Partial<Standing> {
  return { head: { kind: 'at', sha: NEXT }, comparison: { kind: 'ahead', files } }
}

const TAG = { ref: 'refs/tags/v1' }
const UNKNOWN: Partial<Standing> = { head: { kind: 'unknown', why: 'it answered HTTP 403' } }

test.each<[string, Partial<Standing>]>([
  ['the branch is at our commit', {}],
  ['and a later run has published from it', { newestRun: LATER }],
  ['the tag is at our commit', TAG],
  ['the workspace was not read yet', { newestRun: undefined }],
  ['this very run has published', { newestRun: { ...LATER, id: 200 } }],
  ['a release was published', { event: 'release', action: 'published', ...TAG }],
  ['something else was deleted', { event: 'push', action: 'deleted' }],
  ['by hand', { event: 'workflow_dispatch' }],
  ['the run is run again', { attempt: 2 }],
  ['the branch is ahead by files of no concern', ahead('README.md', 'src/docs/a.ts')],
  ['the branch is ahead by nothing', ahead()],
])('go: %s', (_, changes) => {
  expect(decide({ ...STANDING, ...changes })).toEqual({ kind: 'go', doubt: undefined })
})

test.each(['pull_request', 'merge_group'])('on %s there is only a plan', (event) => {
  expect(decide({ ...STANDING, event })).toMatchObject({ kind: 'only-plan' })
  expect(decide({ ...STANDING, event, head: { kind: 'gone' } })).toMatchObject({
    kind: 'only-plan',
  })
})

test.each(['deleted', 'unpublished'])('a release that was %s publishes nothing', (action) => {
  const changes = { event: 'release', action, ...TAG, head: { kind: 'gone' } as const }
  expect(decide({ ...STANDING, ...changes })).toMatchObject({
    kind: 'nothing',
    reason: expect.stringContaining(action),
  })
})

test.each<[string, Partial<Standing>, string]>([
  ['a later run has published a tag’s documents', { ...TAG, newestRun: LATER }, LATER.url],
  [
    'the branch is ahead, and a later run has published',
    { ...ahead(), newestRun: LATER },
    LATER.url,
  ],
  [
    'the tag was moved',
    { ...TAG, head: { kind: 'at', sha: NEXT } },
    'refs/tags/v1 is at bbbbbbbbbbbb now',
  ],
  ['the tag was moved ahead', { ...TAG, ...ahead() }, 'refs/tags/v1 is at bbbbbbbbbbbb now'],
  ['the tag is gone', { ...TAG, head: { kind: 'gone' } }, 'refs/tags/v1 no longer exists'],
  ['the branch is gone', { head: { kind: 'gone' } }, 'refs/heads/main no longer exists'],
  ['the branch has moved', { head: { kind: 'at', sha: NEXT } }, 'this run is for aaaaaaaaaaaa'],
  [
    'the branch was pushed by force',
    { head: { kind: 'at', sha: NEXT }, comparison: { kind: 'not-usable', why: 'it diverged' } },
    'it diverged',
  ],
  ['a document was touched since', ahead('README.md', 'docs/a.md'), '"docs/a.md"'],
  ['what is built may differ', { ...ahead(), publishesUntracked: true }, 'git does not track'],
  ['GitHub does not tell, but runs do', { ...UNKNOWN, newestRun: LATER }, LATER.url],
])('superseded: %s', (_, changes, reason) => {
  const superseded = decide({ ...STANDING, ...changes })
  expect(superseded).toMatchObject({ kind: 'superseded', isRed: false })
  expect(superseded).toMatchObject({ reason: expect.stringContaining(reason) })
  expect(decide({ ...STANDING, ...changes, attempt: 2 })).toMatchObject({
    kind: 'superseded',
    isRed: true,
    reason: expect.stringContaining('re-run that one'),
  })
})

test.each<[string, Partial<Standing>]>([
  ['where the branch is', UNKNOWN],
  ['where the tag is', { ...UNKNOWN, ...TAG }],
  [
    'what came since',
    {
      head: { kind: 'at', sha: NEXT },
      comparison: { kind: 'unknown', why: 'it answered HTTP 403' },
    },
  ],
  ['before there is a plan', { ...UNKNOWN, newestRun: undefined }],
])('GitHub does not tell %s: it publishes, and neither deletes nor proves', (_, changes) => {
  const decision = decide({ ...STANDING, ...changes })
  expect(decision).toMatchObject({ kind: 'go', doubt: expect.stringContaining('HTTP 403') })
  expect(decision).toMatchObject({ doubt: expect.stringContaining('contents: read') })
})

test.each([
  ['docs/a.md', true],
  ['docs/a.md.meta.json', true],
  ['docs/a.txt', false],
  ['docs/a.txt.meta.json', false],
  ['.meta.json', false],
])('%s concerns the scope: %s', (path, does) => {
  expect(concerns(path, { matches: (name) => name.endsWith('.md') })).toBe(does)
})

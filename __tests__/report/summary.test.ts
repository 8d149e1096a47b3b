import { describe, expect, test } from '@jest/globals'
import { summaryOf } from '../../src/report/summary.ts'
import type { Entry } from '../../src/report/ledger.ts'
import { reasonOfNotSent, type Result } from '../../src/report/result.ts'

function result(entries: readonly Entry[], more: Partial<Result> = {}): Result {
  const failed = entries.filter(({ outcome }) => outcome === 'failed').length
  return {
    workspace: 'handbook',
    dryRun: false,
    sessions: [{ id: 'session-1', expiresAt: '2026-01-02T03:04:05Z', closed: true }],
    counts: {
      matched: failed + 3,
      uploaded: 3,
      unchanged: 0,
      skipped: 0,
      failed,
      bytesUploaded: 4_200,
    },
    entries,
    durationMilliseconds: 1_234,
    ...more,
  }
}

test('names session, counts, bytes and duration; a closed session expires no more', () => {
  const summary = summaryOf(result([]))
  for (const fact of ['session-1', 'handbook', '4.2 kB', '1.2 s']) {
    expect(summary).toContain(fact)
  }
  expect(summary).not.toContain('2026-01-02T03:04:05Z')
})

test('names the expiry of a session that is open', () => {
  const session = { id: 'session-1', expiresAt: '2026-01-02T03:04:05Z', closed: false } as const
  const summary = summaryOf(result([], { sessions: [{ ...session, closeCommand: 'curl "x"' }] }))
  expect(summary).toContain('2026-01-02T03:04:05Z')
  expect(summary).toContain('3 (4.2 kB), to be ingested when the session is closed')
})

test.each([
  [['ingested', 'ingested', 'kept'], 'Ingested into', ', ingested<'],
  [['ingested', 'ingested', 'pending'], 'Uploaded to', ', being ingested<'],
  [[undefined, undefined, undefined], 'Uploaded to', ', being ingested<'],
] as const)('says what is true of the ingestion: %j', (ingestions, title, state) => {
  const entries = ingestions.map((ingestion, number): Entry => ({
    path: `${number}.md`,
    outcome: 'uploaded',
    bytes: 1_400,
    ...(ingestion === undefined ? {} : { ingestion }),
  }))
  const summary = summaryOf(result(entries))
  expect(summary).toContain(title)
  expect(summary).toContain(`3 (4.2 kB)${state}`)
})

const PROVEN = { syncedCommit: '0123456789abcdef0123456789abcdef01234567' }
const MISSING = { notSynced: 'Something is missing.' }

test.each([
  [false, MISSING, 'not proven: Something is missing.'],
  [false, {}, 'not proven: the run ended before'],
  [true, MISSING, 'not proven: Something is missing.'],
  [true, PROVEN, 'with <code>0123456</code>'],
  [true, {}, undefined],
])('in step or not, plan: %s, %j', (dryRun, proof, shown) => {
  const plan = { new: 0, changed: 0, unchanged: 3, renamed: 0, stale: 1, 'left-behind': 0 }
  const sync = { plan, changes: [], pruned: [], ...proof }
  const [, row] =
    /<td>In step<\/td><td>(.*?)<\/td>/.exec(summaryOf(result([], { dryRun, sync }))) ?? []
  expect(row).toBe(shown)
})

test('one failure for all is one row; what has a reason of its own keeps its row', () => {
  const failure = 'The run was cancelled (SIGINT).'
  const own: Entry = { path: 'link.md', outcome: 'failed', reason: 'Forbidden.' }
  const entries = Array.from({ length: 41 }, (_, index): Entry => ({
    path: `${index}.md`,
    outcome: 'failed',
    reason: reasonOfNotSent(failure),
  }))
  const reasonForRest = reasonOfNotSent(failure)
  const summary = summaryOf(result([own, ...entries], { failure, reasonForRest }))
  expect(summary.split('<td>failed</td>')).toHaveLength(3)
  expect(summary).toContain(
    '<td>41 documents: <code>0.md</code>, <code>1.md</code>, <code>2.md</code>, <code>3.md</code>, <code>4.md</code> and 36 more</td><td>failed</td><td>Not sent: The run was cancelled (SIGINT).</td>',
  )
  expect(summary).toContain('<td><code>link.md</code></td><td>failed</td><td>Forbidden.</td>')
})

test('links the commit and documents, by https only', () => {
  const url = 'https://github.com/o/r/blob/1/a%22b.md'
  const urls: Record<string, Pick<Entry, 'url'>> = {
    'a"b.md': { url },
    'c.md': { url: 'javascript:alert(1)' },
  }
  const entries = ['a"b.md', 'c.md', 'd.md'].map((path): Entry => ({
    path,
    outcome: 'failed',
    reason: 'Forbidden.',
    ...urls[path],
  }))
  const commit = {
    sha: '0123456789abcdef0123456789abcdef01234567',
    url: 'https://github.com/o/r/c',
  }
  const summary = summaryOf(result(entries, { commit }))
  expect(summary).toContain(`<td><a href="${url}"><code>a&quot;b.md</code></a></td>`)
  expect(summary).toContain('<td><code>c.md</code></td>')
  expect(summary).toContain('<td><code>d.md</code></td>')
  expect(summary).toContain('<a href="https://github.com/o/r/c"><code>0123456</code></a>')
})

describe('a dry run', () => {
  const ONE = { ref: 'main', path: '1.md', title: '<One>', commit_sha: 'a'.repeat(40), level: 1 }
  const TWO = { ref: 'main', path: '2.md', title: 'Two', commit_sha: 'b'.repeat(40), tags: ['x'] }

  function dry(metadata: readonly Readonly<Record<string, unknown>>[]): string {
    const entries = metadata.map((each): Entry => ({
      path: String(each['path']),
      name: `name-of-${String(each['path'])}`,
      outcome: 'skipped',
      reason: 'Dry run: it would be uploaded.',
      metadata: JSON.stringify(each),
    }))
    const skipped = entries.length + 2
    const counts = {
      matched: skipped,
      uploaded: 0,
      unchanged: 0,
      skipped,
      failed: 0,
      bytesUploaded: 0,
    }
    return summaryOf(result(entries, { dryRun: true, sessions: [], counts }))
  }

  test('counts what would be uploaded', () => {
    const summary = dry([ONE, TWO])
    expect(summary).toContain('<td>Would be uploaded</td><td>2</td>')
    expect(summary).toContain('<td>Skipped</td><td>2</td>')
    expect(summary).not.toContain('<td>Uploaded</td>')
  })

  test('shows a row a document, and once what is the same for all', () => {
    const summary = dry([ONE, TWO])
    expect(summary).toContain('<th>Title</th><th>Commit</th><th>Other metadata</th>')
    expect(summary).toContain(
      '<td><code>1.md</code></td><td><code>name-of-1.md</code></td><td>&lt;One&gt;</td><td><code>aaaaaaa</code></td>',
    )
    expect(summary.match(/<code>ref<\/code>/g)).toHaveLength(1)
    expect(summary).toContain('<code>level</code>: 1')
    expect(summary).toContain('<code>tags</code>: [&quot;x&quot;]')
  })

  test('has no columns for what is the same for all, or what none has', () => {
    const summary = dry([
      { path: '1.md', commit_sha: 'a', title: 'T' },
      { path: '2.md', commit_sha: 'a', title: 'T' },
    ])
    expect(summary).toContain('<tr><th>Document</th><th>Name</th></tr>')
    expect(summary.match(/<code>title<\/code>/g)).toHaveLength(1)
  })

  test('of one document shows all in its row', () => {
    expect(dry([ONE])).toContain('<code>ref</code>: &quot;main&quot;')
  })
})

test('guarantee 7: foreign text is neither markup nor Markdown', () => {
  const path = '</code><img src=x>\n\n# [a](b) "quoted".md'
  const summary = summaryOf(result([{ path, outcome: 'failed', reason: '<script>&' }]))
  expect(summary).not.toMatch(/<img|<script/)
  expect(summary).toContain('&lt;img src=x&gt;')
  // A blank line would end the HTML block, and Markdown would begin.
  expect(summary.trimEnd()).not.toMatch(/\n\s*\n/)
})

test('stays below 900 KiB and counts the problems that did not fit', () => {
  const entries = Array.from({ length: 20_000 }, (_, index): Entry => ({
    path: `docs/${'ü'.repeat(100)}-${String(index)}.md`,
    outcome: 'failed',
    reason: `${'x'.repeat(50)} ${String(index)}`,
  }))
  const summary = summaryOf(result(entries))
  const rows = summary.split('</td><td>failed</td>').length - 1
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(900 * 1024)
  expect(rows).toBeGreaterThan(1_000)
  expect(summary).toContain(`And ${(20_000 - rows).toLocaleString('en-US')} more`)
})

import { expect, test } from '@jest/globals'
import { summaryOf } from '../../src/report/summary.ts'
import type { Entry } from '../../src/report/ledger.ts'
import type { Result } from '../../src/report/result.ts'

function result(entries: readonly Entry[], more: Partial<Result> = {}): Result {
  const failed = entries.filter(({ outcome }) => outcome === 'failed').length
  return {
    workspace: 'handbook',
    dryRun: false,
    sessions: [{ id: 'session-1', expiresAt: '2026-01-02T03:04:05Z', closed: true }],
    counts: { matched: failed + 3, uploaded: 3, skipped: 0, failed, bytesUploaded: 4_200 },
    entries,
    durationMilliseconds: 1_234,
    ...more,
  }
}

test('names session, expiry, counts, bytes and duration', () => {
  const summary = summaryOf(result([]))
  for (const fact of ['session-1', '2026-01-02T03:04:05Z', 'handbook', '4.2 kB', '1.2 s']) {
    expect(summary).toContain(fact)
  }
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
    reason: 'x'.repeat(50),
  }))
  const summary = summaryOf(result(entries))
  const rows = summary.split('</td><td>failed</td>').length - 1
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(900 * 1024)
  expect(rows).toBeGreaterThan(1_000)
  expect(summary).toContain(`And ${(20_000 - rows).toLocaleString('en-US')} more`)
})

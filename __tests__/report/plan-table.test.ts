import { expect, test } from '@jest/globals'
import { planTable } from '../../src/report/plan-table.ts'
import type { PlanCounts, PlannedChange, SyncReport } from '../../src/report/sync-report.ts'

const NONE: PlanCounts = {
  new: 0,
  changed: 0,
  unchanged: 0,
  renamed: 0,
  stale: 0,
  'left-behind': 0,
}

function report(
  plan: Partial<PlanCounts>,
  changes: readonly PlannedChange[],
  pruned: string[] = [],
): SyncReport {
  return { plan: { ...NONE, ...plan }, changes, pruned }
}

test('shows how many there are of each kind, and what differs', () => {
  const table = planTable(
    report(
      { changed: 1, unchanged: 1_200, renamed: 1, stale: 2 },
      [
        { kind: 'changed', path: 'a<b>.md', note: 'content, `title`' },
        { kind: 'renamed', path: 'new.md', id: '3', note: 'from was.md' },
        { kind: 'stale', path: 'old.md', id: '1' },
        { kind: 'stale', path: 'older.md', id: '2', note: 'the commit has it' },
      ],
      ['1', '3'],
    ),
  )
  expect(table).toContain('<code>new.md</code>: from was.md, which is deleted')
  expect(table).toContain('<code>a&lt;b&gt;.md</code>: content, `title`')
  expect(table).toContain('<td>Unchanged</td><td>1,200</td>')
  expect(table).toContain(
    '<code>old.md</code>: deleted<br><code>older.md</code>: the commit has it',
  )
  expect(table).not.toContain('New')
})

test('of 20,000 it names the first 50, and counts the rest', () => {
  const changes = Array.from({ length: 20_000 }, (_, index): PlannedChange => ({
    kind: 'new',
    path: `docs/${String(index)}.md`,
  }))
  const table = planTable(report({ new: 20_000 }, changes))
  expect(table.split('<code>')).toHaveLength(51)
  expect(table).toContain('and 19,950 more in the report file')
})

test('stays below 64 KiB, whatever the names', () => {
  const kinds = ['new', 'changed', 'renamed', 'stale', 'left-behind', 'kept'] as const
  const changes = kinds.flatMap((kind) =>
    Array.from({ length: 60 }, (_, index): PlannedChange => ({
      kind,
      path: '&'.repeat(400),
      id: String(index),
      note: '<'.repeat(400),
    })),
  )
  const all = { new: 60, changed: 60, renamed: 60, stale: 60, 'left-behind': 60 }
  const table = planTable(report(all, changes))
  expect(Buffer.byteLength(table)).toBeLessThanOrEqual(64 * 1024)
  for (const heading of ['New', 'Changed', 'Renamed', 'Stale', 'Kept', 'Left behind']) {
    expect(table).toContain(heading)
  }
})

import { count } from '../log/figures.ts'
import { code, short, text } from './html.ts'
import type { PlannedChange, SyncReport } from './sync-report.ts'

const MOST_OF_A_KIND = 50
const LIMIT_BYTES = 64 * 1024

const HEADINGS: readonly (readonly [kind: PlannedChange['kind'] | 'unchanged', heading: string])[] =
  [
    ['new', 'New'],
    ['changed', 'Changed'],
    ['unchanged', 'Unchanged'],
    ['renamed', 'Renamed'],
    ['stale', 'Stale: no document of this name any more'],
    ['kept', 'Kept: of another branch or tag'],
    ['left-behind', 'Left behind: of this repository, outside of what this step publishes'],
  ]

/**
 * The plan of a run that keeps the workspace in step, as an HTML table of at most 64 KiB: how many
 * documents there are of each kind, and at a click the first of them.
 */
export function planTable({ plan, changes, pruned }: SyncReport): string {
  const isPruned = new Set(pruned)
  let room = LIMIT_BYTES - 2_000
  const rows = HEADINGS.flatMap(([kind, heading]) => {
    const ofKind = changes.filter((change) => change.kind === kind)
    const number = kind === 'kept' ? ofKind.length : plan[kind]
    if (number === 0) return []
    const lines: string[] = []
    for (const change of ofKind.slice(0, MOST_OF_A_KIND)) {
      const line = lineOf(change, isPruned)
      room -= Buffer.byteLength(line) + 4
      if (room < 0) break
      lines.push(line)
    }
    const cell = lines.length === 0 ? count(number) : details(number, lines)
    return [`<tr><td>${heading}</td><td>${cell}</td></tr>\n`]
  })
  return rows.length === 0
    ? ''
    : `<table><tr><th>Plan</th><th>Documents</th></tr>\n${rows.join('')}</table>\n`
}

function details(number: number, lines: readonly string[]): string {
  const rest = number - lines.length
  const more = rest > 0 ? [`and ${count(rest)} more in the report file`] : []
  return `<details><summary>${count(number)}</summary>${[...lines, ...more].join('<br>')}</details>`
}

function lineOf({ kind, path, id, note }: PlannedChange, isPruned: ReadonlySet<string>): string {
  // Of a renamed document it is the file of its old name, which the note names.
  const deleted = kind === 'renamed' ? 'which is deleted' : 'deleted'
  const fate = id !== undefined && isPruned.has(id) ? deleted : undefined
  const notes = [note, fate].filter((each) => each !== undefined)
  return notes.length === 0
    ? code(short(path))
    : `${code(short(path))}: ${text(short(notes.join(', ')))}`
}

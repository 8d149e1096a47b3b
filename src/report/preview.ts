import { count } from '../log/figures.ts'
import { code, text } from './html.ts'
import type { Entry } from './ledger.ts'

const MOST_DOCUMENTS = 50
const MOST_KEYS = 50
const LONGEST_TEXT = 300
/** Leaves the larger part of a summary for everything else. */
const LIMIT_BYTES = 400 * 1024

/**
 * What a dry run would upload, as HTML: the first documents with their names and metadata, long values
 * cut; the report file has all of them in full. Empty after any other run.
 */
export function previewOf(entries: readonly Entry[]): string {
  const documents = entries.filter(({ metadata }) => metadata !== undefined)
  if (documents.length === 0) return ''
  const lines = ['<p>What would be uploaded:</p>']
  let room = LIMIT_BYTES
  let shown = 0
  for (const entry of documents.slice(0, MOST_DOCUMENTS)) {
    const line = show(entry)
    room -= Buffer.byteLength(line) + 1
    if (room < 0) break
    lines.push(line)
    shown += 1
  }
  const rest = documents.length - shown
  if (rest > 0) lines.push(`<p>And ${count(rest)} more in the report file.</p>`)
  return lines.map((line) => `${line}\n`).join('')
}

function show({ path, name, metadata }: Entry): string {
  const all = entriesOf(JSON.parse(metadata ?? '{}'))
  const rows = all
    .slice(0, MOST_KEYS)
    .map(([key, value]) => [code(short(key)), text(short(JSON.stringify(value)))])
  if (all.length > MOST_KEYS) rows.push(['', `and ${count(all.length - MOST_KEYS)} more keys`])
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
  return `<p>${code(path)} as ${code(name ?? '')}</p><table>${cells.join('')}</table>`
}

function entriesOf(object: unknown): [string, unknown][] {
  return typeof object === 'object' && object !== null ? Object.entries(object) : []
}

function short(foreign: string): string {
  return foreign.length > LONGEST_TEXT ? `${foreign.slice(0, LONGEST_TEXT)}…` : foreign
}

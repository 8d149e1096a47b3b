import { bytes, count, duration } from './figures.ts'
import type { Counts, Entry } from './ledger.ts'
import { printable } from './printable.ts'
import type { Result } from './result.ts'

/** The runner drops a summary of more than 1 MiB whole; other steps' share counts too. */
const LIMIT_BYTES = 900 * 1024

/**
 * The job summary: session, counts and problems, as HTML, so that no foreign text is Markdown. It
 * never has more than 900 KiB; the problems that do not fit are counted, the report file has them.
 */
export function summaryOf(result: Result): string {
  const head = [headline(result), facts(result)].join('\n')
  const problems = result.entries.filter((entry) => entry.reason !== undefined && !result.dryRun)
  if (problems.length === 0) return `${head}\n`
  const open = '<table><tr><th>Document</th><th>Outcome</th><th>Why</th></tr>'
  const rows: string[] = []
  let room = LIMIT_BYTES - Buffer.byteLength(head) - open.length - 200
  for (const problem of problems) {
    const row = problemRow(problem)
    room -= Buffer.byteLength(row) + 1
    if (room < 0) break
    rows.push(row)
  }
  const rest = problems.length - rows.length
  const more = rest === 0 ? '' : `<p>And ${count(rest)} more, which the report file names.</p>\n`
  return `${head}\n${[open, ...rows].join('\n')}</table>\n${more}`
}

function headline(result: Result): string {
  const { counts, dryRun, failure } = result
  const workspace = `workspace ${code(result.workspace)}`
  const why = failure === undefined ? '' : `\n<p>${text(failure)}</p>`
  return `<h3>${title(counts, dryRun, workspace)}</h3>${why}`
}

function title(counts: Counts, dryRun: boolean, workspace: string): string {
  if (dryRun) return `Dry run: nothing was sent to ${workspace}`
  if (counts.uploaded === 0) return `Nothing published to ${workspace}`
  const wanted = counts.matched - counts.skipped
  if (counts.uploaded === wanted) return `Published to ${workspace}`
  return `Partial: ${count(counts.uploaded)} of ${count(wanted)} documents published to ${workspace}`
}

function facts(result: Result): string {
  const { counts, sessions } = result
  const rows: [string, string][] = [
    ...sessions.map((session): [string, string] => [
      session.closed ? 'Session (closed)' : 'Session (open)',
      `${code(session.id)}, expires ${code(session.expiresAt)}`,
    ]),
    ['Matched', count(counts.matched)],
    ['Uploaded', `${count(counts.uploaded)} (${bytes(counts.bytesUploaded)})`],
    ['Skipped', count(counts.skipped)],
    ['Failed', count(counts.failed)],
    ['Duration', duration(result.durationMilliseconds)],
  ]
  const cells = rows.map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`)
  return `<table>\n${cells.join('\n')}\n</table>`
}

function problemRow(entry: Entry): string {
  return `<tr><td>${code(entry.path)}</td><td>${entry.outcome}</td><td>${text(entry.reason ?? '')}</td></tr>`
}

function code(foreign: string): string {
  return `<code>${text(foreign)}</code>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Foreign text inside HTML: neither markup nor, being inside an HTML block, Markdown. */
function text(foreign: string): string {
  return printable(foreign).replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}

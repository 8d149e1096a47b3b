import { bytes, count, counted, duration } from '../log/figures.ts'
import { code, tableBelow, text } from './html.ts'
import type { Entry } from './ledger.ts'
import { previewOf } from './preview.ts'
import type { Result, SessionRecord } from './result.ts'

/**
 * The summary of a run: sessions, counts and problems, as HTML, so that no foreign text is Markdown.
 * It has at most 900 KiB: problems that do not fit are counted, and the report file has them.
 */
export function summaryOf(result: Result): string {
  const head = `${headline(result)}\n${facts(result)}\n${previewOf(result.entries)}`
  const problems = result.entries.filter(isProblem)
  const { table, left } = tableBelow(head, ['Document', 'Outcome', 'Why'], problems.map(problemRow))
  const more = left === 0 ? '' : `<p>And ${count(left)} more in the report file.</p>\n`
  return head + table + more
}

function isProblem({ reason, metadata }: Entry): boolean {
  return reason !== undefined && metadata === undefined
}

function headline(result: Result): string {
  const why = result.failure === undefined ? '' : `\n<p>${text(result.failure)}</p>`
  return `<h3>${title(result)}</h3>${why}`
}

function title({ counts, dryRun, failure, sessions, workspace }: Result): string {
  const name = `workspace ${code(workspace)}`
  if (dryRun) return `Dry run: nothing was sent to ${name}`
  const { uploaded } = counts
  const wanted = counts.matched - counts.skipped
  const wasCutOff = failure !== undefined && sessions.length > 0
  if (uploaded === 0 && !wasCutOff) return `Nothing published to ${name}`
  if (uploaded < wanted)
    return `Partial: ${count(uploaded)} of ${counted(wanted, 'document')} published to ${name}`
  if (wasCutOff) return `Partial: everything was uploaded to ${name}, but the run did not finish`
  return sessions.every(({ closed }) => closed)
    ? `Published to ${name}`
    : `Uploaded to ${name}, to be ingested when the session is closed`
}

function facts(result: Result): string {
  const { counts, entries, sessions } = result
  const kept = entries.filter(({ ingestion }) => ingestion === 'kept').length
  const pending = entries.filter(({ ingestion }) => ingestion === 'pending').length
  const rows: [string, string][] = [
    ...sessions.flatMap(sessionRows),
    ['Matched', count(counts.matched)],
    ['Uploaded', `${count(counts.uploaded)} (${bytes(counts.bytesUploaded)})`],
    ...optional('Of these, not ingested: the workspace kept its own', kept),
    ...optional('Of these, not yet ingested', pending),
    ['Skipped', count(counts.skipped)],
    ['Failed', count(counts.failed)],
    ['Duration', duration(result.durationMilliseconds)],
  ]
  const cells = rows.map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`)
  return `<table>\n${cells.join('\n')}\n</table>`
}

function sessionRows(session: SessionRecord): [string, string][] {
  const { id, expiresAt, closed } = session
  const expiry = expiresAt === '' ? '' : `, expires ${code(expiresAt)}`
  if (closed) return [['Session (closed)', `${code(id)}${expiry}`]]
  const how = `Its documents are ingested when the finalize action closes it, when it expires, or when you run ${code(session.closeCommand)}`
  return [
    ['Session (open)', `${code(id)}${expiry}`],
    ['To close it', how],
  ]
}

function optional(name: string, number: number): [string, string][] {
  return number === 0 ? [] : [[name, count(number)]]
}

function problemRow(entry: Entry): readonly string[] {
  return [code(entry.path), entry.outcome, text(entry.reason ?? '')]
}

import { bytes, count, counted, duration, listed } from '../log/figures.ts'
import { code, documentLink, link, shortSha, tableBelow, text } from './html.ts'
import type { Entry } from './ledger.ts'
import { planTable } from './plan-table.ts'
import { previewOf } from './preview.ts'
import type { Result, SessionRecord } from './result.ts'
import type { SyncReport } from './sync-report.ts'

/**
 * The summary of a run: sessions, counts and problems, as HTML, so that no foreign text is Markdown.
 * It has at most 900 KiB: problems that do not fit are counted, and the report file has them.
 */
export function summaryOf(result: Result): string {
  const preview = result.dryRun ? previewOf(result.entries) : ''
  const plan = result.sync === undefined ? '' : planTable(result.sync)
  const head = `${headline(result)}\n${facts(result)}\n${plan}${preview}`
  const rows = problemRows(result)
  const { table, left } = tableBelow(head, ['Document', 'Outcome', 'Why'], rows)
  const more = left === 0 ? '' : `<p>And ${count(left)} more in the report file.</p>\n`
  return head + table + more
}

function headline(result: Result): string {
  const why = result.failure === undefined ? '' : `\n<p>${text(result.failure)}</p>`
  return `<h3>${title(result)}</h3>${why}`
}

function title(result: Result): string {
  const { counts, dryRun, failure, sessions, sync, workspace } = result
  const name = `workspace ${code(workspace)}`
  if (dryRun) return `${sync === undefined ? 'Dry run' : 'Plan'}: nothing was sent to ${name}`
  const { uploaded, unchanged } = counts
  const wanted = counts.matched - counts.skipped - unchanged
  const wasCutOff = failure !== undefined && sessions.length > 0
  if (unchanged > 0 && wanted === 0 && failure === undefined)
    return `Nothing to send: everything is in ${name}`
  if (uploaded === 0 && !wasCutOff) return `Nothing published to ${name}`
  if (uploaded < wanted)
    return `Partial: ${count(uploaded)} of ${counted(wanted, 'document')} published to ${name}`
  if (wasCutOff) return `Partial: everything was uploaded to ${name}, but the run did not finish`
  const state = stateOf(result)
  return state === 'ingested' ? `Ingested into ${name}` : `Uploaded to ${name}, ${state}`
}

/** What the platform does with what was uploaded. */
function stateOf({ entries, sessions }: Result): string {
  if (!sessions.every(({ closed }) => closed)) return 'to be ingested when the session is closed'
  const isPending = ({ outcome, ingestion }: Entry): boolean =>
    outcome === 'uploaded' && (ingestion === undefined || ingestion === 'pending')
  return entries.some(isPending) ? 'being ingested' : 'ingested'
}

function facts(result: Result): string {
  const { counts, entries, sessions } = result
  const kept = entries.filter(({ ingestion }) => ingestion === 'kept').length
  const pending = entries.filter(({ ingestion }) => ingestion === 'pending').length
  const rows: [string, string][] = [
    ...commitRow(result),
    ...sessions.flatMap(sessionRows),
    ['Matched', count(counts.matched)],
    ...uploadedRow(result),
    ...(result.sync === undefined ? [] : syncRows(result.sync, result)),
    ...optional('Of these, not ingested: the workspace kept its own', kept),
    ...optional('Of these, not yet ingested', pending),
    ['Skipped', count(counts.skipped - (result.dryRun ? previewed(entries) : 0))],
    ['Failed', count(counts.failed)],
    ['Duration', duration(result.durationMilliseconds)],
  ]
  const cells = rows.map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`)
  return `<table>\n${cells.join('\n')}\n</table>`
}

function syncRows(
  { pruned, syncedCommit, notSynced }: SyncReport,
  { counts, dryRun }: Result,
): [string, string][] {
  const isShown = !dryRun || syncedCommit !== undefined || notSynced !== undefined
  const proof =
    syncedCommit === undefined
      ? `not proven: ${text(notSynced ?? 'the run ended before')}`
      : `with ${shortSha(syncedCommit)}`
  return [
    ['Unchanged', count(counts.unchanged)],
    ...(dryRun ? [] : optional('Deleted', pruned.length)),
    ...(isShown ? [['In step', proof] satisfies [string, string]] : []),
  ]
}

function commitRow({ commit }: Result): [string, string][] {
  return commit === undefined ? [] : [['Commit', link(commit.url, shortSha(commit.sha))]]
}

function uploadedRow(result: Result): [string, string][] {
  const { counts, dryRun, entries } = result
  if (dryRun) return [['Would be uploaded', count(previewed(entries))]]
  const state = counts.uploaded === 0 ? '' : `, ${stateOf(result)}`
  return [['Uploaded', `${count(counts.uploaded)} (${bytes(counts.bytesUploaded)})${state}`]]
}

/** How many documents a dry run would upload. */
function previewed(entries: readonly Entry[]): number {
  return entries.filter(({ metadata }) => metadata !== undefined).length
}

function sessionRows(session: SessionRecord): [string, string][] {
  const { id, expiresAt, closed } = session
  if (closed) return [['Session (closed)', code(id)]]
  const expiry = expiresAt === '' ? '' : `, expires ${code(expiresAt)}`
  const how = `Its documents are ingested when the finalize action closes it, when it expires, or when you run ${code(session.closeCommand)}`
  return [
    ['Session (open)', `${code(id)}${expiry}`],
    ['To close it', how],
  ]
}

function optional(name: string, number: number): [string, string][] {
  return number === 0 ? [] : [[name, count(number)]]
}

/** A row for each document that was not uploaded, and one for all that one reason kept from being sent. */
function* problemRows({ entries, reasonForRest }: Result): Iterable<readonly string[]> {
  const isRest = ({ reason }: Entry): boolean => reason !== undefined && reason === reasonForRest
  const rest = entries.filter(isRest)
  const [first] = rest
  if (first !== undefined) yield [namesOf(rest), first.outcome, text(reasonForRest ?? '')]
  for (const entry of entries) {
    const { outcome, reason, metadata } = entry
    if (reason === undefined || metadata !== undefined || isRest(entry)) continue
    yield [documentLink(entry), outcome, text(reason)]
  }
}

/** One name, or how many there are and the first of them. */
function namesOf(entries: readonly Entry[]): string {
  const names = listed(entries, documentLink)
  return entries.length === 1 ? names : `${counted(entries.length, 'document')}: ${names}`
}

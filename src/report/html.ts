import { printable } from '../log/printable.ts'
import type { Entry } from './ledger.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Foreign text inside HTML: neither markup nor, being inside an HTML block, Markdown. */
export function text(foreign: string): string {
  return printable(foreign).replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}

const LONGEST_TEXT = 300

/** Foreign text, cut where it is long: not yet HTML. */
export function short(foreign: string): string {
  return foreign.length > LONGEST_TEXT ? `${foreign.slice(0, LONGEST_TEXT)}…` : foreign
}

/** Foreign text as code. */
export function code(foreign: string): string {
  return `<code>${text(foreign)}</code>`
}

/** What is shown, as a link where there is an https address to follow. */
export function link(url: string | undefined, html: string): string {
  return url?.startsWith('https://') ? `<a href="${text(url)}">${html}</a>` : html
}

/** A document: its path, linked to its page on GitHub where that is known. */
export function documentLink({ path, url }: Pick<Entry, 'path' | 'url'>): string {
  return link(url, code(path))
}

/** The first characters of a commit's hash, as GitHub shows it. */
export function shortSha(sha: string): string {
  return code(sha.slice(0, 7))
}

/** The runner drops a summary of more than 1 MiB; what other steps write counts, too. */
const LIMIT_BYTES = 900 * 1024

/**
 * A table that follows `head` in a summary, cut where the summary would get too large.
 *
 * @returns the table, and how many rows did not fit
 */
export function tableBelow(
  head: string,
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
): { readonly table: string; readonly left: number } {
  const open = `<table><tr>${columns.map((column) => `<th>${column}</th>`).join('')}</tr>`
  const fitting: string[] = []
  let room = LIMIT_BYTES - Buffer.byteLength(head) - open.length - 200
  let left = 0
  for (const row of rows) {
    const html = `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
    if (room >= 0) room -= Buffer.byteLength(html) + 1
    if (room < 0) left += 1
    else fitting.push(html)
  }
  return { table: fitting.length === 0 ? '' : `${[open, ...fitting].join('\n')}</table>\n`, left }
}

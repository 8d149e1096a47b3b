import { withoutSecrets } from './secrets.ts'

/**
 * Makes any text safe to print as one line of a step's log, or to show in its summary.
 *
 * The runner takes a line for a command where it starts with `::` after any white space, or where
 * `##[` stands anywhere in it; a lone carriage return ends a line (all three from the source of
 * actions/runner). Control characters, and those that change the direction of text, become visible
 * escapes, so that a name cannot pretend to be another. Secrets are replaced by `***`.
 */
export function printable(text: string): string {
  return withoutSecrets(text)
    .toWellFormed()
    .replace(UNSEEN, escaped)
    .replaceAll('##[', '##\\[')
    .replace(/^\s*::/, (start) => start.replace('::', '\\::'))
}

// C0, DEL, C1; soft hyphen, zero-width and direction marks; line and paragraph separators; BOM.
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(character: string): string {
  const short = SHORT[character]
  if (short !== undefined) return short
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

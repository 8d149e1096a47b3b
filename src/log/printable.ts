import { withoutSecrets } from './secrets.ts'

/**
 * Makes any text safe to print as one line of a step's log, or to show in its summary.
 *
 * The runner takes a line for a command where it starts with `::` after any white space, or where
 * `##[` stands anywhere in it; a lone carriage return ends a line (all three from the source of
 * actions/runner). Control characters, and what changes the direction of text or is not drawn, become visible
 * escapes, so that a name cannot pretend to be another. Secrets are replaced by `***`.
 */
export function printable(text: string): string {
  return withoutSecrets(text)
    .toWellFormed()
    .replace(UNSEEN, escaped)
    .replaceAll('##[', '##\\[')
    .replace(/^\s*::/, (start) => start.replace('::', '\\::'))
}

// Line ends, and all that Unicode would have ignored where it cannot be drawn, but for what makes a sign an emoji.
const UNSEEN = /[[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\ufe00-\ufe0f]]/gv

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(character: string): string {
  const short = SHORT[character]
  if (short !== undefined) return short
  const code = character.codePointAt(0)?.toString(16) ?? ''
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
}

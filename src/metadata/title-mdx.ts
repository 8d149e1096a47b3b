/** A comment that begins a line. */
const COMMENT = /^[ \t]*\{\/\*.*?\*\/\}/gms
const COMMENT_END = '*/}'

/** Code and escapes, which stay; expressions, which may hold one more pair of braces: `style={{a: 1}}`. */
const EXPRESSION = /\\.|`[^`]*`|(=?)\{(?:[^{}]|\{[^{}]*\})*\}/g

/** The text without comments on lines of their own: what looks like a heading in one is none. */
export function withoutComments(text: string): string {
  // Beyond the last end none is looked for, so that each that begins is passed over once.
  const last = text.lastIndexOf(COMMENT_END)
  if (last < 0) return text
  const end = last + COMMENT_END.length
  return text.slice(0, end).replace(COMMENT, '') + text.slice(end)
}

/** A heading without expressions, whose values nobody knows here. Of JSX only HTML's syntax is left. */
export function withoutExpressions(heading: string): string {
  return heading.replace(EXPRESSION, (found, equals: string | undefined) =>
    equals === undefined ? found : equals && '=""',
  )
}

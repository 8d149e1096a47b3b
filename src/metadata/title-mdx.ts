/** Where a comment begins a line. */
const COMMENT = /^[ \t]*\{\/\*/m
const END = '*/}'

/** Code and escapes, which stay; expressions, which may hold one more pair of braces: `style={{a: 1}}`. */
const EXPRESSION = /\\.|`[^`]*`|(=?)\{(?:[^{}]|\{[^{}]*\})*\}/g

/** The text without comments on lines of their own: what looks like a heading in one is none. */
export function withoutComments(text: string): string {
  const [before = '', ...comments] = text.split(COMMENT)
  const after = comments.map((comment) => {
    const end = comment.indexOf(END)
    return end < 0 ? '' : comment.slice(end + END.length)
  })
  return before + after.join('')
}

/** A heading without expressions, whose values nobody knows here. Of JSX only HTML's syntax is left. */
export function withoutExpressions(heading: string): string {
  return heading.replace(EXPRESSION, (found, equals: string | undefined) =>
    equals === undefined ? found : equals && '=""',
  )
}

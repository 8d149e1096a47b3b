/** Front matter and titles are looked for in so many bytes at the beginning of a document. */
export const BEGINNING_BYTES = 64 * 1024

const BEGIN = /^(?:---|\+\+\+)[ \t]*\n/
// Lines end with `\n` alone: `^`, `$` and `.` would see an end in U+2028, too, which YAML does not.
const END = {
  '-': /(?<![^\n])(?:---|\.\.\.)[ \t]*(?![^\n])/,
  '+': /(?<![^\n])\+\+\+[ \t]*(?![^\n])/,
}

const COMMENTS = /(?<![^\n])#[^\n]*\n?/g

/**
 * A key at the beginning of a line, quoted or not, with its value: what follows on the line, and the
 * lines after it that are indented, blank, or items of a list.
 */
const ENTRY =
  /(?<![^\n])(?:"([^"\\\n]*)"[ \t]*|'([^'\n]*)'[ \t]*|((?:[^\s"'-]|-(?=\S))[^\n]*?)):(?:[ \t][^\n]*)?(?:\n(?:[ \t][^\n]*|-(?:[ \t][^\n]*)?)?)*(?![^\n])/g

/** The beginning of a document, without a byte order mark and a last line that may be cut off. */
export function decodeBeginning(content: Buffer, bytes = BEGINNING_BYTES): string {
  const text = content.toString('utf8', 0, bytes).replace(/^\ufeff/, '')
  const whole = content.length > bytes ? text.slice(0, text.lastIndexOf('\n') + 1) : text
  return whole.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
}

/**
 * Parts front matter from what follows: YAML between lines of `---`. TOML between lines of `+++` is
 * not read, only passed over.
 * @param text with `\n` at the end of lines
 */
export function splitFrontMatter(text: string): { readonly yaml: string; readonly body: string } {
  const [begin] = BEGIN.exec(text) ?? []
  if (begin === undefined) return { yaml: '', body: text }
  const isYaml = begin.startsWith('-')
  const rest = text.slice(begin.length)
  const end = END[isYaml ? '-' : '+'].exec(rest)
  if (end === null) return { yaml: '', body: text }
  const body = rest.slice(end.index + end[0].length)
  return { yaml: isYaml ? rest.slice(0, end.index) : '', body }
}

/**
 * The entries of front matter, by key, each with its lines, found without a parser: what nobody asks
 * for may be large, made to be slow, or no YAML at all. The first of a key counts.
 */
export function* entriesOf(yaml: string): Generator<readonly [key: string, lines: string]> {
  const text = yaml.includes('#') ? yaml.replace(COMMENTS, '') : yaml
  // A block scalar that keeps its line ends (`|+`) means the last one, too.
  for (const [lines, double, single, plain] of text.replace(/\n$/, '').matchAll(ENTRY)) {
    yield [double ?? single ?? plain?.trimEnd() ?? '', `${lines}\n`]
  }
}

const BEGIN = /^(?:---|\+\+\+)[ \t]*\n/
const END = { '-': /^(?:---|\.\.\.)[ \t]*$/m, '+': /^\+\+\+[ \t]*$/m }

/** The key with its value: what follows on its line, and lines that are indented or blank. */
const TITLE = /^(["']?)title\1[ \t]*:(?:[ \t].*)?(?:\n(?:[ \t].*)?)*$/m
/** More is not one line's worth of text. */
const LONGEST_VALUE = 1_000

/** Values that mean what they look like, so that no parser has to be loaded for them. */
const SIMPLE = /^title:[ \t]+(?:"([^"\\\n]*)"|'([^'\n]*)'|(\p{L}[\p{L}\p{N} ,.()-]*))\s*$/u
/** A list or a mapping, perhaps after an anchor or a tag: no title, and YAML's parser takes its time for it. */
const COLLECTION = /^[^:]*:\s*(?:[&!]\S*\s+)*[[{]/
const NULL = /^(?:null|Null|NULL)\s*$/

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
 * The title that front matter gives, as it is written. What else it says is not parsed: it may be
 * large, or made to be slow.
 * @throws where it is not YAML
 */
export async function readFrontMatterTitle(yaml: string): Promise<string | undefined> {
  const [entry] = TITLE.exec(yaml) ?? []
  if (entry === undefined || entry.length > LONGEST_VALUE) return undefined
  if (COLLECTION.test(entry)) return undefined
  const [, double, single, plain] = SIMPLE.exec(entry) ?? []
  const simple = double ?? single ?? plain
  if (simple !== undefined && !(plain !== undefined && NULL.test(plain))) return simple
  const { isMap, isScalar, parseDocument } = await import('yaml')
  const { contents, errors } = parseDocument(entry, { prettyErrors: false, logLevel: 'error' })
  const value = isMap(contents) ? contents.get('title', true) : undefined
  if (errors.length > 0 || !isScalar(value)) return undefined
  if (typeof value.value === 'string') return value.value
  return value.value === null ? undefined : value.source
}

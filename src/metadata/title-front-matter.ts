import { entriesOf } from './front-matter-text.ts'

/** More is not one line's worth of text. */
const LONGEST_VALUE = 1_000

/** Values that mean what they look like, so that no parser has to be loaded for them. */
const SIMPLE = /^title:[ \t]+(?:"([^"\\\n]*)"|'([^'\n]*)'|(\p{L}[\p{L}\p{N} ,.()-]*))\s*$/u
/** A list or a mapping, perhaps after an anchor or a tag: no title, and YAML's parser takes its time for it. */
const COLLECTION = /^[^:]*:\s*(?:[&!]\S*\s+)*[[{]/
const NULL = /^(?:null|Null|NULL)\s*$/

/**
 * The title that front matter gives, as it is written.
 * @throws where it is not YAML
 */
export async function readFrontMatterTitle(yaml: string): Promise<string | undefined> {
  const entry = entryOf('title', yaml)
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

function entryOf(wanted: string, yaml: string): string | undefined {
  for (const [key, lines] of entriesOf(yaml)) if (key === wanted) return lines
  return undefined
}

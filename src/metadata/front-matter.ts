import type { Additions, MetadataValue, ValueType } from './additions.ts'
import { isExact } from './exact-number.ts'
import { decodeBeginning, entriesOf, splitFrontMatter } from './front-matter-text.ts'
import { toIsoTimestamp } from './timestamp.ts'
import { mayHaveTitle } from './title.ts'

/** What a document's front matter says of the keys that are asked for. */
interface FrontMatter {
  /** Those whose value fits. */
  readonly values: Additions
  /** Those whose value does not. */
  readonly misfits: readonly string[]
}

const NOTHING: FrontMatter = { values: new Map(), misfits: [] }

/**
 * Characters that are parsed of one document, with the keys: YAML's parser takes some microseconds for
 * each where text is made to be slow. What comes after them does not fit.
 */
const MOST_CHARACTERS = 4_000

const BEGIN = /^(?:\ufeff)?---/

/** Whether documents of this kind have front matter: those that have titles do. */
export const mayHaveFrontMatter = mayHaveTitle

/**
 * Reads front matter for the keys that are asked for, with their types. What else it says is neither
 * parsed nor known. Never throws: what is no YAML does not fit.
 *
 * @param content the document, or at least its first `BEGINNING_BYTES`
 * @param over what goes over it: of those keys nothing is read
 */
export async function readFrontMatter(
  path: string,
  content: Buffer,
  types: ReadonlyMap<string, ValueType>,
  over: Additions,
): Promise<FrontMatter> {
  if (types.size === 0 || !mayHaveFrontMatter(path)) return NOTHING
  if (!BEGIN.test(content.toString('utf8', 0, 6))) return NOTHING
  const { yaml } = splitFrontMatter(decodeBeginning(content))
  if (yaml === '') return NOTHING
  const parse = await loadParser()
  const values = new Map<string, MetadataValue>()
  const misfits: string[] = []
  const seen = new Set<string>()
  let left = MOST_CHARACTERS
  for (const [key, lines] of entriesOf(yaml)) {
    const type = types.get(key)
    if (type === undefined || over.has(key) || seen.has(key)) continue
    seen.add(key)
    left -= lines.length
    const value = left < 0 ? undefined : parse(lines, type)
    if (value === undefined) misfits.push(key)
    else if (value !== null) values.set(key, value)
  }
  return { values, misfits }
}

/** Of an entry: its value, null where it has none, undefined where that is not of the type. */
type Parse = (lines: string, type: ValueType) => MetadataValue | null | undefined

async function loadParser(): Promise<Parse> {
  const { isMap, isScalar, isSeq, parseDocument } = await import('yaml')

  function nodeOf(lines: string): unknown {
    try {
      const options = { prettyErrors: false, logLevel: 'error', uniqueKeys: false } as const
      const { contents, errors } = parseDocument(lines, options)
      if (errors.length > 0 || !isMap(contents)) return undefined
      const [entry, ...others] = contents.items
      return others.length > 0 ? undefined : (entry?.value ?? null)
    } catch {
      return undefined // nested so deeply that the parser gives up
    }
  }

  return (lines, type) => {
    const node = nodeOf(lines)
    if (node === null) return null
    if (isSeq(node)) return type === 'list' ? toList(node.items) : undefined
    if (!isScalar(node)) return undefined
    const { value, source = '' } = node
    if (value === null) return null
    if (type === 'string') return toText(value, source, node.type === 'PLAIN')
    if (type === 'number') {
      return typeof value === 'number' && isExact(value, source) ? value : undefined
    }
    return type === 'boolean' && typeof value === 'boolean' ? value : undefined
  }

  function toList(items: readonly unknown[]): string[] | undefined {
    const texts = items.map((item) => (isScalar(item) ? item.value : undefined))
    return texts.every((text) => typeof text === 'string') ? texts : undefined
  }
}

/** As it is written: `1.10` and `no` are no number and no boolean here. */
function toText(value: unknown, source: string, isPlain: boolean): string {
  const text = typeof value === 'string' ? value : source
  return (isPlain ? toIsoTimestamp(text) : undefined) ?? text
}

import type { Document } from 'yaml'
import { PublishError } from '../log/publish-error.ts'
import { AdditionError, MOST_KEYS, toAddition, type Additions } from './additions.ts'
import { faultyLine } from './input-lines.ts'

const MOST_ALIASES = 100

/**
 * Reads the input `metadata`: YAML, and so JSON too.
 * @throws a `PublishError` that quotes the line which is at fault
 */
export async function readMetadataInput(text: string): Promise<Additions> {
  if (text.trim() === '') return new Map()
  const { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } = await import('yaml')
  const lineCounter = new LineCounter()

  function wrong(offset: number, problem: string): PublishError {
    const { line } = lineCounter.linePos(offset)
    const [quoted = ''] = text.split('\n').slice(line - 1)
    return faultyLine({ input: 'metadata', number: line, text: quoted.trim() }, problem)
  }

  function parse(): Document.Parsed {
    try {
      // Its own search for keys that stand there twice takes quadratic time.
      const uniqueKeys = false
      return parseDocument(text, {
        lineCounter,
        uniqueKeys,
        prettyErrors: false,
        logLevel: 'error',
      })
    } catch {
      throw new PublishError('The input "metadata" is nested too deeply: it is a flat mapping.')
    }
  }

  const document = parse()
  const [fault] = [...document.errors, ...document.warnings]
  if (fault !== undefined) throw wrong(fault.pos[0], `it is not valid YAML (${fault.message}).`)
  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === null)) return new Map()
  if (!isMap(contents)) {
    throw wrong(contents.range[0], 'it has to be a mapping, with lines such as "audience: admins".')
  }

  if (contents.items.length > MOST_KEYS) {
    throw new PublishError(
      `The input "metadata" has ${contents.items.length} keys, and ${MOST_KEYS} are the most that documents can be given. Remove some.`,
    )
  }

  let aliases = 0
  function resolve(node: unknown): unknown {
    if (!isAlias(node)) return node
    // Each is looked for from the beginning.
    if (++aliases > MOST_ALIASES)
      throw wrong(node.range?.[0] ?? 0, 'there are too many aliases (*).')
    const target = node.resolve(document)
    if (target !== undefined) return target
    throw wrong(node.range?.[0] ?? 0, `nothing before it is marked as &${node.source}.`)
  }

  /** Nothing deeper than a list is looked into: aliases cannot make more of it than it is. */
  function valueOf(node: unknown): unknown {
    const value = resolve(node)
    if (value === null || value === undefined) return null
    if (isScalar(value)) return value.value
    if (!isSeq(value)) return {}
    return value.items.map(resolve).map((item) => (isScalar(item) ? item.value : undefined))
  }

  const additions = new Map<string, ReturnType<typeof toAddition>>()
  for (const { key, value } of contents.items) {
    const offset = key.range[0]
    if (!isScalar(key)) throw wrong(offset, 'a key has to be a string.')
    const name = typeof key.value === 'string' ? key.value : key.source
    if (additions.has(name)) throw wrong(offset, 'it is not valid YAML (Map keys must be unique).')
    const scalar = resolve(value)
    try {
      const written = isScalar(scalar) ? scalar.source : undefined
      additions.set(name, toAddition(name, valueOf(value), written))
    } catch (error) {
      if (!(error instanceof AdditionError)) throw error
      throw wrong(offset, `the key ${JSON.stringify(name)} ${error.message}`)
    }
  }
  return additions
}

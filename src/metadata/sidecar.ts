import { property } from '../property.ts'
import {
  AdditionError,
  MOST_KEYS,
  toAddition,
  type Additions,
  type MetadataValue,
} from './additions.ts'

/** In the lists of one sidecar together. */
const MOST_ITEMS = 10_000

const [QUOTE, COMMA, BRACKET, CLOSING_BRACKET, BRACE, CLOSING_BRACE, BACKSLASH] =
  Buffer.from('",[]{}\\')

/** A key that may be shown: what it looks like is a name, and not what a file holds besides. */
const NAME = /^[\w.:-]{0,64}$/

/**
 * Reads what a sidecar says: one JSON object, flat. The errors hold nothing of its content but the
 * name of a key.
 *
 * @throws an `AdditionError` that says what is wrong with it
 */
export function parseSidecar(content: Uint8Array): Additions {
  checkSize(content)
  const text = decode(content)
  if (text === '') throw new AdditionError('it is empty, which is not valid JSON.')
  const object = parse(text)
  const entries = Object.entries(object)
  const hasNumbers = entries.some(([, value]) => typeof value === 'number')
  const additions = new Map<string, MetadataValue | null>()
  for (const [key, value] of entries) {
    // The numbers' own letters are looked for only where nothing is nested.
    if (typeof value !== 'number') additions.set(key, check(key, value))
  }
  if (!hasNumbers) return additions
  const written = numbersOf(text)
  for (const [key, value] of entries) {
    if (typeof value === 'number') additions.set(key, check(key, value, written.get(key)))
  }
  return additions
}

/** Before anything is made of it: a megabyte can hold so many values that they take seconds. */
function checkSize(content: Uint8Array): void {
  const { keys, items } = countValues(content)
  if (keys > MOST_KEYS) {
    throw new AdditionError(`it has ${keys} keys, and a document can be given ${MOST_KEYS}.`)
  }
  if (items > MOST_ITEMS) {
    throw new AdditionError(
      `its lists have more than ${MOST_ITEMS} items together, the most that a document can be given.`,
    )
  }
}

/** Of a flat JSON object, by its commas: of items there may be a few more. */
function countValues(content: Uint8Array): { readonly keys: number; readonly items: number } {
  let depth = 0
  let keys = 1
  let items = 1
  for (let index = 0; index < content.length; index++) {
    switch (content[index]) {
      case QUOTE:
        index = endOfString(content, index)
        break
      case COMMA:
        if (depth === 1) keys += 1
        else items += 1
        break
      case BRACKET:
      case BRACE:
        depth += 1
        break
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        depth -= 1
        break
    }
  }
  return { keys, items }
}

/** Where the string that begins at an index ends. */
function endOfString(content: Uint8Array, start: number): number {
  let index = start + 1
  while (index < content.length && content[index] !== QUOTE) {
    index += content[index] === BACKSLASH ? 2 : 1
  }
  return index
}

function check(key: string, value: unknown, written?: string): MetadataValue | null {
  try {
    return toAddition(key, value, written)
  } catch (error) {
    if (!(error instanceof AdditionError)) throw error
    throw new AdditionError(`${NAME.test(key) ? `the key "${key}"` : 'a key'} ${error.message}`)
  }
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw new AdditionError('it is not valid UTF-8.')
  }
}

function parse(text: string): object {
  const parsed = parseJson(text)
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  throw new AdditionError('it has to be one JSON object, such as {"audience": "admins"}.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // The engine's message quotes the text.
    const [place = ''] = /\(line \d+ column \d+\)/.exec(String(error)) ?? []
    throw new AdditionError(`it is not valid JSON${place === '' ? '' : ` ${place}`}.`)
  }
}

/** The numbers of a flat object as they are written, by key ("JSON.parse source text access"). */
function numbersOf(text: string): Map<string, string> {
  const written = new Map<string, string>()
  JSON.parse(text, (...given: readonly unknown[]) => {
    const [key, value, context] = given
    if (typeof key === 'string' && typeof value === 'number') written.set(key, sourceOf(context))
    return value
  })
  return written
}

function sourceOf(context: unknown): string {
  const source = property(context, 'source')
  return typeof source === 'string' ? source : ''
}

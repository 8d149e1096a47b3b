import { AdditionError, checkKey, type ValueType } from './additions.ts'
import { faultyLine, linesOf } from './input-lines.ts'
import { FOUND_KEYS } from './metadata.ts'

const TYPES: readonly ValueType[] = ['string', 'number', 'boolean', 'list']

/** Each is looked for in every document. */
const MOST_KEYS = 100

/**
 * Reads the input `front-matter`: lines of a key and the type of its value, `version: string`.
 *
 * @throws a `PublishError` that quotes the line which is at fault
 */
export function readFrontMatterInput(text: string): ReadonlyMap<string, ValueType> {
  const types = new Map<string, ValueType>()
  for (const line of linesOf('front-matter', text)) {
    const colon = line.text.lastIndexOf(':')
    const key = line.text.slice(0, Math.max(0, colon)).trimEnd()
    const typeName = line.text.slice(colon + 1).trim()
    if (key === '' || typeName === '') {
      throw faultyLine(line, 'a line is a key and its type, such as "version: string".')
    }
    const type = TYPES.find((each) => each === typeName.toLowerCase())
    if (type === undefined) {
      throw faultyLine(
        line,
        `there is no type ${JSON.stringify(typeName)}. Use one of these: ${TYPES.join(', ')}.`,
      )
    }
    try {
      checkKey(key)
    } catch (error) {
      if (!(error instanceof AdditionError)) throw error
      throw faultyLine(line, `the key ${JSON.stringify(key)} ${error.message}`)
    }
    if (type !== 'string' && FOUND_KEYS.includes(key)) {
      throw faultyLine(
        line,
        `the key ${JSON.stringify(key)} is a string when it is found without front matter, so it has to be a string here, too.`,
      )
    }
    if (types.has(key)) {
      throw faultyLine(
        line,
        `the key ${JSON.stringify(key)} is already in an earlier line. Remove one.`,
      )
    }
    types.set(key, type)
    if (types.size > MOST_KEYS) {
      throw faultyLine(line, `there are more than ${MOST_KEYS} keys. Remove some.`)
    }
  }
  return types
}

import type { FileRecord, Metadata } from '../records.ts'
import { unprocessable } from './api-error.ts'

type Scalar = string | number | boolean
interface Comparison {
  readonly key: string
  readonly value: Scalar
}

const COMPARISON =
  /\s*([\p{L}_][\p{L}\p{N}_.-]*)\s+eq\s+(?:'((?:[^']|'')*)'|(true|false)|(-?\d+(?:\.\d+)?))\s*/uy
const AND = /and\s/y

/**
 * Which files an OData filter over metadata finds: those with all of some values, joined by `and`. A list has a value
 * if one of its own is that. Throws a 422 for any other filter: exact matches are all that the platform promises.
 */
export function metadataFilter(filter: string): (file: FileRecord) => boolean {
  const comparisons = parse(filter)
  return ({ meta }) => comparisons.every(({ key, value }) => isEqual(meta[key], value))
}

function parse(filter: string): Comparison[] {
  const comparisons: Comparison[] = []
  let at = 0
  for (;;) {
    COMPARISON.lastIndex = at
    const match = COMPARISON.exec(filter)
    if (!match) throw unprocessable(['query', 'filter'], `Invalid filter: ${filter}`)
    const [, key = '', text, boolean, number] = match
    const value = text?.replaceAll("''", "'") ?? (boolean ? boolean === 'true' : Number(number))
    comparisons.push({ key, value })
    if (COMPARISON.lastIndex === filter.length) return comparisons
    AND.lastIndex = COMPARISON.lastIndex
    if (!AND.test(filter)) throw unprocessable(['query', 'filter'], `Invalid filter: ${filter}`)
    at = AND.lastIndex
  }
}

function isEqual(given: Metadata[string] | undefined, value: Scalar): boolean {
  return Array.isArray(given) ? given.some((one) => one === value) : given === value
}

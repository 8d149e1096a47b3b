import type { FileRecord, Metadata } from '../records.ts'
import { unprocessable } from './api-error.ts'

type Scalar = string | number | boolean
interface Comparison {
  readonly key: string
  readonly operator: string
  readonly value: Scalar
}

const COMPARISON =
  /\s*([\p{L}_][\p{L}\p{N}_.-]*)\s+(eq|ne|lt|le|gt|ge)\s+(?:'((?:[^']|'')*)'|(true|false)|(-?\d+(?:\.\d+)?))\s*/uy
const AND = /and\s/y

/**
 * Which files an OData filter over metadata finds: comparisons joined by `and`. A file without the key is found
 * by `ne` alone; a list if one of its values is. Throws a 422 for any other filter.
 */
export function metadataFilter(filter: string): (file: FileRecord) => boolean {
  const comparisons = parse(filter)
  return ({ meta }) => comparisons.every((comparison) => holds(comparison, meta[comparison.key]))
}

function parse(filter: string): Comparison[] {
  const comparisons: Comparison[] = []
  let at = 0
  for (;;) {
    COMPARISON.lastIndex = at
    const match = COMPARISON.exec(filter)
    if (!match) throw unprocessable(['query', 'filter'], `Invalid filter: ${filter}`)
    const [, key = '', operator = '', text, boolean, number] = match
    const value = text?.replaceAll("''", "'") ?? (boolean ? boolean === 'true' : Number(number))
    comparisons.push({ key, operator, value })
    if (COMPARISON.lastIndex === filter.length) return comparisons
    AND.lastIndex = COMPARISON.lastIndex
    if (!AND.test(filter)) throw unprocessable(['query', 'filter'], `Invalid filter: ${filter}`)
    at = AND.lastIndex
  }
}

function holds({ operator, value }: Comparison, given: Metadata[string] | undefined): boolean {
  if (Array.isArray(given)) {
    return operator === 'ne'
      ? !given.includes(String(value))
      : given.some((one) => compare(one, operator, value))
  }
  if (given === undefined) return operator === 'ne'
  return compare(given, operator, value)
}

function compare(given: Scalar, operator: string, value: Scalar): boolean {
  if (typeof given !== typeof value) return operator === 'ne'
  switch (operator) {
    case 'eq':
      return given === value
    case 'ne':
      return given !== value
    case 'lt':
      return given < value
    case 'le':
      return given <= value
    case 'gt':
      return given > value
    default:
      return given >= value
  }
}

/** What a key of a document's metadata can hold. */
export type MetadataValue = string | number | boolean | readonly string[]

/** What people add to the metadata that is found, by key; null takes a key away. */
export type Additions = ReadonlyMap<string, MetadataValue | null>

/** What people add to a run's documents. */
export interface Added {
  /** To each. */
  readonly input: Additions
  /** To single ones, by their paths, over the input's. */
  readonly sidecars: ReadonlyMap<string, Additions>
}

/** What is added to one document. */
export function additionsTo(path: string, { input, sidecars }: Added): Additions {
  const sidecar = sidecars.get(path)
  return sidecar === undefined ? input : new Map([...input, ...sidecar])
}

/**
 * Keys that one source may add, and all of a run together: metadata is to filter by, and each key is
 * kept for every document.
 */
export const MOST_KEYS = 1_000

/** An addition that cannot be taken. The message follows on its place or key: `cannot be set: …`. */
export class AdditionError extends Error {
  override name = 'AdditionError'
}

/** By these it is told whose a document is, and whether it has changed. */
const OURS = ['path', 'repository', 'ref', 'url', 'commit_sha', 'content_sha256']
/** The platform's own. (its documentation) */
const RESERVED = ['id', '_id']

/**
 * Checks one addition. The errors hold nothing of the value.
 * @param value as YAML or JSON has it
 * @param written a number's own letters
 * @throws AdditionError
 */
export function toAddition(key: string, value: unknown, written?: string): MetadataValue | null {
  if (OURS.includes(key)) {
    throw new AdditionError('cannot be set or removed: it tells whose a document is.')
  }
  if (RESERVED.includes(key)) {
    throw new AdditionError('cannot be set: the platform has it for its own. Take another key.')
  }
  if (key === '' || key === 'prototype' || Object.hasOwn(Object.prototype, key)) {
    throw new AdditionError('cannot be a key of metadata. Take another one.')
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (isExact(value, written ?? '')) return value
    throw new AdditionError(
      'is a number that JSON cannot hold exactly as it is written: put it in quotes, as a string.',
    )
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw new AdditionError(
    Array.isArray(value)
      ? 'is a list that holds something else than strings: put each of its items in quotes.'
      : 'is a mapping: metadata are flat, so a value is a string, a number, true or false, or a list of strings.',
  )
}

/** What a value is, for people. The platform takes one type of value for a key. */
export function typeName(value: MetadataValue): string {
  return typeof value === 'object' ? 'list of strings' : typeof value
}

/** Anything longer is no number that people mean as one. */
const LONGEST_NUMBER = 40
const DECIMAL = /^([+-]?)(0|[1-9]\d*)?(?:\.(\d*))?(?:e([+-]?\d+))?$/i

/** Whether JSON gives back what was written: not with digits too many, nor with zeros in front. */
function isExact(number: number, written: string): boolean {
  if (!Number.isFinite(number) || written.length > LONGEST_NUMBER) return false
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) return false
  const expected = significant(written)
  return expected !== undefined && expected === significant(JSON.stringify(number))
}

/** Equal for equal decimals: sign, digits without zeros around them, and where the point is. */
function significant(decimal: string): string | undefined {
  const match = DECIMAL.exec(decimal)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const digits = (whole + fraction).replace(/^0+/, '')
  const leading = digits.replace(/0+$/, '')
  const power = Number(exponent) - fraction.length + digits.length - leading.length
  return leading === '' ? '0' : `${sign === '-' ? '-' : ''}${leading}e${power}`
}

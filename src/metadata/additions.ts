import { isExact } from './exact-number.ts'

/** What a key of a document's metadata can hold. */
export type MetadataValue = string | number | boolean | readonly string[]

/** What of it; a list is one of strings. */
export type ValueType = 'string' | 'number' | 'boolean' | 'list'

/** What people add to the metadata that is found, by key; null takes a key away. */
export type Additions = ReadonlyMap<string, MetadataValue | null>

/** What people add to a run's documents, or have added. */
export interface Added {
  /** The addresses of their pages, by their paths. */
  readonly pageUrls: ReadonlyMap<string, string>
  /** What of their front matter, over these. */
  readonly frontMatter: ReadonlyMap<string, ValueType>
  /** To each, over its front matter. */
  readonly input: Additions
  /** To single ones, by their paths, over the input's. */
  readonly sidecars: ReadonlyMap<string, Additions>
}

/** What people say of one document, by the input and its sidecar. */
export function additionsTo(path: string, { input, sidecars }: Added): Additions {
  const sidecar = sidecars.get(path)
  return sidecar === undefined ? input : new Map([...input, ...sidecar])
}

/** The same over what the document's own front matter says, and the address of its page. */
export function overFrontMatter(
  additions: Additions,
  frontMatter: Additions,
  pageUrl: string | undefined,
): Additions {
  if (frontMatter.size === 0 && pageUrl === undefined) return additions
  const page = pageUrl === undefined ? [] : [['page_url', pageUrl] as const]
  return new Map([...page, ...frontMatter, ...additions])
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
const OURS = [
  'path',
  'repository',
  'ref',
  'url',
  'commit_sha',
  'content_sha256',
  'run_url',
  'publisher_id',
  'publisher_ref',
  'metadata_sha256',
]
/** The platform's own. (its documentation) */
const RESERVED = ['id', '_id']

/**
 * Checks that a key can be added.
 * @throws AdditionError
 */
export function checkKey(key: string): void {
  if (OURS.includes(key)) {
    throw new AdditionError(
      'cannot be set or removed: this action recognizes its own documents by it.',
    )
  }
  if (RESERVED.includes(key)) {
    throw new AdditionError('cannot be set: the platform keeps it for itself. Use another key.')
  }
  if (key === '' || key === 'prototype' || Object.hasOwn(Object.prototype, key)) {
    throw new AdditionError('cannot be a key of metadata. Use another one.')
  }
}

/**
 * Checks one addition. The errors hold nothing of the value.
 * @param value as YAML or JSON has it
 * @param written a number's own letters
 * @throws AdditionError
 */
export function toAddition(key: string, value: unknown, written?: string): MetadataValue | null {
  checkKey(key)
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
      ? 'is a list that holds something other than strings: put each of its items in quotes.'
      : 'is a mapping: metadata are flat, so a value is a string, a number, true or false, or a list of strings.',
  )
}

/** Whether metadata can hold a value, such as one of a remote file. */
export function isMetadataValue(value: unknown): value is MetadataValue {
  if (typeof value === 'object') {
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** The platform takes one type of value for a key. */
export function typeOf(value: MetadataValue): ValueType {
  if (typeof value === 'object') return 'list'
  return typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'boolean'
}

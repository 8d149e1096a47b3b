import type { Entry } from './ledger.ts'

export type Metadata = Readonly<Record<string, unknown>>

/** The metadata that a dry run would send with a document; empty after any other run. */
export function readMetadata({ metadata }: Entry): Metadata {
  const parsed: unknown = JSON.parse(metadata ?? '{}')
  return isObject(parsed) ? parsed : {}
}

function isObject(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null
}

/** The metadata that all documents have in common. */
export function commonValues(documents: readonly Entry[]): Map<string, unknown> {
  const [first, ...others] = documents
  const common = new Map(first === undefined ? [] : Object.entries(readMetadata(first)))
  for (const document of others) {
    const metadata = readMetadata(document)
    for (const [key, value] of common) if (!isSame(metadata[key], value)) common.delete(key)
  }
  return common
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))
}

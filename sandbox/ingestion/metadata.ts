import type { Metadata } from '../records.ts'

/** What metadata files are called: their document's name and this. */
export const METADATA_SUFFIX = '.meta.json'

const RESERVED = new Set(['id', '_id'])

/** The metadata in a file, undefined if the platform cannot parse it: no JSON, not flat, a reserved key. */
export function parseMetadata(content: Buffer): Metadata | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
  const entries: [string, Metadata[string]][] = []
  for (const [key, value] of Object.entries(parsed) as [string, unknown][]) {
    if (RESERVED.has(key) || !isFlat(value)) return undefined
    entries.push([key, value])
  }
  return Object.fromEntries(entries)
}

function isFlat(value: unknown): value is Metadata[string] {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

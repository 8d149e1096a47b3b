import { hash } from 'node:crypto'
import { isMetadataValue, type MetadataValue } from './additions.ts'

/** The key that has a document's digest. */
export const DIGEST_KEY = 'metadata_sha256'

/** What tells of the commit that last changed a file. */
export const COMMIT_KEYS: readonly string[] = [
  'commit_sha',
  'commit_date',
  'commit_author',
  'commit_message',
  'url',
]

/** What differs from run to run, although nothing has changed. */
const KEYS_OF_A_RUN = ['run_url', 'event_name']

const LEFT_OUT: ReadonlySet<string> = new Set([...KEYS_OF_A_RUN, ...COMMIT_KEYS, DIGEST_KEY])

/** Whether the digest covers a key: all but those of a run, those of a commit, and its own. */
export function isDigested(key: string): boolean {
  return !LEFT_OUT.has(key)
}

/** A key of metadata and its member of a JSON object: `"key":value`, without spaces. */
export type Member = readonly [key: string, json: string]

/**
 * The members of metadata, sorted by their keys. Half a character becomes what is sent for it. Of a remote
 * file's metadata, which may be anything, what metadata cannot hold is left out.
 */
export function membersOf(metadata: Readonly<Record<string, unknown>>): Member[] {
  const members: Member[] = []
  for (const key of Object.keys(metadata).sort()) {
    const value = metadata[key]
    if (!isMetadataValue(value)) continue
    members.push([
      key,
      `${JSON.stringify(key.toWellFormed())}:${JSON.stringify(wellFormed(value))}`,
    ])
  }
  return members
}

/** The SHA-256, in hex, of the canonical JSON of all keys that `isDigested` names. */
export function metadataDigest(metadata: Readonly<Record<string, unknown>>): string {
  return digestOf(membersOf(metadata))
}

/** The same, of members that are sorted. */
export function digestOf(members: readonly Member[]): string {
  return hash('sha256', objectOf(members.filter(([key]) => isDigested(key))))
}

/** The JSON object of members. */
export function objectOf(members: readonly Member[]): string {
  return `{${members.map(([, json]) => json).join(',')}}`
}

function wellFormed(value: MetadataValue): MetadataValue {
  if (typeof value === 'string') return value.toWellFormed()
  return typeof value === 'object' ? value.map((item) => item.toWellFormed()) : value
}

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

/**
 * The SHA-256, in hex, of all keys that `isDigested` names, as canonical JSON: an object without spaces
 * whose members are sorted as text. Half a character counts as what is sent for it. Of a remote file's
 * metadata, which may be anything, what metadata cannot hold does not count.
 */
export function metadataDigest(metadata: Readonly<Record<string, unknown>>): string {
  const members: string[] = []
  for (const key of Object.keys(metadata)) {
    const value = metadata[key]
    if (LEFT_OUT.has(key) || !isMetadataValue(value)) continue
    members.push(`${JSON.stringify(key.toWellFormed())}:${JSON.stringify(wellFormed(value))}`)
  }
  return hash('sha256', `{${members.sort().join(',')}}`)
}

function wellFormed(value: MetadataValue): MetadataValue {
  if (typeof value === 'string') return value.toWellFormed()
  return typeof value === 'object' ? value.map((item) => item.toWellFormed()) : value
}

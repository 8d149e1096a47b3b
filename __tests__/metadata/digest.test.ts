import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { metadataDigest } from '../../src/metadata/digest.ts'
import { encodeMetadata, type Metadata } from '../../src/metadata/metadata.ts'

const METADATA = {
  path: 'docs/a.md',
  ref: 'refs/heads/main',
  ref_name: 'main',
  title: 'Ä',
  version: 2,
  draft: false,
  tags: ['b', 'a'],
  content_sha256: 'f'.repeat(64),
}
const DIGEST = metadataDigest(METADATA)

test('it is the SHA-256 of canonical JSON, whatever the order of the keys', () => {
  const json =
    '{"content_sha256":"' +
    'f'.repeat(64) +
    '","draft":false,"path":"docs/a.md","ref":"refs/heads/main","ref_name":"main","tags":["b","a"],"title":"Ä","version":2}'
  expect(DIGEST).toBe(createHash('sha256').update(json).digest('hex'))
  expect(metadataDigest(Object.fromEntries(Object.entries(METADATA).reverse()))).toBe(DIGEST)
})

test.each([
  'run_url',
  'event_name',
  'commit_sha',
  'commit_date',
  'commit_author',
  'commit_message',
  'url',
  'metadata_sha256',
])('it does not change with %s', (key) => {
  expect(metadataDigest({ ...METADATA, [key]: 'anything' })).toBe(DIGEST)
})

test.each<[string, Metadata]>([
  ['a value', { title: 'a' }],
  ['a type', { version: '2' }],
  ['an order', { tags: ['a', 'b'] }],
  ['a further key', { build: '1' }],
  ['a key that only looks like one of a commit', { commit_count: 1 }],
  ['a key that is a number', { 7: 'seven' }],
  ['the ref', { ref: 'refs/heads/next' }],
  ['whose it is', { publisher_id: '1' }],
])('it changes with %s', (_, change) => {
  expect(metadataDigest({ ...METADATA, ...change })).not.toBe(DIGEST)
})

test('it changes with a key that is gone', () => {
  expect(metadataDigest({ ...METADATA, title: undefined })).not.toBe(DIGEST)
})

test('what is read back has the digest of what was sent', () => {
  const metadata = { ...METADATA, 'half\ud800': 'one \udfff', whole: '😀', list: ['\ud800'], z: -0 }
  const back = JSON.parse(encodeMetadata(metadata).toString()) as Metadata
  expect(metadataDigest(back)).toBe(metadataDigest(metadata))
})

test('what metadata cannot hold does not count, however deep it is', () => {
  const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
  const strange = { deep: [deep], nothing: null, object: { a: 1 }, mixed: ['a', 1] }
  expect(metadataDigest({ ...METADATA, ...strange })).toBe(DIGEST)
})

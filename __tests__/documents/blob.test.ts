import { hash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { hashIfBlob } from '../../src/documents/blob.ts'
import { Repository } from '../support/repository.ts'

/** What a file holds, cut after every so many bytes. */
function contentOf(text: string, bytes: number) {
  const all = Buffer.from(text)
  const count = Math.ceil(all.length / bytes)
  const chunks = Array.from({ length: count }, (_, n) => all.subarray(n * bytes, (n + 1) * bytes))
  return { size: all.length, chunks: () => chunks }
}

const TEXT = 'a\n\nüber\r\rb\n'

test.each(['sha1', 'sha256'])('a content is that of a blob: %s', (format) =>
  Repository.with(async (repository) => {
    repository.git('init', '--quiet', `--object-format=${format}`, '../other')
    const idOf = (text: string) =>
      repository.gitWith(text, '-C', '../other', 'hash-object', '--stdin')
    const oid = hash('sha256', TEXT)
    const size = Buffer.byteLength(TEXT)
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`
    const crlf = TEXT.replaceAll('\n', '\r\n')
    for (const bytes of [1, 2, 3, 1_000]) {
      // As git keeps it, as Git LFS does, and with other line ends.
      for (const kept of [TEXT, pointer]) {
        expect(await hashIfBlob(contentOf(TEXT, bytes), idOf(kept))).toBe(oid)
      }
      expect(await hashIfBlob(contentOf(crlf, bytes), idOf(TEXT))).toBe(hash('sha256', crlf))
      expect(await hashIfBlob(contentOf('', bytes), idOf(''))).toBe(hash('sha256', ''))
      for (const other of [`${TEXT} `, TEXT.slice(1), TEXT.replaceAll('\r', '\n'), crlf, '']) {
        expect(await hashIfBlob(contentOf(TEXT, bytes), idOf(other))).toBeUndefined()
      }
    }
  }),
)

test('a file that changes from one reading to the next is that of no blob, or of what was read', async () => {
  const good = Buffer.from('Good\r\n')
  const bad = Buffer.from('Evil\r\n')
  const id = hash('sha1', 'blob 5\0Good\n')
  let readings = 0
  const chunks = () => [++readings === 1 ? bad : good]
  expect(await hashIfBlob({ size: 6, chunks }, id)).toBe(hash('sha256', good))
})

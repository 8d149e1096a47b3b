import { expect, test } from '@jest/globals'
import { isText, Utf8Check } from '../../src/documents/utf8.ts'

test('text is told by the extension', () => {
  for (const path of ['a.md', 'a.HTML', 'b/a.txt', 'a.rst', 'a.yml'])
    expect(isText(path)).toBe(true)
  for (const path of ['a.png', 'a.pdf', 'md', 'a.md/b', 'a.docx']) expect(isText(path)).toBe(false)
})

const LATIN1 = Buffer.from('Grün', 'latin1')

test.each<[string, Buffer, boolean]>([
  ['nothing', Buffer.from(''), true],
  ['ASCII', Buffer.from('abc'), true],
  ['characters of two to four bytes', Buffer.from('aü€😀b'), true],
  ['Latin-1', LATIN1, false],
  ['Latin-1 at the end', Buffer.from('ü', 'latin1'), false],
  ['UTF-16', Buffer.from('\ufeffabc', 'utf16le'), false],
  ['a character that is cut off', Buffer.from('😀').subarray(0, 3), false],
  ['what only continues a character', Buffer.from([0x61, 0x80]), false],
  ['half a pair of surrogates', Buffer.from([0xed, 0xa0, 0x80]), false],
])('%s, whatever the pieces that it is read in', (_, content, expected) => {
  for (let size = 1; size <= content.length + 1; size++) {
    const check = new Utf8Check()
    for (let start = 0; start < content.length; start += size) {
      // The buffer is used again for the next piece.
      const piece = Buffer.from(content.subarray(start, start + size))
      check.read(piece)
      piece.fill(0)
    }
    expect(check.isValid).toBe(expected)
  }
})

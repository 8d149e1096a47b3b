import { expect, test } from '@jest/globals'
import { FormReader } from '../../sandbox/bucket/form.ts'
import { BOUNDARY, form } from '../support/client.ts'

test('reads a form alike wherever its bytes are cut', () => {
  const content = 'one\r\n--b0undar\r\ntwo \u00fc\r\n'
  const body = form({ key: 'p/${filename}', note: '\u65e5\u672c' }, 'n%C3%BC\u00fc.md', content, [
    ['late', 'x'],
  ])
  for (let size = 1; size <= body.length; size += 1) {
    let head: unknown
    const pieces: Buffer[] = []
    const reader = new FormReader(
      BOUNDARY,
      (found) => (head = found),
      (bytes) => pieces.push(bytes),
    )
    for (let at = 0; at < body.length; at += size) reader.write(body.subarray(at, at + size))
    reader.end()
    expect(head).toEqual({
      fields: new Map([
        ['key', 'p/${filename}'],
        ['note', '\u65e5\u672c'],
      ]),
      filename: 'n%C3%BC\u00fc.md',
    })
    expect(Buffer.concat(pieces).toString()).toBe(content)
  }
})

test('holds back no more than a boundary of a file', () => {
  let seen = 0
  const reader = new FormReader(
    BOUNDARY,
    () => undefined,
    (bytes) => (seen += bytes.length),
  )
  const body = form({}, 'a', 'x'.repeat(1_000_000))
  reader.write(body.subarray(0, 900_000))
  expect(seen).toBeGreaterThan(899_800)
})

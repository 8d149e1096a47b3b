import { expect, test } from '@jest/globals'
import { cutAtNul } from '../../src/git/tokens.ts'

function cut(text: string, chunkBytes: number): string[] {
  const bytes = Buffer.from(text)
  const tokensOf = cutAtNul()
  const tokens: string[] = []
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    for (const token of tokensOf(bytes.subarray(start, start + chunkBytes))) {
      tokens.push(token.toString())
    }
  }
  return tokens
}

test('tokens are the same however the stream is cut', () => {
  for (let chunkBytes = 1; chunkBytes < 20; chunkBytes++) {
    expect(cut('one\0\0zwölf\0three\0not ended', chunkBytes)).toEqual(['one', '', 'zwölf', 'three'])
  }
})

test('of a token without end only the beginning is held', () => {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const tokensOf = cutAtNul()
  for (let chunks = 0; chunks < 100; chunks++) expect([...tokensOf(chunk)]).toEqual([])
  const [long, next] = [...tokensOf(Buffer.from('\0next\0'))]
  expect(long?.length).toBe(1024 * 1024)
  expect(next?.toString()).toBe('next')
})

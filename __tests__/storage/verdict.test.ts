import { describe, expect, test } from '@jest/globals'
import { verdictOf } from '../../src/storage/verdict.ts'

function answer(status: number, text = '', headers: Record<string, string> = {}) {
  return { status, text, headers }
}

function document(code: string, message = ''): string {
  return `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>${message}</Message><Token-0>SECRET</Token-0></Error>`
}

describe('stored', () => {
  test.each([
    answer(204),
    answer(200, '', { etag: '"x"' }),
    answer(201, '', { 'x-amz-request-id': 'x' }),
  ])('%j', (given) => {
    expect(verdictOf(given)).toEqual({ kind: 'stored' })
  })

  test("a proxy's login page is not S3's answer", () => {
    expect(
      verdictOf(answer(200, '<html>Log in</html>', { 'content-type': 'text/html' })),
    ).toMatchObject({
      kind: 'retry',
      cause: 'error',
      reason: 'the storage answered HTTP 200, but not as S3 does (a proxy?)',
    })
  })
})

describe('guarantee 5: worth trying again', () => {
  test.each([408, 429, 500, 502, 503, 504])('HTTP %i', (status) => {
    expect(verdictOf(answer(status)).kind).toBe('retry')
  })

  test.each(['RequestTimeout', 'IncompleteBody'])('HTTP 400 %s', (code) => {
    expect(verdictOf(answer(400, document(code))).kind).toBe('retry')
  })

  test('503 SlowDown asks to send less, and for how long to wait', () => {
    expect(verdictOf(answer(503, document('SlowDown', 'Reduce.'), { 'retry-after': '3' }))).toEqual(
      {
        kind: 'retry',
        cause: 'throttled',
        reason: 'the storage answered HTTP 503 SlowDown: Reduce',
        perhapsStored: false,
        retryAfterMilliseconds: 3_000,
      },
    )
  })
})

describe('guarantee 5: permanent', () => {
  test.each([
    [400, 'MalformedPOSTRequest'],
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
    [405, 'MethodNotAllowed'],
    [411, 'MissingContentLength'],
    [412, 'PreconditionFailed'],
    [413, 'EntityTooLarge'],
  ])('HTTP %i %s', (status, code) => {
    expect(verdictOf(answer(status, document(code, 'a &lt;b&gt; &amp;lt;')))).toEqual({
      kind: 'failed',
      reason: `the storage answered HTTP ${String(status)} ${code}: a <b> &lt;`,
    })
  })
})

test.each([
  answer(400, document('ExpiredToken')),
  answer(403, document('InvalidToken')),
  answer(400, document('TokenRefreshRequired')),
  answer(403, document('AccessDenied', 'Invalid according to Policy: Policy expired.')),
])('the end of a signature or session: %j', (given) => {
  expect(verdictOf(given).kind).toBe('expired')
})

test('guarantee 6: of an error document nothing is kept but code and message', () => {
  expect(JSON.stringify(verdictOf(answer(403, document('AccessDenied', 'No.'))))).not.toContain(
    'SECRET',
  )
})

test('307 gives the location', () => {
  expect(verdictOf(answer(307, '', { location: 'https://x/' }))).toEqual({
    kind: 'redirected',
    location: 'https://x/',
  })
})

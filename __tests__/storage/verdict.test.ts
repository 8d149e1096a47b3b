import { describe, expect, test } from '@jest/globals'
import { hide } from '../../src/log/secrets.ts'
import type { NetworkFault } from '../../src/network/fault.ts'
import { verdictOf, verdictOfFault } from '../../src/storage/verdict.ts'

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
  test.each([
    [408, '', 'late', false],
    [429, '', 'throttled', false],
    [500, '', 'error', true],
    [500, 'InternalError', 'error', true],
    [502, '', 'error', true],
    [503, '', 'throttled', false],
    [504, '', 'late', true],
    [400, 'RequestTimeout', 'late', false],
    [400, 'IncompleteBody', 'error', false],
    [200, '', 'error', true],
    [201, '', 'error', true],
  ])('HTTP %i %s: %s, perhaps stored: %s', (status, code, cause, perhapsStored) => {
    const given = answer(status, code === '' ? '' : document(code))
    expect(verdictOf(given)).toMatchObject({ kind: 'retry', cause, perhapsStored })
  })

  test.each<[NetworkFault['kind'], boolean, string, boolean]>([
    ['exhausted', false, 'descriptors', false],
    ['interrupted', false, 'error', true],
    ['interrupted', true, 'stale', true],
    ['silent', true, 'late', true],
    ['connect-timeout', false, 'late', false],
    ['unreachable', true, 'error', false],
  ])('no answer: %s, on a used connection: %s', (kind, used, cause, perhapsStored) => {
    expect(verdictOfFault({ kind, what: 'did something' }, used)).toEqual({
      kind: 'retry',
      cause,
      reason: 'the storage did something',
      perhapsStored,
      retryAfterMilliseconds: 0,
    })
  })

  test('a proxy that may come back, with what to look at', () => {
    const fault = { kind: 'proxy-unavailable', what: 'is behind a proxy' } as const
    expect(verdictOfFault(fault, false)).toMatchObject({
      kind: 'retry',
      reason: expect.stringMatching(/^the storage is behind a proxy\. Check .*HTTPS_PROXY/),
    })
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
    [403, 'RequestTimeout'],
    [301, 'ExpiredToken'],
    [501, 'ExpiredToken'],
  ])('HTTP %i %s', (status, code) => {
    expect(verdictOf(answer(status, document(code, 'a &lt;b&gt; &amp;lt;')))).toEqual({
      kind: 'failed',
      reason: `the storage answered HTTP ${String(status)} ${code}: a <b> &lt;`,
    })
  })
})

test.each<[number, string, string]>([
  [403, '', 'the storage answered HTTP 403'],
  [299, '', 'the storage answered HTTP 299, but not as S3 does (a proxy?)'],
  [300, '', 'the storage answered HTTP 300'],
  [403, '<Code>AccessDenied</Code>', 'the storage answered HTTP 403'],
  [403, '<Error><Message>No.</Message></Error>', 'the storage answered HTTP 403'],
  [403, '<Error><Code>A</Code></Error>', 'the storage answered HTTP 403 A'],
  [403, '<Error><Code>A', 'the storage answered HTTP 403'],
  [403, '<Error>A</Code>', 'the storage answered HTTP 403'],
  [403, '</Code><Error><Code>A</Code>', 'the storage answered HTTP 403 A'],
  [403, document('A', 'It ends. So...'), 'the storage answered HTTP 403 A: It ends. So'],
  [403, document('A', '&quot;&apos;&gt;&euro;'), `the storage answered HTTP 403 A: "'>&euro;`],
  [403, document('A'.repeat(65)), `the storage answered HTTP 403 ${'A'.repeat(64)}`],
  [403, document('A', 'm'.repeat(301)), `the storage answered HTTP 403 A: ${'m'.repeat(300)}`],
])('permanent, HTTP %i with %j: %s', (status, text, reason) => {
  expect(verdictOf(answer(status, text))).toEqual({ kind: 'failed', reason })
})

test('a network that will never do fails, and says what to do', () => {
  const what = 'has a certificate that is not trusted'
  expect(verdictOfFault({ kind: 'untrusted', what }, false)).toEqual({
    kind: 'failed',
    reason: expect.stringMatching(
      /^the storage has a certificate that is not trusted\. If .*NODE_EXTRA_CA_CERTS$/,
    ),
  })
  expect(verdictOfFault({ kind: 'not-http', what: 'answered oddly' }, true)).toEqual({
    kind: 'failed',
    reason: 'the storage answered oddly',
  })
})

test('guarantee 6: a secret in a message is hidden, also where the message is cut within it', () => {
  const secret = 'a-secret-of-this-test'
  hide(secret)
  const { kind, reason } = failed(answer(403, document('A', `${'m'.repeat(290)}${secret}`)))
  expect(kind).toBe('failed')
  expect(reason).toBe(`the storage answered HTTP 403 A: ${'m'.repeat(290)}***`)
})

function failed(given: ReturnType<typeof answer>): { kind: string; reason: string } {
  const verdict = verdictOf(given)
  if (verdict.kind !== 'failed') throw new Error(`it is ${verdict.kind}`)
  return verdict
}

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

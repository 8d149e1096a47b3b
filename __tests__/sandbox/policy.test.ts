import { describe, expect, test } from '@jest/globals'
import { checkPolicy, checkSize, parsePolicy } from '../../sandbox/bucket/policy.ts'
import { ManualClock, startSandbox } from '../../sandbox/sandbox.ts'
import { code, form, message, open, post, send } from '../support/client.ts'

describe('tampering', () => {
  test('with the policy is found by the signature', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    await send(session, 'first.md', 'so that the signature is remembered')
    const { fields, url } = session
    const policy = Buffer.from(fields['policy'] ?? '', 'base64').toString()
    const wider = Buffer.from(
      policy.replace(/"starts-with","\$key","[^"]*"/, '"starts-with","$key",""'),
    ).toString('base64')
    const answer = await post(url, form({ ...fields, policy: wider }, 'a.md', 'x'))
    expect([answer.status, code(answer)]).toEqual([403, 'SignatureDoesNotMatch'])
    expect(sandbox.objects()).toHaveLength(1)
  })

  test.each([
    [
      'x-amz-signature',
      (value: string) => `${value.startsWith('0') ? '1' : '0'}${value.slice(1)}`,
      403,
      'SignatureDoesNotMatch',
    ],
    ['x-amz-signature', () => 'zz', 403, 'SignatureDoesNotMatch'],
    [
      'x-amz-credential',
      (value: string) => value.replace('ASIA', 'AKIA'),
      403,
      'InvalidAccessKeyId',
    ],
    ['x-amz-credential', (value: string) => value.replace('/s3/', '/ec2/'), 400, 'InvalidArgument'],
    [
      'x-amz-credential',
      (value: string) => value.replace('us-east-1', 'eu-west-1'),
      403,
      'SignatureDoesNotMatch',
    ],
    ['x-amz-date', () => '20200101T000000Z', 400, 'InvalidArgument'],
    ['x-amz-algorithm', () => 'AWS4-HMAC-SHA1', 400, 'InvalidArgument'],
    ['x-amz-security-token', (value: string) => value.slice(1), 400, 'InvalidToken'],
    ['key', (value: string) => `elsewhere/${value}`, 403, 'AccessDenied'],
  ])('with %s is refused, also after a right one', async (field, change, status, expected) => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    expect((await send(session, 'right.md', 'x')).status).toBe(204)
    const { url, fields } = session
    const tampered = { ...fields, [field]: change(fields[field] ?? '') }
    const answer = await post(url, form(tampered, 'a.md', 'x'))
    expect([answer.status, code(answer)]).toEqual([status, expected])
    expect(sandbox.objects()).toHaveLength(1)
  })

  test('by leaving the token out is refused', async () => {
    await using sandbox = await startSandbox()
    const { url, fields } = await open(sandbox)
    const rest = Object.entries(fields).filter(([name]) => name !== 'x-amz-security-token')
    const answer = await post(url, form(rest, 'a.md', 'x'))
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidToken'])
  })

  test("with another session's key is refused", async () => {
    await using sandbox = await startSandbox()
    const [one, two] = [await open(sandbox), await open(sandbox)]
    const answer = await post(
      one.url,
      form({ ...one.fields, key: two.fields['key'] ?? '' }, 'a.md', 'x'),
    )
    expect(message(answer)).toMatch(
      /^Invalid according to Policy: Policy Condition failed: \["starts-with","\$key",/,
    )
  })
})

test('a policy expires with its session', async () => {
  const clock = new ManualClock()
  await using sandbox = await startSandbox({ clock })
  const session = await open(sandbox, { expires_in_seconds: 60 })
  clock.advance(58_000)
  expect((await send(session, 'a.md', 'x')).status).toBe(204)
  clock.advance(2_000)
  const answer = await send(session, 'b.md', 'x')
  expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
  expect(message(answer)).toBe('Invalid according to Policy: Policy expired.')
})

describe('conditions', () => {
  const policyOf = (...conditions: unknown[]) => {
    const document = { expiration: '2100-01-01T00:00:00Z', conditions }
    return parsePolicy(Buffer.from(JSON.stringify(document)).toString('base64'))
  }
  const check = (conditions: unknown[], fields: Record<string, string>) => {
    const given = {
      fields: new Map(Object.entries(fields)),
      key: fields['key'] ?? '',
      bucket: 'documents',
    }
    checkPolicy(policyOf(...conditions), given, 0)
  }

  test('hold for what they allow', () => {
    const conditions = [
      { bucket: 'documents' },
      ['eq', '$Acl', 'private'],
      ['starts-with', '$key', 'a/'],
      ['starts-with', '$x-amz-meta-note', ''],
      { 'X-Amz-Date': 'd' },
    ]
    const fields = {
      acl: 'private',
      key: 'a/b',
      'x-amz-meta-note': 'anything',
      'x-amz-date': 'd',
      'x-ignore-this': '',
    }
    expect(() => {
      check(conditions, fields)
    }).not.toThrow()
  })

  test.each([
    [
      [['eq', '$acl', 'private']],
      { acl: 'public-read' },
      'Policy Condition failed: ["eq","$acl","private"]',
    ],
    [[{ acl: 'private' }], {}, 'Policy Condition failed: ["eq","$acl","private"]'],
    [
      [['starts-with', '$key', 'a/']],
      { key: 'b/a/' },
      'Policy Condition failed: ["starts-with","$key","a/"]',
    ],
    [[{ bucket: 'another' }], {}, 'Policy Condition failed: ["eq","$bucket","another"]'],
    [[['starts-with', '$key', '']], { key: 'k', acl: 'private' }, 'Extra input fields: acl'],
  ])('%j refuse %j', (conditions, fields, why) => {
    expect(() => {
      check(conditions, fields)
    }).toThrow(`Invalid according to Policy: ${why}`)
  })

  test('limit the size of the file', () => {
    const policy = policyOf(['content-length-range', 2, 3])
    expect(() => {
      checkSize(policy, 2)
    }).not.toThrow()
    expect(() => {
      checkSize(policy, 3)
    }).not.toThrow()
    expect(() => {
      checkSize(policy, 1)
    }).toThrow('smaller than the minimum')
    expect(() => {
      checkSize(policy, 4)
    }).toThrow('exceeds the maximum')
  })

  test.each(['', 'e30=', Buffer.from('{"expiration":"2100-01-01T00:00:00Z"}').toString('base64')])(
    'are missing in %j, which is no policy',
    (base64) => {
      expect(() => parsePolicy(base64)).toThrow('Invalid Policy')
    },
  )

  test.each([
    [['gt', '$key', 'a']],
    [['eq', 'key', 'a']],
    [{ key: 1 }],
    ['text'],
    [['content-length-range', 'a', 'b']],
  ])('%j is none', (condition) => {
    expect(() => policyOf(condition)).toThrow('Invalid condition')
  })
})

test('a size limit and a success status hold on the wire', async () => {
  await using sandbox = await startSandbox({
    sizeRange: [1, 4],
    fields: { success_action_status: '201' },
  })
  const session = await open(sandbox)
  const answer = await send(session, 'a.md', 'four')
  expect(answer.status).toBe(201)
  expect(answer.body).toContain(`<ETag>${String(answer.headers['etag'])}</ETag>`)
  expect(code(await send(session, 'b.md', '5five'))).toBe('EntityTooLarge')
  expect(code(await send(session, 'c.md', ''))).toBe('EntityTooSmall')
  const other = { ...session.fields, success_action_status: '200' }
  expect(code(await post(session.url, form(other, 'd.md', 'x')))).toBe('AccessDenied')
  expect(sandbox.objects().map(({ name }) => name)).toEqual(['a.md'])
})

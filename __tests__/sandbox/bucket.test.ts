import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { api, code, form, message, open, post, send } from '../support/client.ts'

describe('an object that is taken', () => {
  test('answers 204 with an ETag and a request id, and is held under the key with the name put in', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    const answer = await send(session, 'a%20b.md', '# A')
    expect(answer.status).toBe(204)
    expect(answer.headers['etag']).toMatch(/^"[0-9a-f]{32}"$/)
    expect(answer.headers['x-amz-request-id']).toMatch(/^[0-9A-Z]{16}$/)
    expect(answer.headers['keep-alive']).toBeUndefined()
    const [object] = sandbox.objects()
    expect(object).toMatchObject({
      key: session.fields['key']?.replace('${filename}', 'a%20b.md'),
      name: 'a b.md',
      size: 3,
      sha256: createHash('sha256').update('# A').digest('hex'),
      content: Buffer.from('# A'),
      attempts: 1,
      stores: 1,
    })
  })

  test('is replaced by another of the same key', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    await send(session, 'a.md', 'one')
    await send(session, 'b.md', 'two')
    await send(session, 'a.md', 'three')
    expect(
      sandbox.objects().map(({ name, content, stores }) => [name, String(content), stores]),
    ).toEqual([
      ['a.md', 'three', 2],
      ['b.md', 'two', 1],
    ])
    expect(sandbox.sessions[0]?.objects.map(({ name }) => name)).toEqual(['a.md', 'b.md'])
  })

  test('takes what follows the last slash or backslash of the filename', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    await send(session, 'docs/guides/intro.md', 'x')
    await send(session, 'C:\\docs\\setup.md', 'x')
    expect(sandbox.objects().map(({ name }) => name)).toEqual(['intro.md', 'setup.md'])
  })

  test('is stored where the key ends in a slash and the client appends the variable', async () => {
    await using sandbox = await startSandbox({ filenameInKey: false })
    const { url, fields } = await open(sandbox)
    expect(fields['key']).toMatch(/\/$/)
    const key = `${fields['key']}\${filename}`
    expect((await post(url, form({ ...fields, key }, 'a.md', 'x'))).status).toBe(204)
    expect(
      (await post(url, form({ ...fields, key: `${fields['key']}b.md` }, 'ignored', 'x'))).status,
    ).toBe(204)
    expect(sandbox.objects().map(({ name }) => name)).toEqual(['a.md', 'b.md'])
  })

  test('ends at the first part after the file, whatever follows', async () => {
    await using sandbox = await startSandbox()
    const { url, fields } = await open(sandbox)
    const body = form(fields, 'a.md', 'x', [['not-in-the-policy', 'y']])
    expect((await post(url, body)).status).toBe(204)
    expect(String(sandbox.objects()[0]?.content)).toBe('x')
  })

  test('may hold anything, what looks like half a boundary too', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    const contents = [
      '',
      '\r\n',
      '\r\n--',
      '--b0undary',
      '\r\n--b0undar',
      '\r\n\r\n--b0undar\r\n',
      'x\r\n--b0-b0',
    ]
    for (const [index, content] of contents.entries()) await send(session, `${index}`, content)
    expect(sandbox.objects().map(({ content }) => String(content))).toEqual(contents)
  })

  test('may be large, and is then only counted and hashed', async () => {
    await using sandbox = await startSandbox({ keepContents: false })
    const session = await open(sandbox)
    const content = randomBytes(20_000_000)
    expect((await send(session, 'large.bin', content)).status).toBe(204)
    await send(session, 'large.bin.meta.json', '{}')
    const [object, meta] = sandbox.objects()
    expect(object?.content).toBeUndefined()
    expect(object?.size).toBe(content.length)
    expect(object?.sha256).toBe(createHash('sha256').update(content).digest('hex'))
    expect(String(meta?.content)).toBe('{}')
  })

  test('is known to come late when its session is closed', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    await api(sandbox, 'PUT', `/upload_sessions/${session.id}`, { status: 'CLOSED' })
    expect((await send(session, 'late.md', 'x')).status).toBe(204)
    expect(sandbox.sessions[0]?.objects).toEqual([])
    expect(sandbox.sessions[0]?.late.map(({ name }) => name)).toEqual(['late.md'])
  })
})

describe('a form that S3 refuses', () => {
  test('has a field the policy does not name', async () => {
    await using sandbox = await startSandbox()
    const { url, fields } = await open(sandbox)
    const answer = await post(
      url,
      form({ ...fields, 'content-type': 'text/plain', acl: 'private' }, 'a', 'x'),
    )
    expect(answer.status).toBe(403)
    expect(answer.headers['content-type']).toBe('application/xml')
    expect(code(answer)).toBe('AccessDenied')
    expect(message(answer)).toBe(
      'Invalid according to Policy: Extra input fields: content-type, acl',
    )
    expect(answer.body).toContain(
      `<RequestId>${String(answer.headers['x-amz-request-id'])}</RequestId>`,
    )
    expect(sandbox.objects()).toEqual([])
    expect(sandbox.bucketRequests).toMatchObject({
      total: 1,
      refused: 1,
      stored: 0,
      byStatus: { 403: 1 },
    })
  })

  test('has a field it needs only after the file', async () => {
    await using sandbox = await startSandbox()
    const { url, fields } = await open(sandbox)
    const { policy = '', ...others } = fields
    const answer = await post(url, form(others, 'a.md', 'x', [['policy', policy]]))
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
  })

  test.each(['x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature', 'key'])(
    'lacks %s',
    async (field) => {
      await using sandbox = await startSandbox()
      const { url, fields } = await open(sandbox)
      const rest = Object.entries(fields).filter(([name]) => name !== field)
      const answer = await post(url, form(rest, 'a.md', 'x'))
      expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument'])
      expect(sandbox.objects()).toEqual([])
    },
  )

  test('has no file, or is no whole form', async () => {
    await using sandbox = await startSandbox()
    const { url, fields } = await open(sandbox)
    const whole = form(fields, 'a.md', 'content')
    const noFile = Buffer.from(
      '--b0undary\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n--b0undary--\r\n',
    )
    const answers = [
      await post(url, noFile),
      await post(url, whole.subarray(0, -20)),
      await post(url, Buffer.from('no form at all, but of some length')),
      await post(url, form([...Object.entries(fields), ['key', 'twice'] as const], 'a.md', 'x')),
    ]
    expect(answers.map((answer) => [answer.status, code(answer)])).toEqual([
      [400, 'InvalidArgument'],
      [400, 'MalformedPOSTRequest'],
      [400, 'MalformedPOSTRequest'],
      [400, 'MalformedPOSTRequest'],
    ])
    expect(sandbox.objects()).toEqual([])
  })

  test('has more than 20 KB before the file', async () => {
    await using sandbox = await startSandbox()
    const { url, fields } = await open(sandbox)
    const padded = { 'x-ignore-padding': 'x'.repeat(20_480), ...fields }
    const answer = await post(url, form(padded, 'a.md', 'x'))
    expect([answer.status, code(answer)]).toEqual([400, 'MaxPostPreDataLengthExceeded'])
  })

  test('has a key of more than 1,024 bytes', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    const prefix = session.fields['key']?.replace('${filename}', '').length ?? 0
    expect((await send(session, 'x'.repeat(1024 - prefix), 'x')).status).toBe(204)
    const answer = await send(session, 'x'.repeat(1025 - prefix), 'x')
    expect([answer.status, code(answer)]).toEqual([400, 'KeyTooLongError'])
  })

  test('comes without a length', async () => {
    await using sandbox = await startSandbox()
    const { url, fields } = await open(sandbox)
    const answer = await post(url, Readable.from([form(fields, 'a.md', 'x')]))
    expect([answer.status, code(answer)]).toEqual([411, 'MissingContentLength'])
    expect(sandbox.objects()).toEqual([])
  })

  test('is of another type, to another bucket, or by another method', async () => {
    await using sandbox = await startSandbox()
    const { url, fields } = await open(sandbox)
    const body = form(fields, 'a.md', 'x')
    const answers = [
      await post(url, body, { headers: { 'content-type': 'application/json' } }),
      await post(url.replace('documents', 'elsewhere'), body),
      await post(url, body, { method: 'PUT' }),
      await post(url, Buffer.alloc(0), { method: 'GET' }),
    ]
    expect(answers.map((answer) => [answer.status, code(answer)])).toEqual([
      [412, 'PreconditionFailed'],
      [404, 'NoSuchBucket'],
      [405, 'MethodNotAllowed'],
      [403, 'AccessDenied'],
    ])
  })
})

import { describe, expect, test } from '@jest/globals'
import { ManualClock, startSandbox } from '../../sandbox/sandbox.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { WORKSPACE, api, closeAndIngest, open, send } from '../support/client.ts'

describe('a session', () => {
  test('is answered as the platform answers it', async () => {
    const clock = new ManualClock(Date.parse('2026-01-02T03:04:05Z'))
    await using sandbox = await startSandbox({ clock })
    const { status, body } = await api(sandbox, 'POST', '/upload_sessions', {
      expires_in_seconds: null,
    })
    expect(status).toBe(201)
    const { id = '', prefix = '' } = sandbox.sessions[0] ?? {}
    expect(body).toEqual({
      session_id: id,
      expires_at: '2026-01-03T03:04:05.000Z',
      documentation_url: expect.stringMatching(/^https:/),
      aws_prefixed_request_config: { url: sandbox.bucketUrl, fields: expect.anything() },
    })
    const { fields } = await open(sandbox)
    expect(Object.keys(fields)).toEqual([
      'key',
      'policy',
      'x-amz-algorithm',
      'x-amz-credential',
      'x-amz-date',
      'x-amz-security-token',
      'x-amz-signature',
    ])
    expect(prefix).toMatch(/^[0-9a-f-]{36}\/[0-9a-f-]{36}\/upload_sessions\/[0-9a-f-]{36}\/$/)
    expect(fields['x-amz-date']).toBe('20260102T030405Z')
    for (const field of ['policy', 'x-amz-credential', 'x-amz-security-token', 'x-amz-signature']) {
      expect(sandbox.secrets).toContain(fields[field])
    }
  })

  test('may come without what is optional', async () => {
    await using sandbox = await startSandbox({ leaveOutOptionalKeys: true })
    const { body } = await api(sandbox, 'POST', '/upload_sessions', {})
    expect(body).toEqual({
      expires_at: expect.anything(),
      aws_prefixed_request_config: expect.anything(),
    })
  })

  test('is closed once or, if told so, refuses a second time', async () => {
    for (const secondClose of [204, 409] as const) {
      await using sandbox = await startSandbox({ secondClose })
      const { id } = await open(sandbox)
      const close = () => api(sandbox, 'PUT', `/upload_sessions/${id}`, { status: 'CLOSED' })
      expect(await close()).toEqual({ status: 204, body: undefined })
      expect((await close()).status).toBe(secondClose)
    }
  })

  test('tells how its ingestion goes', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    await send(session, 'a.md', 'x')
    await send(session, 'b.md.meta.json', '{}')
    await closeAndIngest(sandbox, session)
    expect(await api(sandbox, 'GET', `/upload_sessions/${session.id}`)).toEqual({
      status: 200,
      body: {
        session_id: session.id,
        expires_at: sandbox.sessions[0]?.expiresAt,
        documentation_url: expect.stringMatching(/^https:/),
        ingestion_status: { failed_files: 1, finished_files: 1 },
      },
    })
    expect(
      await api(sandbox, 'GET', `/upload_sessions/${session.id}/files?ingestion_status=FAILED`),
    ).toEqual({
      status: 200,
      body: {
        total: 1,
        has_more: false,
        data: [
          {
            file_ingestion_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
            name: 'b.md',
            ingestion_status: 'FAILED',
            ingestion_status_reason: 'FILE_NOT_FOUND',
          },
        ],
      },
    })
  })
})

describe('a request is refused', () => {
  test('without the key, in a workspace that is missing or forbidden, on the free plan', async () => {
    const options = {
      workspaces: ['handbook', 'secret'],
      forbiddenWorkspaces: ['secret'],
      freePlan: true,
    }
    await using sandbox = await startSandbox(options)
    const wrongKey = { ...sandbox, apiKey: 'another' }
    const create = (target: Sandbox, workspace: string) =>
      api(target, 'POST', '/upload_sessions', {}, workspace)
    const answers = [
      await create(wrongKey, WORKSPACE),
      await create(sandbox, 'hand book'),
      await create(sandbox, 'secret'),
      await create(sandbox, WORKSPACE),
      await api(sandbox, 'GET', '/upload_sessions/00000000-0000-0000-0000-000000000000'),
      await api(sandbox, 'PATCH', '/upload_sessions'),
      await api(sandbox, 'DELETE', '/files/no-such-file'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 403, 402, 404, 404, 404])
    for (const { body } of answers) expect(body).toEqual({ detail: expect.any(String) })
    expect(sandbox.requests.map(({ status }) => status)).toEqual([
      401, 404, 403, 402, 404, 404, 404,
    ])
  })

  test('for one open session too many', async () => {
    await using sandbox = await startSandbox()
    for (let count = 0; count < 10; count += 1) await open(sandbox)
    expect((await api(sandbox, 'POST', '/upload_sessions', {})).status).toBe(406)
    await api(sandbox, 'PUT', `/upload_sessions/${String(sandbox.sessions[0]?.id)}`, {
      status: 'CLOSED',
    })
    expect((await api(sandbox, 'POST', '/upload_sessions', {})).status).toBe(201)
  })

  test.each([
    [{ write_mode: 'REPLACE' }, ['write_mode']],
    [{ expires_in_seconds: 0 }, ['expires_in_seconds']],
    [{ expires_in_seconds: 86_401 }, ['expires_in_seconds']],
    [{ expires_in_seconds: '60' }, ['expires_in_seconds']],
    [
      { write_mode: 1, parallel_processing_enabled: 'yes' },
      ['write_mode', 'parallel_processing_enabled'],
    ],
  ])('that asks for %j', async (request, wrong) => {
    await using sandbox = await startSandbox()
    const { status, body } = await api(sandbox, 'POST', '/upload_sessions', request)
    expect(status).toBe(422)
    const errors = wrong.map((field) => ({
      loc: ['body', field],
      msg: expect.any(String),
      type: expect.any(String),
    }))
    expect(body).toEqual({ detail: errors })
  })

  test('that closes a session with anything but CLOSED', async () => {
    await using sandbox = await startSandbox()
    const { id } = await open(sandbox)
    expect((await api(sandbox, 'PUT', `/upload_sessions/${id}`, { status: 'OPEN' })).status).toBe(
      422,
    )
    expect((await api(sandbox, 'PUT', `/upload_sessions/${id}`, [])).status).toBe(422)
    expect(sandbox.sessions[0]?.status).toBe('OPEN')
  })
})

test('every request is on record', async () => {
  await using sandbox = await startSandbox()
  await api(sandbox, 'POST', '/upload_sessions', { write_mode: 'FAIL' }, 'a b')
  expect(sandbox.requests).toMatchObject([
    {
      call: 'create-session',
      method: 'POST',
      path: '/api/v1/workspaces/a%20b/upload_sessions',
      headers: { authorization: `Bearer ${sandbox.apiKey}` },
      body: '{"write_mode":"FAIL"}',
      status: 201,
    },
  ])
})

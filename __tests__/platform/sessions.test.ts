import { describe, expect, test } from '@jest/globals'
import type { Answering } from '../support/answering-api.ts'
import { api, created, platform, request, resets, says, soon } from '../support/answering-api.ts'

async function collect<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const page of pages) all.push(page)
  return all
}

test('closes a session', async () => {
  api.answering = [says(204)]
  await platform.closeSession('id-1', soon(), 10_000)
  expect(api.seen[0]).toMatchObject({
    method: 'PUT',
    url: '/api/v1/workspaces/my%20workspace%2F%C3%BC/upload_sessions/id-1',
    body: '{"status":"CLOSED"}',
  })
})

test.each([
  ['', {}],
  [', whatever session the answer names', { session_id: 'id-1' }],
])('too many open sessions are told apart: a slot may become free%s', async (_, body) => {
  api.answering = [says(406, body)]
  const refused = expect(platform.createSession(request, soon())).rejects
  await refused.toMatchObject({ name: 'TooManySessionsError' })
})

describe('a session that is open but of no use is told with its id', () => {
  const { aws_prefixed_request_config } = created
  test.each<[string, unknown, string]>([
    ['the id alone', { session_id: 'id-1' }, 'id-1'],
    ['an id that leads elsewhere', { ...created, session_id: '../../x' }, 'c'],
    [
      'only the key, with its end',
      { aws_prefixed_request_config: { fields: { key: 'a/b/id-2/${filename}' } } },
      'id-2',
    ],
    ['no expiry', { aws_prefixed_request_config }, 'c'],
  ])('%s', async (_, body, id) => {
    api.answering = [says(201, body)]
    const refused = expect(platform.createSession(request, soon())).rejects
    await refused.toMatchObject({ name: 'UnusableSessionError', id })
  })
})

describe('an answer to "create" that was lost', () => {
  test.each<[string, Answering, string]>([
    ['with its connection', resets, 'LostAnswerError'],
    ['to a gateway', says(504), 'LostAnswerError'],
    ['no, it was refused', says(401), 'PublishError'],
    ['no, nothing was done', says(503), 'UnansweredError'],
  ])('%s', async (_, answer, name) => {
    api.answering = [answer]
    await expect(platform.createSession(request, soon())).rejects.toMatchObject({ name })
  })
})

describe('of a session', () => {
  const path = '/api/v1/workspaces/my%20workspace%2F%C3%BC/upload_sessions'

  test('a 404 is about the session, not the workspace', async () => {
    api.answering = [says(404)]
    await expect(platform.closeSession('id-1', soon(), 10_000)).rejects.toThrow(
      /has no such session/,
    )
    await expect(platform.ingestionStatus('id-1', soon())).rejects.toThrow(/has no such session/)
  })

  test('the ingestion is told; keys may be missing', async () => {
    api.answering = [
      says(200, { ingestion_status: { failed_files: 2, finished_files: 3 } }),
      says(200, { ingestion_status: {} }),
    ]
    await expect(platform.ingestionStatus('id-1', soon())).resolves.toEqual({
      finished: 3,
      failed: 2,
    })
    await expect(platform.ingestionStatus('id-1', soon())).resolves.toEqual({
      finished: 0,
      failed: 0,
    })
    expect(api.seen[0]).toMatchObject({ method: 'GET', url: `${path}/id-1` })
  })

  test('the files are listed', async () => {
    api.answering = [says(200, { total: 1, has_more: false, data: [{ name: 'a.md' }] })]
    const pages = await collect(platform.sessionFiles('id-1', 'FAILED', soon()))
    expect(pages).toEqual([[{ name: 'a.md' }]])
    expect(api.seen[0]?.url).toBe(`${path}/id-1/files?limit=10&ingestion_status=FAILED`)
  })

  test.each([
    ['current', 'false'],
    ['expired', 'true'],
  ] as const)('its fellows are listed: %s', async (age, expired) => {
    api.answering = [says(200, { data: [{ session_id: 'id-1', status: 'OPEN' }] })]
    const pages = await collect(platform.sessions(age, soon()))
    expect(pages).toEqual([[{ session_id: 'id-1', status: 'OPEN' }]])
    expect(api.seen[0]?.url).toBe(`${path}?limit=10&is_expired=${expired}`)
  })

  test('the command to close it names no key, and is one word to a shell where it must be', () => {
    expect(platform.closeCommand('id-1')).toBe(
      `curl -X PUT "http://127.0.0.1:${api.port}${path}/id-1" -H "Authorization: Bearer $DEEPSET_API_KEY" -H "Content-Type: application/json" -d '{"status":"CLOSED"}'`,
    )
  })
})

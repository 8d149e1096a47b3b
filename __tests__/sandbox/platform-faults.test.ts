import { expect, test } from '@jest/globals'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Effect } from '../../sandbox/sandbox.ts'
import { api, message, open, send } from '../support/client.ts'

test('the answer to "create" is lost, the session is not', async () => {
  const effect: Effect = { kind: 'reset', handled: true }
  await using sandbox = await startSandbox({
    faults: [{ on: 'platform', match: { call: 'create-session' }, times: 1, effect }],
  })
  await expect(open(sandbox)).rejects.toThrow('fetch failed')
  expect(sandbox.sessions).toHaveLength(1)
  expect(sandbox.requests).toMatchObject([{ call: 'create-session', status: 0 }])
  await open(sandbox)
  expect(sandbox.sessions).toHaveLength(2)
})

test('closing is refused, then its answer is lost', async () => {
  await using sandbox = await startSandbox()
  const { id } = await open(sandbox)
  const close = () => api(sandbox, 'PUT', `/upload_sessions/${id}`, { status: 'CLOSED' })
  const match = { call: 'close-session' } as const
  sandbox.fault({ on: 'platform', match, times: 1, effect: { kind: 'answer', status: 502 } })
  expect(await close()).toEqual({ status: 502, body: { detail: expect.any(String) } })
  expect(sandbox.sessions[0]?.status).toBe('OPEN')
  sandbox.fault({ on: 'platform', match, times: 1, effect: { kind: 'hang-up', handled: true } })
  await expect(close()).rejects.toThrow('fetch failed')
  expect(sandbox.sessions[0]?.status).toBe('CLOSED')
  expect((await close()).status).toBe(204)
})

test.each([
  ['html', 'text/html'],
  ['json', 'application/json'],
  ['xml', 'application/xml'],
  ['empty', null],
] as const)('an answer is %s', async (body, type) => {
  const effect: Effect = { kind: 'answer', status: 403, body }
  await using sandbox = await startSandbox({ faults: [{ on: 'platform', effect }] })
  const response = await fetch(`${sandbox.apiUrl}/api/v1/workspaces/w/upload_sessions`, {
    method: 'POST',
    body: '{}',
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([403, type])
  await response.text()
})

test('signature and session run out early', async () => {
  await using sandbox = await startSandbox({
    faults: [
      {
        on: 'platform',
        times: 1,
        effect: { kind: 'expiry', signatureSeconds: -1, sessionSeconds: 60 },
      },
    ],
  })
  const session = await open(sandbox)
  expect(message(await send(session, 'a.md', 'x'))).toBe(
    'Invalid according to Policy: Policy expired.',
  )
  const { createdAt = '', expiresAt = '' } = sandbox.sessions[0] ?? {}
  expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(60_000)
  expect((await send(await open(sandbox), 'a.md', 'x')).status).toBe(204)
})

test('it refuses connections, apart from the bucket', async () => {
  await using sandbox = await startSandbox()
  const session = await open(sandbox)
  sandbox.fault({ on: 'platform', effect: { kind: 'refuse' } })
  await expect(open(sandbox)).rejects.toThrow('fetch failed')
  expect((await send(session, 'a.md', 'x')).status).toBe(204)
})

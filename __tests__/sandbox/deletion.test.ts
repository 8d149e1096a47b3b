import { describe, expect, test } from '@jest/globals'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { WORKSPACE, api } from '../support/client.ts'

describe('a file', () => {
  test('is looked at and deleted by its id', async () => {
    await using sandbox = await startSandbox()
    const { fileId } = sandbox.publisher(WORKSPACE).put({ name: 'a.md', meta: { n: 1 } })
    const path = `/files/${fileId}`
    expect(await api(sandbox, 'GET', `${path}/meta`)).toEqual({ status: 200, body: { n: 1 } })
    expect((await api(sandbox, 'DELETE', path)).status).toBe(200)
    expect((await api(sandbox, 'DELETE', path)).status).toBe(404)
    expect((await api(sandbox, 'GET', `${path}/meta`)).status).toBe(404)
    expect(sandbox.requests.map(({ call, id, status }) => [call, id, status])).toEqual([
      ['get-metadata', fileId, 200],
      ['delete-file', fileId, 200],
      ['delete-file', fileId, 404],
      ['get-metadata', fileId, 404],
    ])
  })

  test('stays if the key is another, or may not delete', async () => {
    await using sandbox = await startSandbox({ mayDelete: false })
    const { fileId } = sandbox.publisher(WORKSPACE).put({ name: 'a.md' })
    const wrongKey: Sandbox = { ...sandbox, apiKey: 'another' }
    expect((await api(wrongKey, 'DELETE', `/files/${fileId}`)).status).toBe(401)
    expect((await api(sandbox, 'DELETE', `/files/${fileId}`)).status).toBe(403)
    expect((await api(sandbox, 'GET', `/files/${fileId}/meta`)).status).toBe(200)
    expect(sandbox.files(WORKSPACE)).toHaveLength(1)
  })

  test('is replaced between the look and the delete, by whoever works before a request', async () => {
    const before: (() => void)[] = []
    await using sandbox = await startSandbox({
      beforeRequest: ({ call }) => {
        if (call === 'delete-file') before.pop()?.()
      },
    })
    const publisher = sandbox.publisher(WORKSPACE)
    const { fileId } = publisher.put({ name: 'a.md', content: 'old' })
    before.push(() => {
      publisher.delete(fileId)
      publisher.put({ name: 'a.md', content: 'new' })
    })
    expect((await api(sandbox, 'GET', `/files/${fileId}/meta`)).status).toBe(200)
    expect((await api(sandbox, 'DELETE', `/files/${fileId}`)).status).toBe(404)
    expect(publisher.files().map(({ content }) => String(content))).toEqual(['new'])
  })
})

test.each([undefined, {}, { names: ['a.md'] }])(
  'DELETE /files with %j is refused, on record, and fails the sandbox when it stops',
  async (body) => {
    const sandbox = await startSandbox()
    sandbox.publisher(WORKSPACE).put({ name: 'a.md' })
    expect((await api(sandbox, 'DELETE', '/files', body)).status).toBe(403)
    expect(sandbox.files(WORKSPACE)).toHaveLength(1)
    expect(sandbox.requests).toMatchObject([{ call: 'delete-files', status: 403 }])
    await expect(sandbox.stop()).rejects.toThrow('DELETE /files was called')
    await expect(fetch(sandbox.apiUrl)).rejects.toThrow('fetch failed')
  },
)

test('another publisher reads all, puts what it likes, and edits by hand', async () => {
  await using sandbox = await startSandbox({ keepContents: false })
  const publisher = sandbox.publisher(WORKSPACE)
  const first = publisher.put({ name: 'a.md', content: 'x', meta: { path: 'a.md' }, size: 7 })
  const second = publisher.put({ name: 'a.md', createdAt: '2026-01-01T00:00:00.000Z' })
  publisher.editMetadata(first.fileId, { path: 'b.md' })
  expect(publisher.files()).toEqual([{ ...first, meta: { path: 'b.md' } }, second])
  expect(first).toMatchObject({
    size: 7,
    sha256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
  })
  publisher.delete(first.fileId)
  expect(sandbox.files(WORKSPACE)).toEqual([second])
  expect(() => {
    publisher.delete(first.fileId)
  }).toThrow('no such file')
  expect(() => {
    publisher.editMetadata(first.fileId, {})
  }).toThrow('no such file')
})

import { describe, expect, test } from '@jest/globals'
import { hide } from '../../src/log/secrets.ts'
import { filePath } from '../../src/platform/commands.ts'
import type { Answering } from '../support/answering-api.ts'
import { api, clock, platform, resets, says, soon } from '../support/answering-api.ts'

const path = '/api/v1/workspaces/my%20workspace%2F%C3%BC/files'
const html = { 'content-type': 'text/html' }
const query = { limit: 100, byName: true } as const

describe('files are listed', () => {
  test('by what is asked for, which is data', async () => {
    api.answering = [says(200, { data: [] })]
    await platform.listFiles({ limit: 10, byName: false }, soon())
    await platform.listFiles(
      {
        ...query,
        filter: "publisher_id eq '1'",
        namePart: 'a&b=c#d/../\ud800?.md',
        after: { value: 'ü &', id: 'id-1' },
      },
      soon(),
    )
    expect(api.seen.map(({ url }) => url)).toEqual([
      `${path}?limit=10`,
      `${path}?limit=100&field=name&order=ASC&filter=publisher_id%20eq%20'1'&name=a%26b%3Dc%23d%2F..%2F%EF%BF%BD%3F.md&after_value=%C3%BC%20%26&after_file_id=id-1`,
    ])
  })

  test('with what is needed of each', async () => {
    const row = {
      file_id: 'id-1',
      name: 'a.md',
      size: 4,
      created_at: '2026-01-02T03:04:05Z',
      meta: { level: 1, tags: ['x'], none: null },
      url: 'https://evil.example',
    }
    api.answering = [says(200, { total: 1, has_more: true, data: [row] })]
    expect(await platform.listFiles(query, soon())).toEqual({
      total: 1,
      hasMore: true,
      unreadable: 0,
      files: [{ id: 'id-1', name: 'a.md', size: 4, createdAt: row.created_at, metadata: row.meta }],
    })
  })

  test.each([
    [{ size: '4' }, { size: 4 }],
    [{ size: null }, {}],
    [{ size: -1 }, {}],
    [{ size: 1.5 }, {}],
    [{ size: '4 kB' }, {}],
    [{ size: '9'.repeat(400) }, {}],
    [{ meta: null }, {}],
    [{ meta: ['x'] }, {}],
    [{ meta: 'x' }, {}],
    [{ created_at: null }, {}],
    [{ created_at: 5 }, {}],
  ])('what is missing or odd is left out: %j', async (odd, known) => {
    api.answering = [says(200, { data: [{ file_id: 'id-1', name: 'a.md', ...odd }] })]
    const empty = { size: undefined, createdAt: undefined, metadata: {} }
    expect(await platform.listFiles(query, soon())).toEqual({
      total: undefined,
      hasMore: undefined,
      unreadable: 0,
      files: [{ id: 'id-1', name: 'a.md', ...empty, ...known }],
    })
  })

  test.each([
    { file_id: '' },
    { file_id: '..' },
    { file_id: 'a/b' },
    { file_id: 'a?b' },
    { file_id: 'a b' },
    { file_id: 'a\n' },
    { file_id: '%2e%2e' },
    { file_id: null },
    { file_id: 7 },
    { file_id: 'x'.repeat(129) },
    { file_id: 'a-secret-of-some-length' },
    { name: null },
    { name: undefined },
  ])('a row that nobody can speak of says nothing of the others: %j', async (odd) => {
    hide('a-secret-of-some-length')
    const row = { file_id: 'id-1', name: 'a.md' }
    api.answering = [says(200, { data: [{ ...row, ...odd }, row, 'x', null] })]
    const { files, unreadable } = await platform.listFiles(query, soon())
    expect([files.map(({ id }) => id), unreadable]).toEqual([['id-1'], 3])
  })

  test('metadata cannot change what an object is', async () => {
    const row =
      '{"file_id": "1", "name": "a", "meta": {"__proto__": {"x": 1}, "constructor": 2, "a": 3}}'
    api.answering = [says(200, `{"data": [${row}]}`)]
    const { files } = await platform.listFiles(query, soon())
    expect(Object.entries(files[0]?.metadata ?? {})).toEqual([['a', 3]])
    expect(files[0]?.metadata['x']).toBeUndefined()
  })

  test.each([
    [{ ...query }, 422, ['query', 'limit']],
    [{ ...query }, 400, []],
  ])('a query that is refused is told apart: %j %i', async (asked, status, loc) => {
    const detail = loc.length === 0 ? 'no' : [{ loc, msg: 'not permitted', type: 'x' }]
    api.answering = [says(status, { detail })]
    await expect(platform.listFiles(asked, soon())).rejects.toMatchObject({
      name: 'RefusedQueryError',
      parameters: loc,
    })
  })

  test.each([400, 404, 422])('after a first page that is about its cursor: %i', async (status) => {
    api.answering = [says(status, { detail: 'no such file' })]
    const listing = platform.listFiles({ ...query, after: { value: 'a', id: '1' } }, soon())
    const parameters = ['after_value', 'after_file_id']
    await expect(listing).rejects.toMatchObject({ name: 'RefusedQueryError', parameters })
  })

  test.each<[Answering, RegExp]>([
    [says(404), /has no workspace/],
    [says(401), /does not accept the API key/],
    [says(422, '<html>', html), /web page/],
    [says(200, { data: {} }), /data is not Array/],
    [says(200, '<html>', html), /not as the platform's API does, a web page/],
  ])('else it is an error: %#', async (answer, message) => {
    api.answering = [answer]
    const listing = platform.listFiles(query, soon())
    await expect(listing).rejects.toThrow(message)
    await expect(listing).rejects.toMatchObject({ name: 'PublishError' })
  })

  test('who asks hears of each 429', async () => {
    api.answering = [says(429), says(503), says(429), says(200, { data: [] })]
    let count = 0
    await platform.listFiles(query, soon(), () => (count += 1))
    expect(count).toBe(2)
  })
})

describe('a file’s metadata', () => {
  test.each([
    [says(200, { a: 1 }), { a: 1 }],
    [says(200, null), {}],
    [says(404, { detail: 'File not found' }), undefined],
  ])('is read, where there is such a file: %#', async (answer, metadata) => {
    api.answering = [answer]
    expect(await platform.fileMetadata('id-1', soon())).toEqual(metadata)
    expect(api.seen[0]).toMatchObject({ method: 'GET', url: `${path}/id-1/meta`, body: '' })
  })

  test.each<[Answering, RegExp]>([
    [says(404, '<html>', html), /web page/],
    [says(200, ['a']), /not as the platform's API does/],
  ])('is not made up: %#', async (answer, message) => {
    api.answering = [answer]
    await expect(platform.fileMetadata('id-1', soon())).rejects.toThrow(message)
  })
})

describe('a file is deleted', () => {
  test.each([
    [says(200, {}), 'deleted'],
    [says(204), 'deleted'],
    [says(404, { detail: 'File not found' }), 'gone'],
  ])('by its id alone: %#', async (answer, what) => {
    api.answering = [answer]
    expect(await platform.deleteFile('id-1', soon())).toBe(what)
    expect(api.seen).toHaveLength(1)
    expect(api.seen[0]).toMatchObject({ method: 'DELETE', url: `${path}/id-1`, body: '' })
  })

  test('once: whoever asked looks at it before it is deleted again', async () => {
    api.answering = [resets, says(404)]
    await expect(platform.deleteFile('id-1', soon())).rejects.toMatchObject({
      name: 'LostAnswerError',
    })
    expect(api.seen).toHaveLength(1)
  })

  test.each([
    [401, /does not accept the API key.*"prune"/],
    [403, /may not do this in workspace.*"prune"/],
  ])('not by a key that may not do that, which says what to do: %i', async (status, message) => {
    api.answering = [says(status)]
    const deletion = platform.deleteFile('id-1', soon())
    await expect(deletion).rejects.toThrow(message)
    await expect(deletion).rejects.toMatchObject({ name: 'NotAllowedError' })
  })

  test('a page of a proxy’s says nothing of it', async () => {
    api.answering = [says(404, '<html>', html)]
    await expect(platform.deleteFile('id-1', soon())).rejects.toThrow(/web page/)
  })

  test.each(['', ' ', '.', '..', '../x', 'a/b', '/', 'a?b', 'a#b', 'a\n', '%', 'x'.repeat(129)])(
    'never without one, as that would delete all of them: %j',
    async (id) => {
      api.answering = [says(200, {})]
      expect(() => filePath(id)).toThrow(TypeError)
      await expect(platform.deleteFile(id, soon())).rejects.toThrow('not the id of a file')
      await expect(platform.fileMetadata(id, soon())).rejects.toThrow('not the id of a file')
      expect(api.seen).toEqual([])
    },
  )
})

describe('the platform’s time', () => {
  test('is what its answers say, and goes on', async () => {
    const date = 'Wed, 21 Oct 2015 07:28:00 GMT'
    api.answering = [says(503, '', { date }), says(200, { data: [] }, { date })]
    expect(platform.time()).toBeUndefined()
    await platform.listFiles(query, soon())
    expect(platform.time()).toBe(Date.parse(date))
    await clock.sleep(5_000)
    expect(platform.time()).toBe(Date.parse(date) + 5_000)
  })

  test('is not known where they do not say', async () => {
    api.answering = [says(200, { data: [] }, { date: 'today' })]
    await platform.listFiles(query, soon())
    expect(platform.time()).toBeUndefined()
  })
})

describe('documents that wait for their ingestion are counted', () => {
  test.each([
    [{ total: 3, data: [{ name: 'a' }] }, 3],
    [{ total: 0, data: [] }, 0],
    [{ data: [] }, 0],
    [{ data: [{ name: 'a' }] }, undefined],
    [{ total: 0, data: [{ name: 'a' }] }, undefined],
    [{ total: '3', data: [{ name: 'a' }] }, undefined],
  ])('%j', async (body, count) => {
    api.answering = [says(200, body)]
    expect(await platform.pendingCount('id-1', soon())).toBe(count)
    expect(api.seen[0]?.url).toMatch(/\/id-1\/files\?limit=1&ingestion_status=PENDING$/)
  })
})

test('more sessions a page may be refused', async () => {
  api.answering = [says(422)]
  const pages = platform.sessions('current', soon(), 100)[Symbol.asyncIterator]()
  await expect(pages.next()).rejects.toMatchObject({ name: 'RefusedQueryError' })
  expect(api.seen[0]?.url).toMatch(/\?limit=100&is_expired=false$/)
})

import { describe, expect, test } from '@jest/globals'
import { array, boolean, number, object, parse, string } from 'valibot'
import { ManualClock, startSandbox } from '../../sandbox/sandbox.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { WORKSPACE, api, closeAndIngest, open, send } from '../support/client.ts'

const named = object({
  total: number(),
  has_more: boolean(),
  data: array(object({ name: string() })),
})
const cursored = object({
  total: number(),
  has_more: boolean(),
  data: array(object({ file_id: string(), name: string(), created_at: string() })),
})

async function names(sandbox: Sandbox, path: string): Promise<string[]> {
  return parse(named, (await api(sandbox, 'GET', path)).body).data.map(({ name }) => name)
}

describe("a session's files", () => {
  test('come in pages of at most ten', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    for (let index = 10; index < 33; index += 1) await send(session, `${index}.md`, 'x')
    await closeAndIngest(sandbox, session)
    const path = `/upload_sessions/${session.id}/files`
    const pages = []
    for (const query of [
      '',
      '?page_number=2',
      '?limit=10&page_number=3',
      '?page_number=4',
      '?limit=3&page_number=2',
    ]) {
      const { total, has_more, data } = parse(named, (await api(sandbox, 'GET', path + query)).body)
      pages.push([total, has_more, data.length, data[0]?.name])
    }
    expect(pages).toEqual([
      [23, true, 10, '10.md'],
      [23, true, 10, '20.md'],
      [23, false, 3, '30.md'],
      [23, false, 0, undefined],
      [23, true, 3, '13.md'],
    ])
    for (const query of [
      'limit=11',
      'limit=0',
      'page_number=0',
      'limit=x',
      'ingestion_status=DONE',
    ]) {
      expect((await api(sandbox, 'GET', `${path}?${query}`)).status).toBe(422)
    }
    expect(await names(sandbox, `${path}?ingestion_status=PENDING`)).toEqual([])
  })

  test('are pending until they are taken', async () => {
    await using sandbox = await startSandbox({ ingestion: { fileMs: 60_000 } })
    const session = await open(sandbox)
    await send(session, 'a.md', 'x')
    const path = `/upload_sessions/${session.id}/files?ingestion_status=PENDING`
    expect(await names(sandbox, path)).toEqual([])
    await api(sandbox, 'PUT', `/upload_sessions/${session.id}`, { status: 'CLOSED' })
    while ((await names(sandbox, path)).length === 0);
    expect(await names(sandbox, path)).toEqual(['a.md'])
    expect(sandbox.files(WORKSPACE)).toEqual([])
  })
})

test('sessions are listed newest first, by whether they have expired', async () => {
  const clock = new ManualClock()
  await using sandbox = await startSandbox({ clock })
  const expiring = await open(sandbox, { expires_in_seconds: 1, write_mode: 'FAIL' })
  const closed = await open(sandbox)
  const still = await open(sandbox)
  await open(sandbox, {}, 'another')
  await closeAndIngest(sandbox, closed)
  clock.advance(1000)
  const list = async (query: string) => {
    const { body } = await api(sandbox, 'GET', `/upload_sessions${query}`)
    const schema = object({
      total: number(),
      has_more: boolean(),
      data: array(
        object({
          session_id: string(),
          status: string(),
          write_mode: string(),
          expires_at: string(),
          created_at: string(),
        }),
      ),
    })
    const { data, ...rest } = parse(schema, body)
    return {
      ...rest,
      data: data.map(({ session_id, status, write_mode }) => [session_id, status, write_mode]),
    }
  }
  expect(await list('')).toEqual({
    total: 3,
    has_more: false,
    data: [
      [still.id, 'OPEN', 'KEEP'],
      [closed.id, 'CLOSED', 'KEEP'],
      [expiring.id, 'EXPIRED', 'FAIL'],
    ],
  })
  expect((await list('?is_expired=false')).data).toHaveLength(2)
  expect((await list('?is_expired=true')).data).toEqual([[expiring.id, 'EXPIRED', 'FAIL']])
  expect(await list('?limit=2&page_number=2')).toMatchObject({
    has_more: false,
    data: [[expiring.id, 'EXPIRED', 'FAIL']],
  })
})

const sessionList = object({ data: array(object({ session_id: string(), write_mode: string() })) })

test('a session has expired when its time is over, closed or not', async () => {
  const clock = new ManualClock()
  await using sandbox = await startSandbox({ clock })
  const closed = await open(sandbox, { expires_in_seconds: 60 })
  await open(sandbox, { expires_in_seconds: 60 })
  await open(sandbox, { expires_in_seconds: 61 })
  await closeAndIngest(sandbox, closed)
  const count = async (query: string): Promise<number> => {
    const { body } = await api(sandbox, 'GET', `/upload_sessions?is_expired=${query}`)
    return parse(sessionList, body).data.length
  }
  expect([await count('false'), await count('true')]).toEqual([3, 0])
  clock.advance(60_000)
  expect([await count('false'), await count('true')]).toEqual([1, 2])
  const { headers } = await fetch(sandbox.apiUrl)
  expect(headers.get('date')).toBe(new Date(clock.now()).toUTCString())
})

test('sessions come in no order, and with a wrong write mode, if told so', async () => {
  await using sandbox = await startSandbox({
    sessionList: { shuffled: true, writeMode: 'KEEP' },
  })
  const ids: string[] = []
  for (let count = 0; count < 8; count += 1)
    ids.push((await open(sandbox, { write_mode: 'OVERWRITE' })).id)
  const { data } = parse(sessionList, (await api(sandbox, 'GET', '/upload_sessions')).body)
  expect(data.map(({ session_id: id }) => id)).toEqual(ids.sort())
  expect(new Set(data.map(({ write_mode: mode }) => mode))).toEqual(new Set(['KEEP']))
  expect(sandbox.sessions[0]?.writeMode).toBe('OVERWRITE')
})

test('sessions come in smaller pages, if told so', async () => {
  await using sandbox = await startSandbox({ sessionList: { most: 10 } })
  const statusOf = async (limit: number): Promise<number> =>
    (await api(sandbox, 'GET', `/upload_sessions?limit=${limit}`)).status
  expect([await statusOf(10), await statusOf(11)]).toEqual([200, 422])
})

describe("a workspace's files", () => {
  const metadata: Record<string, object> = {
    'a.md': { repository: 'o/r', version: '11', order: 1, tags: ['x', 'y'] },
    'b.md': { repository: 'o/r', version: '12', order: 2, draft: true },
    'c.md': { repository: "o'r", version: '13', order: 10 },
    'd.txt': {},
  }

  async function filled(): Promise<Sandbox> {
    const sandbox = await startSandbox()
    const session = await open(sandbox)
    for (const [name, meta] of Object.entries(metadata)) {
      await send(session, `${name}.meta.json`, JSON.stringify(meta))
      await send(session, name, 'x')
    }
    await closeAndIngest(sandbox, session)
    return sandbox
  }

  test('are shown with their metadata', async () => {
    await using sandbox = await filled()
    const [file] = sandbox.files(WORKSPACE)
    expect((await api(sandbox, 'GET', '/files?name=a.m')).body).toEqual({
      total: 1,
      has_more: false,
      data: [
        {
          file_id: file?.fileId,
          name: 'a.md',
          size: 1,
          created_at: file?.createdAt,
          meta: metadata['a.md'],
          url: expect.stringContaining(String(file?.fileId)),
        },
      ],
    })
  })

  test('are paged by a cursor to their end', async () => {
    await using sandbox = await filled()
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const { body } = await api(sandbox, 'GET', `/files?limit=3${cursor}`)
      const { total, has_more, data } = parse(cursored, body)
      seen.push(...data.map(({ name }) => name))
      expect(total).toBe(4)
      const last = data.at(-1)
      if (!has_more || !last) break
      cursor = `&after_value=${encodeURIComponent(last.created_at)}&after_file_id=${last.file_id}`
    }
    expect(seen.sort()).toEqual(['a.md', 'b.md', 'c.md', 'd.txt'])
  })

  test.each([
    ["repository eq 'o/r'", ['a.md', 'b.md']],
    ["repository eq 'o/r' and version eq '11'", ['a.md']],
    ["repository eq 'o''r'", ['c.md']],
    ['order eq 2', ['b.md']],
    ['draft eq true', ['b.md']],
    ["tags eq 'y'", ['a.md']],
    ["order eq '1'", []],
    ["missing eq ''", []],
  ])('are found by %s', async (filter, expected) => {
    await using sandbox = await filled()
    expect((await names(sandbox, `/files?filter=${encodeURIComponent(filter)}`)).sort()).toEqual(
      expected,
    )
  })

  test.each([
    'version',
    "a eq 'b' and",
    "a eq 'b' or c eq 'd'",
    "a eq 'b",
    'a is 1',
    'order lt 2',
    'order ge 2',
    "repository ne 'o/r'",
    "repository eq 'o/r' and order gt 1",
    "not repository eq 'o/r'",
    "(repository eq 'o/r')",
    "a eq 'b' c eq 'd'",
    ' ',
  ])('are not found by %j', async (filter) => {
    await using sandbox = await filled()
    expect((await api(sandbox, 'GET', `/files?filter=${encodeURIComponent(filter)}`)).status).toBe(
      422,
    )
  })

  test('are deleted one by one', async () => {
    await using sandbox = await filled()
    const [file] = sandbox.files(WORKSPACE)
    expect((await api(sandbox, 'DELETE', `/files/${String(file?.fileId)}`)).status).toBe(200)
    expect((await api(sandbox, 'DELETE', `/files/${String(file?.fileId)}`)).status).toBe(404)
    expect(await names(sandbox, '/files')).toHaveLength(3)
  })
})

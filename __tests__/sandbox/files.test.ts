import { describe, expect, test } from '@jest/globals'
import { array, boolean, looseObject, number, object, parse, string } from 'valibot'
import { ManualClock, startSandbox } from '../../sandbox/sandbox.ts'
import type { NewFile, Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts'
import { WORKSPACE, api } from '../support/client.ts'

const NIL = '00000000-0000-0000-0000-000000000000'
const page = object({
  total: number(),
  has_more: boolean(),
  data: array(looseObject({ file_id: string(), name: string(), created_at: string() })),
})

/** A sandbox whose workspace holds these files. */
async function holding(
  files: readonly (string | NewFile)[],
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const sandbox = await startSandbox(options)
  const publisher = sandbox.publisher(WORKSPACE)
  for (const file of files) publisher.put(typeof file === 'string' ? { name: file } : file)
  return sandbox
}

async function list(sandbox: Sandbox, query: Record<string, string> = {}) {
  const { status, body } = await api(sandbox, 'GET', `/files?${String(new URLSearchParams(query))}`)
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return parse(page, body)
}

async function names(sandbox: Sandbox, query: Record<string, string> = {}): Promise<string[]> {
  return (await list(sandbox, query)).data.map(({ name }) => name)
}

async function status(sandbox: Sandbox, query: Record<string, string>): Promise<number> {
  return (await api(sandbox, 'GET', `/files?${String(new URLSearchParams(query))}`)).status
}

/** Every page after the other. */
async function all(sandbox: Sandbox, query: Record<string, string>): Promise<string[]> {
  const seen: string[] = []
  let cursor = {}
  for (;;) {
    const { data, has_more: hasMore } = await list(sandbox, { ...query, ...cursor })
    seen.push(...data.map(({ name }) => name))
    const last = data.at(-1)
    if (!hasMore || !last) return seen
    const value = query['field'] === 'name' ? last.name : last.created_at
    cursor = { after_value: value, after_file_id: last.file_id }
  }
}

const NAMES = ['b.md', 'B-a.md', 'a_c.md', 'a-b.md', 'C.md', 'ab.md', 'ä.md', '😀.md', '\uffee.md']

describe('names are sorted', () => {
  test('by their bytes in UTF-8', async () => {
    await using sandbox = await holding(NAMES)
    const sorted = [...NAMES].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect(sorted.slice(0, 3)).toEqual(['B-a.md', 'C.md', 'a-b.md'])
    expect(await names(sandbox, { field: 'name', order: 'ASC' })).toEqual(sorted)
    expect(await names(sandbox, { field: 'name', order: 'DESC' })).toEqual(sorted.reverse())
  })

  test('without letter case and punctuation, where these are not all that differs', async () => {
    await using sandbox = await holding(NAMES, { files: { collation: 'icu' } })
    const sorted = (await names(sandbox, { field: 'name', order: 'ASC' })).filter((name) =>
      /^[\w.-]+$/.test(name),
    )
    expect(sorted).toEqual(['a-b.md', 'ab.md', 'a_c.md', 'B-a.md', 'b.md', 'C.md'])
  })

  test.each(['bytes', 'icu'] as const)('and paged to their end by %s', async (collation) => {
    await using sandbox = await holding([...NAMES, 'b.md', 'b.md', 'B.md'], {
      files: { collation },
    })
    for (const order of ['ASC', 'DESC']) {
      const whole = await names(sandbox, { field: 'name', order, limit: '100' })
      expect(whole).toHaveLength(12)
      expect(await all(sandbox, { field: 'name', order, limit: '1' })).toEqual(whole)
      expect(await all(sandbox, { field: 'name', order, limit: '5' })).toEqual(whole)
    }
    const from = { field: 'name', order: 'ASC', after_value: 'b.md', after_file_id: NIL }
    expect((await names(sandbox, from)).slice(0, 3)).toEqual(['b.md', 'b.md', 'b.md'])
  })
})

test('the newest come first, unless asked otherwise', async () => {
  const clock = new ManualClock()
  await using sandbox = await startSandbox({ clock })
  for (const name of ['a', 'b', 'c']) {
    sandbox.publisher(WORKSPACE).put({ name })
    clock.advance(1)
  }
  expect(await names(sandbox)).toEqual(['c', 'b', 'a'])
  expect(await names(sandbox, { order: 'ASC' })).toEqual(['a', 'b', 'c'])
  expect(await all(sandbox, { limit: '2' })).toEqual(['c', 'b', 'a'])
})

test('the total is of all that are found, whatever the page', async () => {
  const files = Array.from({ length: 25 }, (_, index) => ({
    name: `${index}.md`,
    meta: { publisher_id: String(index % 5) },
  }))
  await using sandbox = await holding(files)
  const filter = "publisher_id eq '3'"
  const { data, ...rest } = await list(sandbox, { filter, limit: '2' })
  expect([rest, data.length]).toEqual([{ total: 5, has_more: true }, 2])
  expect((await all(sandbox, { filter, limit: '2', field: 'name', order: 'ASC' })).sort()).toEqual([
    '13.md',
    '18.md',
    '23.md',
    '3.md',
    '8.md',
  ])
  expect(await names(sandbox, { name: '4.md', field: 'name' })).toEqual(['4.md', '24.md', '14.md'])
})

test('a parameter that nobody knows is dropped, a value that is wrong is not', async () => {
  await using sandbox = await holding(['a', 'b', 'c'])
  expect(await names(sandbox, { sort: 'size', page_number: '2', filters: 'x' })).toHaveLength(3)
  const after = { after_value: '2026-01-01T00:00:00Z', after_file_id: NIL }
  for (const wrong of [
    { limit: '101' },
    { field: 'size' },
    { order: 'asc' },
    { after_value: after.after_value },
    { after_file_id: NIL },
    { ...after, after_file_id: 'x' },
    { ...after, after_value: 'a.md' },
    { filter: "name eq 'a' or name eq 'b'" },
  ]) {
    expect([wrong, await status(sandbox, wrong)]).toEqual([wrong, 422])
  }
  expect(await status(sandbox, { ...after, field: 'name', after_value: 'a.md' })).toBe(200)
})

describe('if told so', () => {
  const files = Array.from({ length: 12 }, (_, index) => ({
    name: String.fromCharCode(97 + index),
    createdAt: new Date(Date.UTC(2026, 0, 30 - index)).toISOString(),
    meta: index === 0 ? { own: 'yes' } : {},
  }))
  const after = { after_value: 'c', after_file_id: NIL }

  test('parameters are dropped', async () => {
    const drop = async (parameter: 'limit' | 'filter' | 'name' | 'field' | 'cursor') =>
      holding(files, { files: { drop: [parameter] } })
    await using noFilter = await drop('filter')
    expect((await list(noFilter, { filter: "own eq 'yes'" })).total).toBe(12)
    await using noName = await drop('name')
    expect((await list(noName, { name: 'zzz' })).total).toBe(12)
    await using noCursor = await drop('cursor')
    const byName = { field: 'name', order: 'ASC' }
    expect(await names(noCursor, { ...byName, limit: '2', ...after })).toEqual(['a', 'b'])
    await using noField = await drop('field')
    expect((await names(noField, { field: 'name', order: 'DESC' }))[0]).toBe('a')
    expect(await status(noField, { ...byName, ...after })).toBe(422)
    await using noLimit = await drop('limit')
    expect(await names(noLimit, { limit: '100' })).toHaveLength(10)
    expect(await names(noLimit, { limit: '7' })).toHaveLength(7)
  })

  test('parameters are refused', async () => {
    const asked = {
      limit: { limit: '11' },
      filter: { filter: "own eq 'yes'" },
      name: { name: 'a' },
      field: { order: 'ASC' },
      cursor: { ...after, field: 'name' },
    }
    for (const parameter of ['limit', 'filter', 'name', 'field', 'cursor'] as const) {
      await using sandbox = await holding(files, { files: { refuse: [parameter] } })
      expect([parameter, await status(sandbox, asked[parameter])]).toEqual([parameter, 422])
      expect(await status(sandbox, { limit: '10' })).toBe(200)
    }
  })

  test('pages shift: rows are lost, or come twice', async () => {
    const paged = { field: 'name', order: 'ASC', limit: '5' }
    await using late = await holding(files, { files: { shift: 1 } })
    expect((await all(late, paged)).join('')).toBe('abcdeghijk')
    await using early = await holding(files, { files: { shift: -1 } })
    expect((await all(early, paged)).join('')).toBe('abcdeefghiijkl')
  })

  test('the total leaves out what comes before the page', async () => {
    await using sandbox = await holding(files, { files: { totals: 'rest' } })
    const paged = { field: 'name', order: 'ASC', limit: '5' }
    const { total, has_more: hasMore } = await list(sandbox, { ...paged, ...after })
    expect([(await list(sandbox, paged)).total, total, hasMore]).toEqual([12, 10, true])
  })

  test('the list lags behind the workspace, which knows better', async () => {
    const clock = new ManualClock()
    await using sandbox = await holding(['old'], { clock, files: { lagMs: 1_000 } })
    expect(await names(sandbox)).toEqual([])
    clock.advance(1_000)
    expect(await names(sandbox)).toEqual(['old'])
    const publisher = sandbox.publisher(WORKSPACE)
    const { fileId = '' } = publisher.files()[0] ?? {}
    publisher.editMetadata(fileId, { edited: true })
    clock.advance(500)
    publisher.put({ name: 'new' })
    publisher.delete(fileId)
    expect((await list(sandbox)).data[0]?.['meta']).toEqual({})
    clock.advance(500)
    expect((await list(sandbox)).data[0]?.['meta']).toEqual({ edited: true })
    expect((await api(sandbox, 'GET', `/files/${fileId}/meta`)).status).toBe(404)
    clock.advance(500)
    expect(await names(sandbox)).toEqual(['new'])
  })

  test('too many requests get 429 and are told when to come again', async () => {
    await using sandbox = await holding([])
    sandbox.fault({
      on: 'platform',
      match: { call: 'list-files' },
      effect: { kind: 'rate', perSecond: 0.001, burst: 2, retryAfterSeconds: 3 },
    })
    const url = `${sandbox.apiUrl}/api/v1/workspaces/${WORKSPACE}/files`
    const answers = []
    for (let count = 0; count < 3; count += 1) {
      const headers = { authorization: `Bearer ${sandbox.apiKey}` }
      const response = await fetch(url, { headers })
      await response.text()
      answers.push([response.status, response.headers.get('retry-after')])
    }
    expect(answers).toEqual([
      [200, null],
      [200, null],
      [429, '3'],
    ])
  })
})

describe('a file is shown', () => {
  const file = {
    name: 'a.md',
    content: 'four',
    meta: { level: 1, ratio: 1.5, date: '2026-01-02T03:04:05Z', tags: ['x'], done: true },
  }

  async function shown(options: SandboxOptions['files'] = {}) {
    await using sandbox = await holding([file], { files: options })
    const [row] = (await list(sandbox)).data
    const path = `/files/${row?.file_id ?? ''}/meta`
    const { body } = await api(sandbox, 'GET', path)
    expect(body).toEqual(row?.['meta'])
    return { size: row?.['size'], meta: row?.['meta'] }
  }

  test('with its metadata as it is, or with what the platform makes of it', async () => {
    expect(await shown()).toEqual({ size: 4, meta: file.meta })
    const added = { file_type: 'text', level: 0 }
    expect((await shown({ addedMetadata: added })).meta).toEqual({
      ...file.meta,
      file_type: 'text',
    })
    const date = '2026-01-02T03:04:05+00:00'
    expect((await shown({ timestampsWithOffset: true })).meta).toEqual({ ...file.meta, date })
  })

  test('with whole numbers as floats', async () => {
    await using sandbox = await holding([file], { files: { wholeNumbersAsFloats: true } })
    const { fileId = '' } = sandbox.files(WORKSPACE)[0] ?? {}
    const headers = { authorization: `Bearer ${sandbox.apiKey}` }
    const url = `${sandbox.apiUrl}/api/v1/workspaces/${WORKSPACE}/files/${fileId}/meta`
    const text = await (await fetch(url, { headers })).text()
    expect(text).toContain('"level":1.0,"ratio":1.5,')
    expect(JSON.parse(text)).toEqual(file.meta)
  })

  test.each([
    ['bytes', 4],
    ['with-metadata', 4 + JSON.stringify(file.meta).length],
    ['text', '4'],
    ['null', null],
    ['absent', undefined],
  ] as const)('with its size as %s', async (sizes, size) => {
    expect((await shown({ sizes })).size).toBe(size)
  })
})

import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from '@jest/globals'
import { array, looseObject, number, object, parse, record, string } from 'valibot'
import { fileURLToPath } from 'node:url'
import { optionsFromJson } from '../../sandbox/json-options.ts'
import { post, form } from '../support/client.ts'

const main = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url))
const ready = object({
  apiUrl: string(),
  apiKey: string(),
  bucketUrl: string(),
  controlUrl: string(),
})
const created = object({
  session_id: string(),
  aws_prefixed_request_config: object({ url: string(), fields: record(string(), string()) }),
})
const state = object({
  sessions: array(looseObject({ id: string(), status: string() })),
  objects: array(looseObject({ name: string(), size: number() })),
  files: record(string(), array(looseObject({ name: string(), size: number() }))),
  requests: array(looseObject({ call: string(), status: number() })),
  bucketRequests: looseObject({ total: number(), refused: number() }),
})

const placed = object({ files: object({ w: array(looseObject({ fileId: string() })) }) })

async function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args])
  const [line] = (await once(createInterface(child.stdout), 'line')) as unknown[]
  return { child, ...parse(ready, JSON.parse(String(line))) }
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<unknown> {
  if (child.exitCode === null) await once(child, 'exit')
  return child.exitCode
}

test('the command serves, is steered and read from outside, and ends with its parent', async () => {
  const { child, ...sandbox } = await start('--with-parent', '--json', '{"keepContents":false}')
  try {
    const call = async (path: string, body?: unknown) => {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
      const response = await fetch(`${sandbox.controlUrl}${path}`, init)
      return { status: response.status, text: await response.text() }
    }
    const api = (method: string, path: string, body: unknown) =>
      fetch(`${sandbox.apiUrl}/api/v1/workspaces/w/upload_sessions${path}`, {
        method,
        headers: { authorization: `Bearer ${sandbox.apiKey}` },
        body: JSON.stringify(body),
      })
    const opened = parse(created, await (await api('POST', '', {})).json())
    const { url, fields } = opened.aws_prefixed_request_config
    expect(url).toBe(sandbox.bucketUrl)
    const fault = {
      on: 'bucket',
      match: { name: 'a' },
      times: 1,
      effect: { kind: 'answer', status: 500 },
    }
    expect(await call('/faults', fault)).toEqual({ status: 200, text: '{}' })
    expect((await post(url, form(fields, 'a.md', 'x'))).status).toBe(500)
    expect((await post(url, form(fields, 'a.md', 'x'))).status).toBe(204)
    expect(await call('/faults', [{ on: 'bucket', effect: { kind: 'refuse' } }])).toMatchObject({
      status: 200,
    })
    await expect(post(url, form(fields, 'b.md', 'x'))).rejects.toThrow('ECONNREFUSED')
    expect(await call('/clear', {})).toMatchObject({ status: 200 })
    expect((await post(url, form(fields, 'b.md', 'xy'))).status).toBe(204)
    expect(await call('/faults', { on: 'bucket', effect: { kind: 'explode' } })).toMatchObject({
      status: 400,
    })
    expect(await call('/actions', { do: 'reject', name: 'b.md', reason: 'UNKNOWN_ERROR' })).toEqual(
      { status: 200, text: '{}' },
    )
    const put = { do: 'put', workspace: 'w', file: { name: 'c.md', size: 3, meta: { n: 1 } } }
    expect(
      await call('/actions', [{ do: 'holdIngestion' }, { do: 'releaseIngestion' }, put]),
    ).toMatchObject({ status: 200 })
    expect(await call('/actions', { do: 'reject', name: 1 })).toMatchObject({ status: 400 })
    await api('PUT', `/${opened.session_id}`, { status: 'CLOSED' })
    expect(parse(state, JSON.parse((await call('/ingested')).text))).toMatchObject({
      sessions: [{ id: opened.session_id, status: 'CLOSED' }],
      objects: [
        { name: 'a.md', size: 1, attempts: 2 },
        { name: 'b.md', size: 2 },
      ],
      files: {
        w: [
          { name: 'c.md', size: 3, meta: { n: 1 } },
          { name: 'a.md', size: 1 },
        ],
      },
      requests: [
        { call: 'create-session', status: 201 },
        { call: 'close-session', status: 204 },
      ],
      bucketRequests: { total: 3, refused: 1 },
    })
    expect(JSON.parse((await call('/counters')).text)).toMatchObject({
      bucketRequests: { stored: 2 },
      platformRequests: { 'create-session': 1, 'close-session': 1 },
      sessions: [{ id: opened.session_id, objects: 2 }],
    })
    const file = parse(placed, JSON.parse((await call('/state')).text)).files.w[0]
    const change = { workspace: 'w', fileId: file?.fileId }
    expect(await call('/actions', { do: 'editMetadata', ...change, meta: { n: 2 } })).toEqual({
      status: 200,
      text: '{}',
    })
    expect((await call('/state')).text).toContain('"meta":{"n":2}')
    expect((await call('/actions', { do: 'delete', ...change })).status).toBe(200)
    expect((await call('/actions', { do: 'delete', ...change })).status).toBe(400)
  } finally {
    child.stdin.end()
    expect(await ended(child)).toBe(0)
  }
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  'the command ends on %s, silent connections or not',
  async (signal) => {
    const { child, apiUrl, controlUrl } = await start(
      '--json',
      '{"faults":[{"on":"platform","effect":{"kind":"silent"}}]}',
    )
    const silent = fetch(apiUrl).then(() => 'answered', String)
    while (!(await (await fetch(`${controlUrl}/state`)).text()).includes('"path":"/"'));
    child.kill(signal)
    expect(await ended(child)).toBe(0)
    expect(await silent).toContain('fetch failed')
  },
)

test.each([
  ['{"keepContent":false}', 'keepContent: '],
  ['{', 'JSON: '],
])('options that cannot be used end the command with a line: %s', (json, where) => {
  const { status, stderr } = spawnSync(process.execPath, [main, '--json', json])
  expect(status).toBe(2)
  expect(stderr.toString()).toMatch(/^--json cannot be used .*\n$/)
  expect(stderr.toString()).toContain(where)
})

test('every option that a sync needs goes as JSON, too', () => {
  const options = {
    mayDelete: false,
    namesIgnoreCase: true,
    ingestion: { keep: 'both', held: true, rejected: { 'a.md': 'EMPTY_FILE' } },
    files: {
      collation: 'icu',
      drop: ['filter', 'cursor'],
      refuse: ['limit', 'field', 'name'],
      shift: -1,
      totals: 'rest',
      lagMs: 5,
      addedMetadata: { n: 1, tags: ['x'] },
      wholeNumbersAsFloats: true,
      timestampsWithOffset: true,
      sizes: 'absent',
    },
    sessionList: { shuffled: true, most: 10, writeMode: 'FAIL' },
  }
  expect(optionsFromJson(JSON.stringify(options))).toEqual(options)
  const wrong = { files: { drop: ['sort'] } }
  expect(() => optionsFromJson(JSON.stringify(wrong))).toThrow('Invalid type')
})

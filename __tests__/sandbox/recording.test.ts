import { request as httpRequest } from 'node:http'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { expect, test } from '@jest/globals'
import { array, object, parse, picklist, record, string } from 'valibot'
import type { InferOutput } from 'valibot'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Answer } from '../support/client.ts'

const recorded = object({
  to: picklist(['api', 's3']),
  method: string(),
  path: string(),
  headers: record(string(), string()),
  body: string(),
})
const created = object({
  session_id: string(),
  aws_prefixed_request_config: object({ url: string(), fields: record(string(), string()) }),
})

/** What the sandbox has given so far, by the name that stands for it in the recording. */
type Given = Map<string, string>

async function recording(): Promise<InferOutput<typeof recorded>[]> {
  const file = new URL('fixtures/vendor-sdk.json', import.meta.url)
  return parse(object({ requests: array(recorded) }), JSON.parse(await readFile(file, 'utf8')))
    .requests
}

function filled(template: string, given: Given): string {
  return [...given].reduce(
    (text, [name, value]) => text.replaceAll(`<${name}>`, () => value),
    template,
  )
}

function replay(
  url: string,
  { method, headers, body }: InferOutput<typeof recorded>,
  given: Given,
): Promise<Answer> {
  const bytes = Buffer.from(filled(body, given))
  const sent = {
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, filled(value, given)]),
    ),
    ...(method === 'GET' ? {} : { 'content-length': bytes.length }),
  }
  return new Promise((resolve, reject) => {
    httpRequest(url, { method, headers: sent, agent: false }, (response) => {
      text(response).then((answer) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer })
      }, reject)
    })
      .on('error', reject)
      .end(bytes)
  })
}

test("the vendor's SDK is taken as it was recorded", async () => {
  await using sandbox = await startSandbox()
  const given: Given = new Map([['api-key', sandbox.apiKey]])
  let bucket = ''
  const statuses: number[] = []
  for (const one of await recording()) {
    const url = one.to === 's3' ? bucket : sandbox.apiUrl + filled(one.path, given)
    const { status, body } = await replay(url, one, given)
    statuses.push(status)
    if (status !== 201) continue
    const { session_id: id, aws_prefixed_request_config: config } = parse(created, JSON.parse(body))
    bucket = config.url
    given
      .set('session-id', id)
      .set('prefix', config.fields['key']?.replace('${filename}', '') ?? '')
    for (const [name, value] of Object.entries(config.fields))
      given.set(name.replace('x-amz-', ''), value)
  }
  await sandbox.ingested()
  expect(statuses).toEqual([201, 204, 204, 204, 204, 200])
  expect(sandbox.sessions).toMatchObject([
    { writeMode: 'OVERWRITE', parallel: false, status: 'CLOSED' },
  ])
  const files = sandbox.files('my workspace')
  expect(files.map(({ name, content, meta }) => [name, String(content), meta])).toEqual([
    ['a b & c+d.md', '# Spaces\n', { k: 'v' }],
    ['we_ird__\u00fc\u65e5_.md', '# Odd\n', {}],
  ])
})

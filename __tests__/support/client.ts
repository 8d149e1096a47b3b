import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { object, optional, parse, record, string } from 'valibot'
import type { Sandbox } from '../../sandbox/sandbox.ts'

/** An HTTP answer, read whole. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** What a test knows of a session it has opened. */
export interface Opened {
  readonly id: string
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
}

const created = object({
  session_id: optional(string(), ''),
  aws_prefixed_request_config: object({ url: string(), fields: record(string(), string()) }),
})

/** The workspace of the platform that tests use. */
export const WORKSPACE = 'handbook'

/** One call of the platform's API, below the workspace; `body` goes as JSON. */
export async function api(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  workspace = WORKSPACE,
): Promise<{ status: number; body: unknown }> {
  const url = `${sandbox.apiUrl}/api/v1/workspaces/${encodeURIComponent(workspace)}${path}`
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await response.text()
  return { status: response.status, body: answer === '' ? undefined : JSON.parse(answer) }
}

/** Opens a session; throws if the platform refuses. */
export async function open(
  sandbox: Sandbox,
  request: unknown = {},
  workspace = WORKSPACE,
): Promise<Opened> {
  const { status, body } = await api(sandbox, 'POST', '/upload_sessions', request, workspace)
  if (status !== 201) throw new Error(`create: ${status} ${JSON.stringify(body)}`)
  const { session_id: id, aws_prefixed_request_config: config } = parse(created, body)
  return { id, ...config }
}

/** Closes a session and waits for its ingestion. */
export async function closeAndIngest(sandbox: Sandbox, { id }: Opened): Promise<void> {
  await api(sandbox, 'PUT', `/upload_sessions/${id}`, { status: 'CLOSED' })
  await sandbox.ingested()
}

export const BOUNDARY = 'b0undary'

type Field = readonly [name: string, value: string]

/** A form as it travels: the fields in their order, then the file, then what is said to follow it. */
export function form(
  fields: Readonly<Record<string, string>> | Iterable<Field>,
  filename: string,
  content: string | Buffer,
  after: readonly Field[] = [],
): Buffer {
  const part = ([name, value]: Field): string =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const pairs = isIterable(fields) ? [...fields] : Object.entries(fields)
  const head = pairs.map(part).join('')
  const file = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n`
  const tail = after.map(part).join('')
  return Buffer.concat([
    Buffer.from(head + file),
    Buffer.from(content),
    Buffer.from(`\r\n${tail}--${BOUNDARY}--\r\n`),
  ])
}

function isIterable<T>(value: object | Iterable<T>): value is Iterable<T> {
  return Symbol.iterator in value
}

/** Sends an object by an opened session as our own client does. */
export function send(
  { url, fields }: Opened,
  filename: string,
  content: string | Buffer,
  options: SendOptions = {},
): Promise<Answer> {
  return post(url, form(fields, filename, content), options)
}

interface SendOptions {
  headers?: Record<string, string>
  method?: string
  ca?: string
}

/** Sends a body that is ready, or one that comes in pieces and so without a length. Rejects if no whole answer comes. */
export function post(
  url: string,
  body: Buffer | Readable,
  options: SendOptions = {},
): Promise<Answer> {
  const { headers, method = 'POST', ca } = options
  const request = url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      agent: false,
      ...(ca === undefined ? {} : { ca }),
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    })
    sent.on('error', reject)
    sent.on('response', (response) => {
      text(response).then((answer) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer })
      }, reject)
    })
    if (Buffer.isBuffer(body)) sent.end(body)
    else body.pipe(sent)
  })
}

/** The code of an S3 error document. */
export function code({ body }: Answer): string | undefined {
  return /<Code>(.*?)<\/Code>/.exec(body)?.[1]
}

/** The message of an S3 error document, as a reader of XML sees it. */
export function message({ body }: Answer): string | undefined {
  return /<Message>(.*?)<\/Message>/.exec(body)?.[1]
}

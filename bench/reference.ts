/**
 * `node bench/reference.ts API_URL API_KEY WORKSPACE FOLDER`: publishes the files of a folder as the
 * vendor's SDK does: through one session, 10 requests in flight over 10 connections, each file
 * read whole and sent as one form, documents and their `.meta.json` alike.
 */
import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Pool } from 'undici'
import { object, parse, record, string } from 'valibot'

const IN_FLIGHT = 10
const SAFE = /[A-Za-z0-9\-._~]/

const Created = object({
  session_id: string(),
  aws_prefixed_request_config: object({ url: string(), fields: record(string(), string()) }),
})

const [apiUrl = '', apiKey = '', workspace = '', folder = ''] = process.argv.slice(2)
const api = new Pool(apiUrl, { connections: IN_FLIGHT })
const sessions = `/api/v1/workspaces/${encodeURIComponent(workspace)}/upload_sessions`

const session = parse(Created, await call('POST', sessions, { write_mode: 'OVERWRITE' }))
const { url, fields } = session.aws_prefixed_request_config
const { origin, pathname } = new URL(url)
const bucket = new Pool(origin, { connections: IN_FLIGHT })
const names = (await readdir(folder)).values()
await Promise.all(Array.from({ length: IN_FLIGHT }, sendEach))
await call('PUT', `${sessions}/${session.session_id}`, { status: 'CLOSED' })
await Promise.all([api.close(), bucket.close()])

async function sendEach(): Promise<void> {
  for (const name of names) {
    const boundary = randomBytes(16).toString('hex')
    const body = form(boundary, name, await readFile(join(folder, name)))
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
    const answer = await bucket.request({ method: 'POST', path: pathname, headers, body })
    await answer.body.dump()
    if (answer.statusCode !== 204) throw new Error(`${name}: HTTP ${answer.statusCode}`)
  }
}

/** As the SDK makes it: each part has its content type first. */
function form(boundary: string, name: string, content: Buffer): Buffer {
  const parts = Object.entries(fields).map(
    ([field, value]) =>
      `--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${boundary}\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name="file"; filename="${encode(name)}"\r\n\r\n`
  return Buffer.concat([
    Buffer.from(parts.join('') + file),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
}

function encode(name: string): string {
  return [...Buffer.from(name)]
    .map((byte) => {
      const letter = String.fromCharCode(byte)
      return SAFE.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

async function call(method: 'POST' | 'PUT', path: string, body: unknown): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'x-client-source': 'reference',
  }
  const answer = await api.request({ method, path, headers, body: JSON.stringify(body) })
  const text = await answer.body.text()
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: HTTP ${answer.statusCode}`)
  return text === '' ? undefined : JSON.parse(text)
}

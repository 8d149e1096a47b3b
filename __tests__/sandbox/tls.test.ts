import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { expect, test } from '@jest/globals'
import { parse, object, record, string } from 'valibot'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { post, send } from '../support/client.ts'

const fixture = (name: string) =>
  readFile(new URL(`fixtures/tls/${name}.pem`, import.meta.url), 'utf8')
const config = object({
  aws_prefixed_request_config: object({ url: string(), fields: record(string(), string()) }),
})

test('platform and bucket speak TLS to whoever knows the authority', async () => {
  const [key, cert, ca] = await Promise.all([fixture('key'), fixture('cert'), fixture('ca')])
  await using sandbox = await startSandbox({ tls: { key, cert } })
  const authorization = `Bearer ${sandbox.apiKey}`
  const url = `${sandbox.apiUrl}/api/v1/workspaces/w/upload_sessions`
  expect(url).toMatch(/^https:/)
  const answer = await new Promise<string>((resolve, reject) => {
    request(url, { method: 'POST', headers: { authorization }, ca, agent: false }, (response) => {
      text(response).then(resolve, reject)
    })
      .on('error', reject)
      .end('{}')
  })
  const session = { id: '', ...parse(config, JSON.parse(answer)).aws_prefixed_request_config }
  expect(session.url).toMatch(/^https:/)
  expect((await send(session, 'a.md', 'x', { ca })).status).toBe(204)
  await expect(send(session, 'b.md', 'x')).rejects.toThrow(/certificate/)
  sandbox.fault({ on: 'bucket', effect: { kind: 'reset' } })
  await expect(send(session, 'c.md', 'x', { ca })).rejects.toThrow('read ECONNRESET')
  await sandbox.clearFaults()
  sandbox.fault({ on: 'bucket', effect: { kind: 'hang-up' } })
  await expect(send(session, 'd.md', 'x', { ca })).rejects.toThrow('socket hang up')
  await expect(post(session.url.replace('https:', 'http:'), Buffer.from('x'))).rejects.toThrow()
  expect(sandbox.objects().map(({ name }) => name)).toEqual(['a.md'])
})

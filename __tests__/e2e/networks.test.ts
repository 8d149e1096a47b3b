import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { errorsOf } from '../support/checks.ts'
import { startServer } from '../support/front-server.ts'
import { onSandbox } from '../support/job.ts'

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../sandbox/fixtures/tls/${name}.pem`, import.meta.url))
const read = (name: string): string => readFileSync(fixture(name), 'utf8')
const HTTPS = { tls: { key: read('key'), cert: read('cert') } }

test(
  'a certificate that nobody knows is refused in one line that names NODE_EXTRA_CA_CERTS',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish()

    expect(errorsOf(result)).toEqual([expect.stringMatching(/certificate.*NODE_EXTRA_CA_CERTS/)])
    expect([job.sandbox.requests, result.outputs['documents-failed']]).toEqual([[], '1'])
  }, HTTPS),
)

test(
  'a private authority is trusted by NODE_EXTRA_CA_CERTS, for the API and the storage',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const environment = { NODE_EXTRA_CA_CERTS: fixture('ca') }

    expect(await job.publish({}, { environment })).toHaveProperty('outcome', 'success')
    expect(job.sandbox.objects()).toHaveLength(2)
  }, HTTPS),
)

test(
  'an https address is never spoken to in plain',
  onSandbox(async (job) => {
    await using plain = await startServer(() => ({ status: 201 }))
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish({ 'api-url': plain.url.replace('http:', 'https:') })

    expect(errorsOf(result)).toEqual([expect.stringMatching(/not HTTP|"api-url"/)])
    expect(plain.requests).toEqual([])
  }),
)

import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Listener } from '../../sandbox/listener.ts'
import { startProxy } from '../../sandbox/proxy.ts'
import type { ProxyOptions } from '../../sandbox/proxy.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import type { StepResult } from '../../sandbox/runner.ts'
import { errorsOf } from '../support/checks.ts'
import { startFront, startServer } from '../support/front-server.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'
import { expectDelivered } from '../support/storage-delivery.ts'

const DOCUMENTS = { 'docs/a.md': '# A\n', 'docs/b.bin': 'b'.repeat(2_000_000) }

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../sandbox/fixtures/tls/${name}.pem`, import.meta.url))
const tls = {
  key: readFileSync(fixture('key'), 'utf8'),
  cert: readFileSync(fixture('cert'), 'utf8'),
}
/** The network has an authority of its own. */
const TRUSTED = { NODE_EXTRA_CA_CERTS: fixture('ca') }

/** Publishes the documents with these variables in the environment. */
function publishWith(job: Job, environment: Record<string, string>): Promise<StepResult> {
  job.repository.commit('Write', DOCUMENTS)
  return job.publish({}, { environment })
}

/**
 * The same with its pauses and time limits shortened, for what fails. Where a busy machine takes half a
 * second for a connection, it is given up then, and another one opened.
 */
function failWith(job: Job, environment: Record<string, string>): Promise<StepResult> {
  return publishWith(job, { ...FASTER.environment, ...environment })
}

/** Where the API and the storage are, as a proxy is asked for them. */
function hostsOf({ apiUrl, bucketUrl }: Sandbox): string[] {
  return [new URL(apiUrl).host, new URL(bucketUrl).host].sort()
}

test(
  'a certificate of the storage that nobody knows names NODE_EXTRA_CA_CERTS, too',
  onSandbox(async (job) => {
    const bucket = await Listener.start(() => undefined, { tls })
    await using front = await startFront(job.sandbox.apiUrl, (created) => ({
      ...created,
      aws_prefixed_request_config: {
        ...created.aws_prefixed_request_config,
        url: `${bucket.url}/sandbox`,
      },
    }))
    job.repository.commit('Write', DOCUMENTS)

    const result = await job.publish({ 'api-url': front.url })
    await bucket.stop()

    const reason = expect.stringMatching(/certificate .*variable NODE_EXTRA_CA_CERTS\.$/)
    expect(fatesOf(result)).toEqual({ 'docs/a.md': reason, 'docs/b.bin': reason })
  }),
)

test(
  'guarantee 6: from https nothing leads to http',
  onSandbox(
    async (job) => {
      await using plain = await startServer(() => ({ status: 204 }))
      job.sandbox.fault({
        on: 'bucket',
        effect: { kind: 'answer', status: 307, headers: { location: `${plain.url}/sandbox` } },
      })

      const result = await failWith(job, TRUSTED)

      expect(errorsOf(result)).toEqual(
        Array(2).fill(expect.stringMatching(/redirects to .*where documents must not be sent/)),
      )
      expect(plain.requests).toEqual([])
    },
    { tls },
  ),
)

const credentials = { name: 'runner', password: 'correct horse/battery@staple' }

test.each(['HTTPS_PROXY', 'https_proxy'])(
  'guarantee 6: %s: API and storage are spoken to through it, in TLS, and its password is masked',
  (variable) =>
    onSandbox(
      async (job) => {
        await using proxy = await startProxy({ credentials })

        const result = await publishWith(job, { ...TRUSTED, [variable]: proxy.url })

        expect([result.outcome, errorsOf(result)]).toEqual(['success', []])
        expectDelivered(job, DOCUMENTS)
        expect([...new Set(proxy.tunnels)].sort()).toEqual(hostsOf(job.sandbox))
        expect(proxy).toMatchObject({ plain: [], refused: 0 })
        // The first byte of a TLS handshake.
        expect(proxy.openings.filter((bytes) => bytes[0] !== 0x16)).toEqual([])
        expect(proxy.openings).toHaveLength(proxy.tunnels.length)
        const masked = result.commands.filter(({ name }) => name === 'add-mask')
        expect(masked.map(({ data }) => data)).toContain(credentials.password)
      },
      { tls },
    )(),
)

test.each(['HTTP_PROXY', 'http_proxy'])('%s: the same for http, on this machine', (variable) =>
  onSandbox(async (job) => {
    await using proxy = await startProxy()

    const { outcome } = await publishWith(job, { [variable]: proxy.host })

    expect(outcome).toBe('success')
    expectDelivered(job, DOCUMENTS)
    expect([...new Set(proxy.tunnels)].sort()).toEqual(hostsOf(job.sandbox))
  })(),
)

test.each(['NO_PROXY', 'no_proxy'])('%s: what it lists is spoken to directly', (variable) =>
  onSandbox(
    async (job) => {
      await using proxy = await startProxy()
      const [api = '', bucket = ''] = [job.sandbox.apiUrl, job.sandbox.bucketUrl].map(
        (url) => new URL(url).host,
      )

      const environment = {
        ...TRUSTED,
        HTTPS_PROXY: proxy.url,
        [variable]: `example.com,${bucket}`,
      }
      const { outcome } = await publishWith(job, environment)

      expect(outcome).toBe('success')
      expectDelivered(job, DOCUMENTS)
      expect([...new Set(proxy.tunnels)]).toEqual([api])
    },
    { tls },
  )(),
)

test.each<[string, ProxyOptions, string, RegExp, number | 'many']>([
  ['that is down', {}, 'http://127.0.0.1:1', /proxy 127\.0\.0\.1:1, which cannot be reached/, 0],
  [
    'that wants another password',
    { credentials },
    '',
    /asks for a valid user name and password.*HTTP 407/,
    1,
  ],
  ['that does not allow the API', { refuses: 403 }, '', /refuses the connection \(HTTP 403\)/, 1],
  ['that does not reach the API', { refuses: 504 }, '', /answered HTTP 504/, 'many'],
  ['that is silent', { silent: true }, '', /which did not answer in time/, 0],
])('guarantee 5: a proxy %s is named as the one at fault', (_, options, address, reason, refused) =>
  onSandbox(
    async (job) => {
      await using proxy = await startProxy(options)
      const url = address || proxy.url.replace(/staple/, 'wrong')

      const result = await failWith(job, { ...TRUSTED, HTTPS_PROXY: url })

      expect(errorsOf(result)).toEqual([expect.stringMatching(reason)])
      expect(errorsOf(result)).toEqual([
        expect.stringMatching(/HTTPS_PROXY, HTTP_PROXY and NO_PROXY/),
      ])
      if (refused === 'many') expect(proxy.refused).toBeGreaterThan(5)
      else expect(proxy.refused).toBe(refused)
      expect(job.sandbox.requests).toEqual([])
    },
    { tls },
  )(),
)

test(
  'a proxy that does not allow the storage fails each document, and the session is closed',
  onSandbox(
    async (job) => {
      const bucket = new URL(job.sandbox.bucketUrl).host
      await using proxy = await startProxy({ refuses: 403, refusesOnly: (host) => host === bucket })

      const result = await failWith(job, { ...TRUSTED, HTTPS_PROXY: proxy.url })

      const reason = expect.stringMatching(/through the proxy .*HTTP 403.*HTTPS_PROXY/)
      expect(fatesOf(result)).toEqual({ 'docs/a.md': reason, 'docs/b.bin': reason })
      expect(job.sandbox.objects()).toEqual([])
    },
    { tls },
  ),
)

test(
  'guarantee 6: a variable that is not the address of a proxy is named, but not quoted',
  onSandbox(async (job) => {
    const result = await failWith(job, { https_proxy: 'http://me:correct#horse@proxy' })

    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/^The environment variable HTTPS_PROXY/),
    ])
    expect(result.lines.filter(({ text }) => text.includes('horse'))).toEqual([])
  }),
)

import { expect, test } from '@jest/globals'
import { errorsOf } from '../support/checks.ts'
import { startFront, startServer } from '../support/front-server.ts'
import type { Front } from '../support/front-server.ts'
import { onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'

/** A bucket that sends everybody somewhere else. */
function bucketAt(location: (job: Job) => string, work: Work): () => Promise<void> {
  return onSandbox(async (job) => {
    await using elsewhere = await startServer(() => ({ status: 204 }))
    const other = elsewhere.url.replace('127.0.0.1', 'localhost')
    const headers = { location: location(job).replace('OTHER', other) }
    await using bucket = await startServer(() => ({ status: 307, headers }))
    await using front = await startFront(job.sandbox.apiUrl, (created) => ({
      ...created,
      aws_prefixed_request_config: {
        ...created.aws_prefixed_request_config,
        url: `${bucket.url}/sandbox`,
      },
    }))
    job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/b.md': '# B\n' })
    await work(job, { bucket, elsewhere, apiUrl: front.url })
  })
}
type Servers = Readonly<Record<'bucket' | 'elsewhere', Front> & { apiUrl: string }>
type Work = (job: Job, servers: Servers) => Promise<void>

test(
  '307 on the same host: the form is sent there, and what follows goes there directly',
  bucketAt(
    ({ sandbox }) => sandbox.bucketUrl,
    async (job, { bucket, apiUrl }) => {
      const result = await job.publish({ 'api-url': apiUrl, concurrency: '1' })

      expect(result.outcome).toBe('success')
      expect(bucket.requests).toHaveLength(1)
      expect(job.sandbox.objects()).toHaveLength(4)
    },
  ),
)

test.each([
  ['OTHER/sandbox', /redirects to localhost:\d+, where documents must not be sent/],
  ['https://bucket.s3.amazonaws.com.example.org/', /redirects to bucket\.s3\.amazonaws\.com\.ex/],
  ['https://me:hunter2@127.0.0.1/', /where documents must not be sent/],
  ['//bucket.example.org/', /redirects to bucket\.example\.org, where documents must not be sent/],
  ['http://127.0.0.1:99999/', /redirects to an invalid address/],
  ['data:,x', /redirects to an invalid address/],
  ['', /redirects to an invalid address|redirected too many times/],
])('guarantee 6: 307 to "%s" is not followed', (location, reason) =>
  bucketAt(
    () => location,
    async (job, { elsewhere, apiUrl }) => {
      const result = await job.publish({ 'api-url': apiUrl })

      expect(errorsOf(result)).toEqual(Array(2).fill(expect.stringMatching(reason)))
      expect(result.log).not.toContain('hunter2')
      expect(elsewhere.requests).toEqual([])
    },
  )(),
)

test(
  '307 again and again ends after three hops',
  bucketAt(
    () => '/sandbox/further',
    async (job, { bucket, apiUrl }) => {
      const result = await job.publish({ 'api-url': apiUrl, concurrency: '1' })

      expect(errorsOf(result)).toEqual(
        Array(2).fill(expect.stringMatching(/redirected too many times/)),
      )
      expect(bucket.requests.length).toBeLessThanOrEqual(2 * 4)
    },
  ),
)

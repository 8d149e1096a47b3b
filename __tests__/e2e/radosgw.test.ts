import { describe, expect, test } from '@jest/globals'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import type { JobOptions } from '../support/job.ts'

/** The bucket is a real S3, as `scripts/radosgw up` starts and describes it. */
const options = s3FromEnvironment()

if (options === undefined) {
  // Jest prints no console.log of a file whose tests are all skipped.
  process.stderr.write(
    'The tests on a real S3 are skipped: S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are not set. To run them: scripts/radosgw install && env $(scripts/radosgw up) npm run test:e2e\n',
  )
}

const describeOnS3 = options === undefined ? describe.skip : describe

describeOnS3('on a real S3', () => {
  test.each([true, false])(
    'documents arrive, with ${filename} in the key of the form: %s',
    (filenameInKey) =>
      onSandbox(
        async (job) => {
          const documents = {
            'docs/a.md': '# A\n',
            'docs/a b & c+d.md': '# B\n',
            'docs/größe/日本語.md': '# Größe\n',
            'docs/100%.txt': '%41',
            'docs/large.txt': 'A line of a large document.\n'.repeat(100_000),
          }
          const commit = job.repository.commit('Write', documents)

          const result = await job.publish()
          await job.sandbox.ingested()

          expect(result.log).toContain('5 documents uploaded')
          expect(result.outcome).toBe('success')
          const files = job.sandbox.files(WORKSPACE)
          expect(files.map(({ meta, content }) => [meta['path'], String(content)]).sort()).toEqual(
            Object.entries(documents).sort(),
          )
          expect(new Set(files.map(({ meta }) => meta['commit_sha']))).toEqual(new Set([commit]))
        },
        { ...options, filenameInKey },
      )(),
  )
})

function s3FromEnvironment(): JobOptions | undefined {
  const { S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env
  if (!S3_ENDPOINT || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return undefined
  const endpoint = S3_ENDPOINT
  return { s3: { endpoint, accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY } }
}

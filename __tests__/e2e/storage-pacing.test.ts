import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FASTER, onSandbox } from '../support/job.ts'
import { preload } from '../support/preload.ts'
import { expectDelivered, write } from '../support/storage-delivery.ts'
import type { Contents } from '../support/storage-delivery.ts'

const MEBIBYTE = 1024 * 1024

function small(count: number): Contents {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [`docs/${number}.md`, `# ${number}\n`]),
  )
}

function large(count: number, size: number): Contents {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `docs/0-large-${number}.bin`,
      Buffer.alloc(size, `large ${number} `),
    ]),
  )
}

test.each([
  ['1', 1],
  ['7', 7],
  ['30', 30],
])('concurrency: %s is a ceiling, and used', (concurrency, most) =>
  onSandbox(
    async (job) => {
      const contents = { ...small(2 * most + 20), ...large(2, 2 * MEBIBYTE) }
      job.repository.commit('Begin')
      write(job, contents)

      expect(await job.publish({ concurrency })).toHaveProperty('outcome', 'success')
      expectDelivered(job, contents)
      expect(job.sandbox.bucketRequests).toMatchObject({ maxInFlight: most, refused: 0 })
    },
    { faults: [{ on: 'bucket', effect: { kind: 'latency', ms: 50 } }] },
  )(),
)

test(
  'concurrency: auto sends less where S3 asks to slow down, and everything',
  onSandbox(
    async (job) => {
      const contents = small(500)
      job.repository.commit('Begin')
      write(job, contents)

      const result = await job.publish()

      expect(result.outcome).toBe('success')
      expectDelivered(job, contents)
      expect(job.sandbox.bucketRequests.refused).toBeGreaterThan(0)
    },
    {
      faults: [{ on: 'bucket', effect: { kind: 'rate', perSecond: 500, burst: 50, delayMs: 20 } }],
    },
  ),
)

test.each(['8', '1'])(
  'small documents are not held up behind large ones, %s at once',
  (concurrency) =>
    onSandbox(
      async (job) => {
        const contents = { ...small(200), ...large(10, 2 * MEBIBYTE) }
        job.repository.commit('Begin')
        write(job, contents)
        const smallOnes = (): number =>
          job.sandbox.objects().filter(({ name }) => name.endsWith('.md')).length
        job.sandbox.fault({
          on: 'bucket',
          // Before all small ones are there, no large one gets an answer.
          match: ({ name }) => name.endsWith('.bin') && smallOnes() < 200,
          effect: { kind: 'silent' },
        })

        const result = await job.publish({ concurrency }, FASTER)

        expect(result.outcome).toBe('success')
        expectDelivered(job, contents)
      },
      { keepContents: false },
    )(),
)

test.each([
  [16, 12],
  [1, 200],
])('guarantee 9: memory does not grow with %i documents of %i MiB', (documents, mebibytes) =>
  onSandbox(
    async (job) => {
      const contents = large(documents, mebibytes * MEBIBYTE)
      job.repository.commit('Begin')
      write(job, contents)
      const peak = join(job.repository.folder, '..', 'peak')

      const result = await job.publish(
        { concurrency: '256' },
        { environment: { ...preload('storage-peak.ts'), PEAK_FILE: peak } },
      )

      expect(result.outcome).toBe('success')
      expectDelivered(job, contents)
      expect(Number(readFileSync(peak, 'utf8'))).toBeLessThan(200 * MEBIBYTE)
    },
    { keepContents: false },
  )(),
)

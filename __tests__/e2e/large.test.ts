import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox, StoredObject } from '../../sandbox/sandbox.ts'
import { errorsOf } from './checks.ts'
import { onSandbox } from './job.ts'
import type { Job } from './job.ts'
import { fatesOf } from './report.ts'

const MB = 1_000_000

/** Has the step write down its greatest resident set, in kB, when it ends. */
function measured(file: string): { environment: Record<string, string> } {
  const program = `
    import { writeFileSync } from 'node:fs'
    process.on('exit', () => {
      writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS))
    })`
  const url = `data:text/javascript;base64,${Buffer.from(program).toString('base64')}`
  return { environment: { NODE_OPTIONS: `--import=${url}` } }
}

test(
  'guarantee 9: memory does not grow with the size of a document',
  onSandbox(
    async (job) => {
      const file = join(job.repository.folder, 'peak')
      const peakOf = async (bytes: number): Promise<number> => {
        job.repository.write('docs/a.bin', 'x')
        truncateSync(join(job.repository.folder, 'docs/a.bin'), bytes)
        const result = await job.publish({}, measured(file))
        expect(result.outputs['bytes-uploaded']).toBe(String(bytes))
        return Number(readFileSync(file, 'utf8')) * 1_024
      }
      const [small, large] = [await peakOf(1_000), await peakOf(200 * MB)]
      expect(large - small).toBeLessThan(64 * MB)
    },
    { keepContents: false },
  ),
)

test.each([1024 ** 2 - 1, 1024 ** 2, 1024 ** 2 + 1, 256 * 1024 * 8, 5 * MB + 7])(
  'a document of %i bytes arrives as it is',
  (size) =>
    onSandbox(
      async (job) => {
        const content = Buffer.alloc(size, 'A line of some length.\n')
        content.write('The end.', size - 8)
        job.repository.commit('Write', { 'docs/a.md': '# A\n' })
        writeFileSync(join(job.repository.folder, 'docs/b.bin'), content)

        await job.publish()

        expect(stored(job.sandbox)).toMatchObject({ size, sha256: sha256(content) })
      },
      { keepContents: false },
    )(),
)

test(
  'a large document that changes once while it is sent arrives as it is then, its metadata too',
  onSandbox(async (job) => {
    const file = changesWhileSent(job, 1)

    const result = await job.publish()

    const actual = sha256(readFileSync(file))
    expect(fatesOf(result)).toEqual({ 'docs/b.bin': 'uploaded' })
    expect(stored(job.sandbox)).toMatchObject({ sha256: actual, stores: 1 })
    expect(described(job.sandbox)).toMatchObject({ content_sha256: actual })
  }),
)

test(
  'a large document that changes each time it is sent fails by name, and is not stored',
  onSandbox(async (job) => {
    changesWhileSent(job, Infinity)

    const result = await job.publish()

    expect(errorsOf(result)).toEqual([expect.stringMatching(/docs\/b\.bin: .*changed each time/)])
    expect(stored(job.sandbox)).toBeUndefined()
  }),
)

test(
  'large documents and small ones arrive side by side',
  onSandbox(
    async (job) => {
      for (let number = 0; number < 4; number++) {
        job.repository.write(`docs/${number}.bin`, 'x'.repeat(3 * MB + number))
      }
      for (let number = 0; number < 50; number++) job.repository.write(`docs/${number}.md`, 'text')

      const result = await job.publish({ concurrency: '2' })

      expect(result.outputs).toMatchObject({
        'documents-uploaded': '54',
        'bytes-uploaded': String(12 * MB + 6 + 200),
      })
    },
    { keepContents: false },
  ),
)

/** A document of 30 MB to which something is added the first so many times when its content is sent. */
function changesWhileSent({ repository, sandbox }: Job, times: number): string {
  const file = join(repository.folder, 'docs/b.bin')
  repository.commit('Write', { 'docs/b.bin': 'x'.repeat(30 * MB) })
  let changes = 0
  sandbox.fault({
    on: 'bucket',
    match: ({ name }) => {
      if (name === 'docs__b.bin' && ++changes <= times) appendFileSync(file, 'more')
      return false
    },
    effect: { kind: 'latency', ms: 0 },
  })
  return file
}

function stored(sandbox: Sandbox): StoredObject | undefined {
  return sandbox.objects().find(({ name }) => name === 'docs__b.bin')
}

function described(sandbox: Sandbox): unknown {
  const metadata = sandbox.objects().find(({ name }) => name === 'docs__b.bin.meta.json')
  return JSON.parse(String(metadata?.content))
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

import { expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../bench/process.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'

const REFERENCE = join(import.meta.dirname, '..', '..', 'bench', 'reference.ts')

test('the reference client publishes a folder, in ten requests at once, and closes its session', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reference-'))
  await using sandbox = await startSandbox({
    faults: [{ on: 'bucket', effect: { kind: 'latency', ms: 20 } }],
  })
  try {
    for (let index = 0; index < 20; index++) {
      await writeFile(join(folder, `a page ${index}.md`), `# Page ${index}\n`)
      await writeFile(join(folder, `a page ${index}.md.meta.json`), `{"page":"${index}"}`)
    }
    const args = [REFERENCE, sandbox.apiUrl, sandbox.apiKey, 'handbook', folder]
    const result = await run({ args, folder, environment: {} })
    expect(result).toMatchObject({ exitCode: 0, output: '' })
    expect(result.cpuSeconds).toBeGreaterThan(0)
    expect(result.peakBytes).toBeGreaterThan(1024 ** 2)

    await sandbox.ingested()
    expect(sandbox.sessions).toMatchObject([{ status: 'CLOSED', late: [] }])
    expect(sandbox.bucketRequests).toMatchObject({ stored: 40, refused: 0, maxInFlight: 10 })
    const files = sandbox.files('handbook')
    expect(files).toHaveLength(20)
    expect(files.find(({ name }) => name === 'a page 7.md')?.meta).toEqual({ page: '7' })
  } finally {
    await rm(folder, { recursive: true })
  }
})

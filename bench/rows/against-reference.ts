import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { SandboxOptions } from '../../sandbox/options.ts'
import { AUTHORITY_FILE, distance, PlatformProcess, SELF_MADE_CERTIFICATE } from '../platform.ts'
import { run, succeeded, type Run } from '../process.ts'
import { describeRun, publish } from '../publish.ts'
import { contentOf, makeRepository, pages } from '../repository.ts'
import { median, type Bench, type Measurement } from '../row.ts'

/** With their metadata: 4,000 objects. */
const DOCUMENTS = 2_000
const OBJECTS = 2 * DOCUMENTS
const BYTES = 5 * 1024
const MILLISECONDS_A_REQUEST = 50

export const objects: Measurement = {
  name: 'objects',
  measures: [
    '4,000 objects of 5 KB, 50 ms a request: objects/s against the reference',
    'CPU of that, user + system, whole process',
  ],
  take: async (bench) => {
    const { ratio, action } = await compare(bench, distance(MILLISECONDS_A_REQUEST), {})
    const cpu = median(action.map(({ cpuSeconds }) => cpuSeconds)) / OBJECTS
    return [
      { value: ratio, bar: { atLeast: 15 }, unit: 'times' },
      { value: cpu * 1000, bar: { atMost: 0.4 }, unit: 'ms an object' },
    ]
  },
}

export const tls: Measurement = {
  name: 'tls',
  measures: ['the same over TLS: objects/s against the reference over TLS'],
  take: async (bench) => {
    const { ratio } = await compare(
      bench,
      { ...distance(MILLISECONDS_A_REQUEST), tls: SELF_MADE_CERTIFICATE },
      { NODE_EXTRA_CA_CERTS: AUTHORITY_FILE },
    )
    return [{ value: ratio, bar: { atLeast: 12 }, unit: 'times' }]
  },
}

/** The reference takes a minute for it, and less than a tenth of a second more or less. */
export const far: Measurement = {
  name: 'far',
  measures: ['4,000 objects of 5 KB, 140 ms a request: objects/s against the reference'],
  take: async (bench) => {
    const rounds = { references: 1, actions: 3 }
    const { ratio } = await compare(bench, distance(140), {}, rounds)
    return [{ value: ratio, bar: { atLeast: 28 }, unit: 'times' }]
  },
}

const REFERENCE = join(import.meta.dirname, '..', 'reference.ts')
/** So many runs of the reference, and of the action after each. */
const ROUNDS = { references: 2, actions: 2 }

/** Runs the reference and the action in turn; each run of the action counts against the reference before it. */
async function compare(
  bench: Bench,
  options: SandboxOptions,
  environment: Readonly<Record<string, string>>,
  rounds = ROUNDS,
): Promise<{ ratio: number; action: readonly Run[] }> {
  const repository = join(bench.folder, 'repository')
  const folder = join(bench.folder, 'reference')
  await makeRepository(repository, pages(DOCUMENTS, BYTES))
  makeReferenceFolder(folder)
  await using platform = await PlatformProcess.start(options)
  const { apiUrl, apiKey } = platform
  const action: Run[] = []
  const ratios: number[] = []
  for (let round = 0; round < rounds.references; round++) {
    const args = [REFERENCE, apiUrl, apiKey, 'bench', folder]
    const reference = succeeded(await run({ args, folder, environment }))
    bench.note(`reference: ${describeRun(reference)}`)
    for (let again = 0; again < rounds.actions; again++) {
      const result = await publish(bench, {
        repository,
        platform,
        documents: DOCUMENTS,
        environment,
      })
      bench.note(`action:    ${describeRun(result)}`)
      action.push(result)
      ratios.push(reference.seconds / result.seconds)
    }
  }
  return { ratio: median(ratios), action }
}

/** The same documents, all in one folder, with metadata of the same size. */
function makeReferenceFolder(folder: string): void {
  mkdirSync(folder)
  for (const page of pages(DOCUMENTS, BYTES)) {
    const path = join(folder, basename(page.path))
    writeFileSync(path, contentOf(page))
    writeFileSync(`${path}.meta.json`, JSON.stringify({ path: page.path, rest: 'x'.repeat(700) }))
  }
}

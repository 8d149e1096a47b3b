/**
 * `node bench/soak.ts [RUNS] [SEED] [FIRST]`, or `npm run bench -- soak …`: runs of the action under
 * random faults of which none is permanent, outages of up to a minute among them, each followed by its
 * post step and a look at what the platform holds.
 * The same seed makes the same runs; `1 SEED FIRST` repeats a single one. `--action FOLDER` takes
 * another checkout's `dist/`. Exit code 1 if anything was lost.
 */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runAction, runPost, type StepOptions } from '../sandbox/runner.ts'
import { startSandbox, type Fault } from '../sandbox/sandbox.ts'
import { makeRepository } from './repository.ts'
import { Chance } from './soak/chance.ts'
import { someDocuments } from './soak/documents.ts'
import { someTrouble } from './soak/faults.ts'
import { lossesOf } from './soak/losses.ts'

const WORKSPACE = 'soak'
/** They mostly wait. */
const RUNS_AT_ONCE = 16
/** An outage of each service, and every random fault one after the other: nothing takes that long. */
const LONGEST_STEP_MS = 400_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { action: { type: 'string', default: join(import.meta.dirname, '..') } },
})
const numbers = positionals.filter((word) => word !== 'soak').map(Number)
const [runs = 300, seed = Date.now() % 1_000_000, first = 1] = numbers
const folder = await realpath(await mkdtemp(join(tmpdir(), 'soak-')))
const lossy: number[] = []
try {
  console.log(`${runs} runs, seed ${seed}`)
  const waiting = Array.from({ length: runs }, (_, index) => first + index).values()
  await Promise.all(
    Array.from({ length: RUNS_AT_ONCE }, async () => {
      for (const run of waiting) if (!(await soak(run))) lossy.push(run)
    }),
  )
  for (const run of lossy) console.log(`repeat with: node bench/soak.ts 1 ${seed} ${run}`)
  console.log(`${runs - lossy.length} of ${runs} runs lost nothing`)
  process.exitCode = lossy.length === 0 ? 0 : 1
} finally {
  await rm(folder, { recursive: true })
}

/** One run; says whether nothing was lost. */
async function soak(run: number): Promise<boolean> {
  const chance = new Chance(seed, run)
  const documents = someDocuments(chance)
  const own = join(folder, String(run))
  const repository = join(own, 'repository')
  await makeRepository(repository, [{ path: 'README.md', size: 100 }])
  for (const { path, content } of documents) {
    await mkdir(join(repository, dirname(path)), { recursive: true })
    await writeFile(join(repository, path), content)
  }
  await using sandbox = await startSandbox({ keepContents: false })
  const { apiKey, apiUrl, bucketUrl } = sandbox
  const { faults, lostSessions } = someTrouble(chance, bucketUrl)
  for (const fault of faults) sandbox.fault(fault)
  const step: StepOptions = {
    action: resolve(values.action),
    workspace: repository,
    temp: join(own, 'temp'),
    timeoutMs: LONGEST_STEP_MS,
    with: { 'api-key': apiKey, 'api-url': apiUrl, workspace: WORKSPACE, glob: 'docs/**' },
  }
  const main = await runAction(step)
  const post = await runPost(step, main)
  const losses = await lossesOf(documents, main, post, sandbox, WORKSPACE, lostSessions)
  const seconds = (main.durationMs / 1000).toFixed(1)
  const verdict = losses.length === 0 ? 'ok' : 'LOST'
  console.log(
    `${run}: ${documents.length} documents, ${faults.map(inShort).join(' ')}: ${seconds} s, ${verdict}`,
  )
  if (losses.length > 0) {
    console.log(losses.map((loss) => `  ${loss}`).join('\n'))
    console.log(`  ${JSON.stringify(faults)}`)
    console.log(`${main.log}${post?.log ?? ''}`.replaceAll(/^/gm, '  | '))
  }
  await rm(own, { recursive: true })
  return losses.length === 0
}

/** `503`, or where it is an outage, `bucket:503:12.0s`. */
function inShort({ on, window, effect }: Fault): string {
  const what = 'status' in effect ? String(effect.status) : effect.kind
  const forMs = effect.kind === 'refuse' ? effect.ms : window?.forMs
  return forMs === undefined ? what : `${on}:${what}:${(forMs / 1000).toFixed(1)}s`
}

/**
 * `node bench/soak-sync.ts`, or `npm run bench -- soak sync`: random histories of a repository whose
 * workspace is kept in step, each a few runs of which most are killed or disturbed, then a quiet one.
 * `--histories N` of them (1,000), `--seed N`, from `--first N` on; the same numbers make the same
 * histories. Every twentieth runs `dist/`, of another checkout with `--action FOLDER`. Exit code 1 if
 * anything was deleted, lost or misreported.
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import freshDist from '../scripts/fresh-dist.ts'
import { history } from './soak/sync/history.ts'

/** They mostly wait for git and for each other. */
const AT_ONCE = 2
const BUILT_EVERY = 20

const HERE = join(import.meta.dirname, '..')

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    histories: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    first: { type: 'string', default: '1' },
    action: { type: 'string', default: HERE },
    verbose: { type: 'boolean', default: false },
  },
})
const [histories, seed, first] = [values.histories, values.seed, values.first].map(Number)
if (!histories || !seed || !first) throw new Error('--histories, --seed and --first are numbers')

if (resolve(values.action) === HERE && histories + first > BUILT_EVERY) freshDist()
console.log(`${histories} histories, seed ${seed}`)
const started = performance.now()
const failed: number[] = []
const waiting = Array.from({ length: histories }, (_, index) => first + index).values()
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const number of waiting) if (!(await passes(number, seed))) failed.push(number)
  }),
)
const seconds = Math.round((performance.now() - started) / 1000)
console.log(`${histories - failed.length} of ${histories} histories held, in ${seconds} s`)
process.exitCode = failed.length === 0 ? 0 : 1

/** One history; says whether all of it was as it must be. */
async function passes(number: number, seed: number): Promise<boolean> {
  const action = number % BUILT_EVERY === 0 ? resolve(values.action) : undefined
  const { events, violations } = await history(seed, number, action).catch((error: unknown) => ({
    events: [],
    violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }))
  const holds = violations.length === 0
  if (!holds || values.verbose) {
    console.log(`${number}: ${holds ? 'ok' : 'FAILED'}`)
    for (const event of events) console.log(`  ${event}`)
    for (const violation of violations) console.log(`  ${violation}`)
  }
  if (!holds)
    console.log(
      `  repeat with: npm run bench -- soak sync --histories 1 --seed ${seed} --first ${number}`,
    )
  else if (number % 50 === 0) console.log(`${number}: ok`)
  return holds
}

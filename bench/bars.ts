/**
 * `npm run bench [-- NAME…]`: takes the measures of the action, each of a whole process, and holds
 * them against their bars. Ends with a table, and with exit code 1 where a bar is missed.
 * `--action FOLDER` measures the `dist/` of another checkout.
 */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { table } from '../sandbox/demo/print.ts'
import { messageOf } from '../src/property.ts'
import { brokenRow, rowOf, type Measurement, type Row } from './row.ts'
import { far, objects, tls } from './rows/against-reference.ts'
import { growth } from './rows/growth.ts'
import { history } from './rows/history.ts'
import { large } from './rows/large.ts'
import { mixed } from './rows/mixed.ts'
import { octopus } from './rows/octopus.ts'
import { outages } from './rows/outages.ts'
import { prefix } from './rows/prefix.ts'
import { start } from './rows/start.ts'
import { syncDeleting } from './rows/sync-deleting.ts'
import { syncMemory } from './rows/sync-memory.ts'
import { syncReading } from './rows/sync-reading.ts'
import { sync } from './rows/sync.ts'
import { throttled } from './rows/throttled.ts'

const MEASUREMENTS = [
  objects,
  tls,
  far,
  throttled,
  prefix,
  outages,
  growth,
  large,
  mixed,
  history,
  octopus,
  sync,
  syncReading,
  syncMemory,
  syncDeleting,
  start,
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { action: { type: 'string', default: join(import.meta.dirname, '..') } },
})
const unknown = positionals.filter((name) => !MEASUREMENTS.some((each) => each.name === name))
if (unknown.length > 0) {
  const known = MEASUREMENTS.map(({ name }) => name).join(', ')
  console.error(`There is no measurement ${unknown.join(', ')}; there are ${known}.`)
  process.exit(2)
}

const folder = await realpath(await mkdtemp(join(tmpdir(), 'bench-')))
try {
  const rows: Row[] = []
  for (const measurement of MEASUREMENTS) {
    if (positionals.length === 0 || positionals.includes(measurement.name)) {
      rows.push(...(await take(measurement)))
    }
  }
  console.log(
    `\n${cpus().length} cores (${cpus()[0]?.model.trim() ?? ''}), Node ${process.version}\n`,
  )
  table([
    ['measure', 'measured', 'bar', ''],
    ...rows.map((row) => [row.measure, row.measured, row.bar, row.holds ? 'ok' : 'MISSED']),
  ])
  process.exitCode = rows.every(({ holds }) => holds) ? 0 : 1
} finally {
  await rm(folder, { recursive: true })
}

/** A folder of its own, gone afterwards; what does not work misses its bars. */
async function take({ name, measures, take }: Measurement): Promise<Row[]> {
  const own = join(folder, name)
  await mkdir(own)
  console.log(name)
  const note = (line: string): void => {
    console.log(`  ${line}`)
  }
  try {
    const taken = await take({ action: resolve(values.action), folder: own, note })
    return taken.map((each, index) => rowOf(measures[index] ?? name, each))
  } catch (error) {
    note(`failed: ${messageOf(error)}`)
    return measures.map((measure) => brokenRow(measure, 'failed'))
  } finally {
    await rm(own, { recursive: true })
  }
}

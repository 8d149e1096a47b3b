import { systemClock } from '../../src/network/clock.ts'
import { openNetwork } from '../../src/network/network.ts'
import { connectPlatform } from '../../src/platform/client.ts'
import { readWorkspace } from '../../src/sync/read-workspace.ts'
import { API_CONNECTIONS } from '../../src/upload.ts'
import type { SandboxOptions } from '../../sandbox/options.ts'
import { PlatformProcess } from '../platform.ts'
import { WORKSPACE } from '../publish.ts'
import { figure, type Bench, type Measurement } from '../row.ts'
import { FAR } from '../sync.ts'

const DOCUMENTS = 50_000
/** Pages of ten are read in one lane by a tenth of the documents: that takes a tenth of the time. */
const SHARE = 10
const PUBLISHER = '1296269'

/** Without the names that are wanted, no part of the list can begin but its first. */
export const syncReading: Measurement = {
  name: 'sync-reading',
  measures: [
    'reading 50,000 documents, 50 ms a call: calls',
    'time against that of one lane',
    'the same by pages of 10: time against that of one lane',
  ],
  take: async (bench) => {
    const names = Array.from({ length: DOCUMENTS }, (_, index) => `docs__page-${index}.md`)
    await using platform = await holding(names)
    const lanes = await read(bench, platform, names, names.length)
    const oneLane = await read(bench, platform, [], names.length)
    await using byTens = await holding(names, { files: { drop: ['limit'] } })
    const lanesByTens = await read(bench, byTens, names, names.length)
    const some = names.slice(0, DOCUMENTS / SHARE)
    await using few = await holding(some, { files: { drop: ['limit'] } })
    const oneLaneByTens = await read(bench, few, [], some.length)
    return [
      { value: lanes.calls, bar: { atMost: 650 }, unit: 'calls' },
      { value: lanes.seconds / oneLane.seconds, bar: { atMost: 1 / 5 }, unit: 'times' },
      {
        value: lanesByTens.seconds / (oneLaneByTens.seconds * SHARE),
        bar: { atMost: 1 / 10 },
        unit: 'times',
      },
    ]
  },
}

/** A platform with files of one publisher, far away. */
async function holding(
  names: readonly string[],
  options: SandboxOptions = {},
): Promise<PlatformProcess> {
  const platform = await PlatformProcess.start(options)
  const meta = { publisher_id: PUBLISHER, repository: 'octo-org/handbook' }
  await platform.put(
    WORKSPACE,
    names.map((name) => ({ name, meta })),
  )
  for (const fault of FAR) await platform.fault(fault)
  return platform
}

/** Reads all files, and makes sure that it has all of them. */
async function read(
  bench: Bench,
  platform: PlatformProcess,
  names: readonly string[],
  files: number,
): Promise<{ seconds: number; calls: number }> {
  const log = { info: ignored, debug: ignored, notice: ignored, warning: ignored, error: ignored }
  const network = openNetwork({ http: '', https: '', except: '' }, API_CONNECTIONS)
  const access = { apiUrl: new URL(platform.apiUrl), apiKey: platform.apiKey, workspace: WORKSPACE }
  const before = (await platform.counters()).platformRequests['list-files'] ?? 0
  const started = performance.now()
  const reading = await readWorkspace({
    platform: connectPlatform(access, network, systemClock, { ...log, group: ignored }),
    clock: systemClock,
    log,
    signal: new AbortController().signal,
    publisherId: PUBLISHER,
    repository: 'octo-org/handbook',
    wantedNames: new Set(names),
  })
  const seconds = (performance.now() - started) / 1000
  await network.destroy()
  if (!reading.isConsistent || reading.files.length !== files)
    throw new Error(`read ${reading.files.length} files: ${reading.problem ?? 'all is well'}`)
  const calls = ((await platform.counters()).platformRequests['list-files'] ?? 0) - before
  const way = names.length > 0 ? 'in lanes' : 'in one lane'
  bench.note(`${files} files ${way}: ${figure(seconds, 's')}, ${calls} calls`)
  return { seconds, calls }
}

function ignored(): void {
  // Nothing of it is shown.
}

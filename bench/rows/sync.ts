import { join } from 'node:path'
import { run, succeeded } from '../process.ts'
import { describeRun } from '../publish.ts'
import { makeRepository, pages } from '../repository.ts'
import { figure, median, type Measurement } from '../row.ts'
import { stepProgram } from '../step.ts'
import { edit, FAR, startHost, startPlatform, synchronize, type SyncRun } from '../sync.ts'

const DOCUMENTS = 10_000
const CHANGED = 10
const ROUNDS = 3

/** A push to a large repository, which changes little or nothing. */
export const sync: Measurement = {
  name: 'sync',
  measures: [
    '10,000 unchanged documents, 50 ms a call: objects and sessions',
    'calls of the platform',
    'calls of GitHub',
    'time beyond that of a dry run',
    '10 of 10,000 documents changed: objects',
    'sessions',
    'calls of the platform, without those that wait for ingestion',
  ],
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    const all = pages(DOCUMENTS, 1024)
    await makeRepository(repository, all)
    await using platform = await startPlatform()
    await using github = await startHost(repository)
    const step = { repository, platform, github }
    await synchronize(bench, step)
    for (const fault of FAR) await platform.fault(fault)
    const further: number[] = []
    const unchanged: SyncRun[] = []
    const changed: SyncRun[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const dry = succeeded(
        await run(
          stepProgram({
            action: bench.action,
            repository,
            temp: join(bench.folder, 'temp'),
            with: { workspace: 'bench', glob: 'docs/**', 'dry-run': 'true' },
          }),
        ),
      )
      const whole = await synchronize(bench, step)
      bench.note(`dry run: ${figure(dry.seconds, 's')}; unchanged: ${describe(whole)}`)
      further.push(whole.seconds - dry.seconds)
      unchanged.push(whole)
      edit(repository, all.slice(0, CHANGED), round + 2)
      const some = await synchronize(bench, step)
      bench.note(`changed: ${describe(some)}`)
      changed.push(some)
    }
    const most = (runs: readonly SyncRun[], count: (run: SyncRun) => number): number =>
      Math.max(...runs.map(count))
    return [
      {
        value: most(unchanged, ({ objects, sessions }) => objects + sessions),
        bar: { atMost: 0 },
        unit: '',
      },
      { value: most(unchanged, ({ calls }) => calls), bar: { atMost: 145 }, unit: 'calls' },
      { value: most(unchanged, (each) => each.callsOfGitHub), bar: { atMost: 3 }, unit: 'calls' },
      { value: median(further), bar: { atMost: 1.5 }, unit: 's' },
      {
        value: most(changed, ({ objects }) => objects),
        bar: { atMost: 2 * CHANGED },
        unit: 'objects',
      },
      { value: most(changed, ({ sessions }) => sessions), bar: { atMost: 1 }, unit: 'sessions' },
      { value: most(changed, ({ calls }) => calls), bar: { atMost: 290 }, unit: 'calls' },
    ]
  },
}

function describe(run: SyncRun): string {
  const { calls, callsOfGitHub, objects } = run
  return `${describeRun(run)}, ${calls} calls, ${callsOfGitHub} of GitHub, ${objects} objects`
}

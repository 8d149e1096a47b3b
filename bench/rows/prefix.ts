import { join } from 'node:path'
import { PlatformProcess } from '../platform.ts'
import { describeRun, publish } from '../publish.ts'
import { makeRepository, pages } from '../repository.ts'
import { figure, median, type Bench, type Measurement } from '../row.ts'
import type { SandboxOptions } from '../../sandbox/options.ts'

const DOCUMENTS = 5_000
/** What S3 takes on one prefix (its documentation), and a tenth of that at once after a rest. */
const OBJECTS_A_SECOND = 3_500
const BURST = 350
/** The burst is free, whatever comes after it has to wait for the limit. */
const IDEAL_SECONDS = (2 * DOCUMENTS - BURST) / OBJECTS_A_SECOND
/** Half of the answers take 30 ms or less, one in a hundred 96 ms or more. */
const ANSWER = { ms: 30, sigma: 0.5 }
const ROUNDS = 3

export const prefix: Measurement = {
  name: 'prefix',
  measures: [
    'a bucket that takes 3,500 objects/s: time for 10,000 objects, without the start, against the ideal 2.76 s',
    'requests that one refused',
  ],
  take: async (bench) => {
    const startUp = await startUpSeconds(bench)
    const repository = join(bench.folder, 'repository')
    await makeRepository(repository, pages(DOCUMENTS, 1024))
    const times: number[] = []
    const refused: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await using platform = await PlatformProcess.start(likeS3())
      const result = await publish(bench, { repository, platform, documents: DOCUMENTS })
      const { bucketRequests } = await platform.counters()
      bench.note(
        `${describeRun(result)}; ${bucketRequests.refused} of ${bucketRequests.total} refused`,
      )
      times.push((result.seconds - startUp) / IDEAL_SECONDS)
      refused.push((100 * bucketRequests.refused) / bucketRequests.total)
    }
    return [
      { value: median(times), bar: { atMost: 1.2 }, unit: 'times' },
      { value: median(refused), bar: { atMost: 2 }, unit: '%' },
    ]
  },
}

function likeS3(): SandboxOptions {
  const rate = { kind: 'rate', perSecond: OBJECTS_A_SECOND, burst: BURST } as const
  return {
    faults: [
      { on: 'bucket', effect: rate },
      { on: 'bucket', effect: { kind: 'latency', ...ANSWER } },
    ],
  }
}

/** What a run takes that has next to nothing to send. */
async function startUpSeconds(bench: Bench): Promise<number> {
  const repository = join(bench.folder, 'one')
  await makeRepository(repository, pages(1, 1024))
  await using platform = await PlatformProcess.start()
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    times.push((await publish(bench, { repository, platform, documents: 1 })).seconds)
  }
  bench.note(`start: ${figure(median(times), 's')}`)
  return median(times)
}

import { join } from 'node:path'
import { PlatformProcess } from '../platform.ts'
import { describeRun, publish } from '../publish.ts'
import { makeRepository, pages } from '../repository.ts'
import { median, type Measurement } from '../row.ts'

const DOCUMENTS = 5_000
const OBJECTS_A_SECOND = 1_000
const IDEAL_SECONDS = (2 * DOCUMENTS) / OBJECTS_A_SECOND
const ROUNDS = 3

/** A token bucket that refuses what is beyond it after 50 ms. */
export const throttled: Measurement = {
  name: 'throttled',
  measures: [
    'a bucket that takes 1,000 objects/s: time for 10,000 objects against the ideal 10 s',
    'requests it refused',
  ],
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    await makeRepository(repository, pages(DOCUMENTS, 1024))
    const times: number[] = []
    const refused: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const effect = { kind: 'rate', perSecond: OBJECTS_A_SECOND, burst: 100, delayMs: 50 } as const
      await using platform = await PlatformProcess.start({ faults: [{ on: 'bucket', effect }] })
      const result = await publish(bench, { repository, platform, documents: DOCUMENTS })
      const { bucketRequests } = await platform.counters()
      bench.note(
        `${describeRun(result)}; ${bucketRequests.refused} of ${bucketRequests.total} refused`,
      )
      times.push(result.seconds / IDEAL_SECONDS)
      refused.push((100 * bucketRequests.refused) / bucketRequests.total)
    }
    return [
      { value: median(times), bar: { atMost: 1.25 }, unit: 'times' },
      { value: median(refused), bar: { atMost: 5 }, unit: '%' },
    ]
  },
}

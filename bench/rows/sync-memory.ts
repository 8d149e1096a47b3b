import { join } from 'node:path'
import { describeRun, megabytes } from '../publish.ts'
import { makeRepository, pages } from '../repository.ts'
import type { Measurement } from '../row.ts'
import { startHost, startPlatform, synchronize } from '../sync.ts'

const DOCUMENTS = 50_000
const ROUNDS = 3

export const syncMemory: Measurement = {
  name: 'sync-memory',
  measures: ['50,000 unchanged documents: peak memory'],
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    await makeRepository(repository, pages(DOCUMENTS, 1024))
    await using platform = await startPlatform()
    await using github = await startHost(repository)
    const step = { repository, platform, github }
    await synchronize(bench, step)
    const peaks: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const result = await synchronize(bench, step)
      bench.note(describeRun(result))
      peaks.push(megabytes(result.peakBytes))
    }
    return [{ value: Math.max(...peaks), bar: { atMost: 400 }, unit: 'MB' }]
  },
}

import { join } from 'node:path'
import { PlatformProcess } from '../platform.ts'
import { describeRun, megabytes, publish } from '../publish.ts'
import { makeLargeFile, makeRepository } from '../repository.ts'
import { median, type Measurement } from '../row.ts'

const ROUNDS = 3

export const large: Measurement = {
  name: 'large',
  measures: ['one document of 1 GB: peak memory above that for a small one'],
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    await makeRepository(repository, [{ path: 'small.md', size: 5 * 1024 }])
    makeLargeFile(join(repository, 'large.bin'), 1024 ** 3)
    await using platform = await PlatformProcess.start()
    const peaks = { 'small.md': new Array<number>(), 'large.bin': new Array<number>() }
    for (let round = 0; round < ROUNDS; round++) {
      for (const glob of ['small.md', 'large.bin'] as const) {
        const result = await publish(bench, { repository, platform, documents: 1, glob })
        bench.note(`${glob}: ${describeRun(result)}`)
        peaks[glob].push(megabytes(result.peakBytes))
      }
    }
    const above = median(peaks['large.bin']) - median(peaks['small.md'])
    return [{ value: above, bar: { atMost: 64 }, unit: 'MB' }]
  },
}

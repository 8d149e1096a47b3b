import { join } from 'node:path'
import { PlatformProcess } from '../platform.ts'
import type { Run } from '../process.ts'
import { describeRun, megabytes, publish } from '../publish.ts'
import { makeRepository, pages } from '../repository.ts'
import { median, type Measurement } from '../row.ts'

const FEW = 5_000
const MANY = 50_000
const ROUNDS = 3

export const growth: Measurement = {
  name: 'growth',
  measures: [
    'from 5,000 to 50,000 documents of 1 KB: growth of the time',
    'peak memory with 50,000 documents',
  ],
  take: async (bench) => {
    const repository = { few: join(bench.folder, 'few'), many: join(bench.folder, 'many') }
    await makeRepository(repository.few, pages(FEW, 1024))
    await makeRepository(repository.many, pages(MANY, 1024))
    await using platform = await PlatformProcess.start()
    const few: number[] = []
    const publishFew = async (): Promise<void> => {
      const step = { repository: repository.few, platform, documents: FEW }
      const result = await publish(bench, step)
      bench.note(`5,000: ${describeRun(result)}`)
      few.push(result.seconds)
    }
    await publishFew()
    const many: Run[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await publishFew()
      const step = { repository: repository.many, platform, documents: MANY }
      const result = await publish(bench, step)
      bench.note(`50,000: ${describeRun(result)}`)
      many.push(result)
    }
    return [
      {
        value: median(many.map(({ seconds }) => seconds)) / median(few),
        bar: { atMost: 10.5 },
        unit: 'times',
      },
      {
        value: megabytes(median(many.map(({ peakBytes }) => peakBytes))),
        bar: { atMost: 340 },
        unit: 'MB',
      },
    ]
  },
}

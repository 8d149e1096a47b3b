import { join } from 'node:path'
import { distance, PlatformProcess } from '../platform.ts'
import { describeRun, publish } from '../publish.ts'
import { makeLargeFile, makeRepository, pages } from '../repository.ts'
import { figure, median, type Bench, type Measurement } from '../row.ts'

const SMALL = 2_000
const LARGE = 50
const ROUNDS = 3

export const mixed: Measurement = {
  name: 'mixed',
  measures: ['2,000 small documents beside 50 of 20 MB: their median time against that without'],
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    await makeRepository(repository, pages(SMALL, 5 * 1024, 'small'))
    for (let index = 0; index < LARGE; index++) {
      makeLargeFile(join(repository, 'large', `large-${index}.bin`), 20 * 1024 ** 2)
    }
    const ratios: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const alone = await medianStored(bench, repository, 'small/**', SMALL)
      const beside = await medianStored(bench, repository, 'small/**\nlarge/**', SMALL + LARGE)
      ratios.push(beside / alone)
    }
    return [{ value: median(ratios), bar: { atMost: 2 }, unit: 'times' }]
  },
}

/** Seconds from the start of the process until half of the small documents are stored, as the bucket saw it. */
async function medianStored(
  bench: Bench,
  repository: string,
  glob: string,
  documents: number,
): Promise<number> {
  await using platform = await PlatformProcess.start(distance(50))
  const result = await publish(bench, { repository, platform, documents, glob })
  const stored = (await platform.objects()).filter(({ name }) => /^small__.*\.md$/.test(name))
  const time = (median(stored.map(({ storedAt }) => storedAt)) - result.startedAt) / 1000
  bench.note(
    `${documents} documents: small ones after ${figure(time, 's')}; ${describeRun(result)}`,
  )
  return time
}

import { join } from 'node:path'
import { PlatformProcess } from '../platform.ts'
import { timed } from '../process.ts'
import { publish } from '../publish.ts'
import { makeRepository } from '../repository.ts'
import { figure, median, type Measurement } from '../row.ts'

const ROUNDS = 15

export const start: Measurement = {
  name: 'start',
  measures: ['one document on an idle sandbox: whole process against a bare "node -e 0"'],
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    await makeRepository(repository, [{ path: 'docs/page.md', size: 5 * 1024 }])
    await using platform = await PlatformProcess.start()
    const bare: number[] = []
    const whole: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await timed(process.execPath, ['-e', '0']))
      whole.push((await publish(bench, { repository, platform, documents: 1 })).seconds)
    }
    const ratios = whole.map((seconds, round) => seconds / (bare[round] ?? NaN))
    bench.note(
      `node -e 0: ${figure(median(bare) * 1000, 'ms')}; action: ${figure(median(whole) * 1000, 'ms')}`,
    )
    return [{ value: median(ratios), bar: { atMost: 9 }, unit: 'times' }]
  },
}

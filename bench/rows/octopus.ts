import { join } from 'node:path'
import { run, succeeded } from '../process.ts'
import { describeRun, megabytes } from '../publish.ts'
import { makeOctopus, pages } from '../repository.ts'
import { median, type Measurement } from '../row.ts'
import { stepProgram } from '../step.ts'

const DOCUMENTS = 2_000
const PARENTS = 6_000
const ROUNDS = 1

/** A history that nobody writes but to do harm: git compares every document with every parent. */
export const octopus: Measurement = {
  name: 'octopus',
  measures: ['2,000 documents, one merge of 6,000 parents: peak memory of a dry run'],
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    await makeOctopus(repository, pages(DOCUMENTS, 1024), PARENTS)
    const peaks: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const program = stepProgram({
        action: bench.action,
        repository,
        temp: join(bench.folder, 'temp'),
        with: { workspace: 'bench', glob: 'docs/**', 'dry-run': 'true' },
      })
      const result = succeeded(await run(program))
      bench.note(describeRun(result))
      peaks.push(megabytes(result.peakBytes))
    }
    return [{ value: median(peaks), bar: { atMost: 250 }, unit: 'MB' }]
  },
}

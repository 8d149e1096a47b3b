import { join } from 'node:path'
import { run, succeeded, timed } from '../process.ts'
import { describeRun } from '../publish.ts'
import { makeRepository, pages } from '../repository.ts'
import { figure, median, type Measurement } from '../row.ts'
import { stepProgram } from '../step.ts'

const DOCUMENTS = 10_000
const COMMITS = 2_000
const ROUNDS = 5

/** By a dry run of the whole action, which reads and hashes every document as well. */
export const history: Measurement = {
  name: 'history',
  measures: [
    '10,000 files, 2,000 commits: a dry run against 1.5 times "git log -m --raw" plus 1 s',
  ],
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    await makeRepository(repository, pages(DOCUMENTS, 1024), COMMITS - 1)
    const ratios: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const gitSeconds = await timed('git', ['-C', repository, 'log', '-m', '--raw'])
      const program = stepProgram({
        action: bench.action,
        repository,
        temp: join(bench.folder, 'temp'),
        with: { workspace: 'bench', glob: 'docs/**', 'dry-run': 'true' },
      })
      const result = succeeded(await run(program))
      bench.note(`git log: ${figure(gitSeconds, 's')}; dry run: ${describeRun(result)}`)
      ratios.push(result.seconds / (1.5 * gitSeconds + 1))
    }
    return [{ value: median(ratios), bar: { atMost: 1 }, unit: 'times' }]
  },
}

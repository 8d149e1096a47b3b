import { join } from 'node:path'
import { Repository } from '../../../__tests__/support/repository.ts'
import { Chance } from '../chance.ts'
import { someHabits } from './habits.ts'
import { someDecoy } from './others.ts'
import { inItsOwn } from './runs.ts'
import { someCrash, someFaults } from './trouble.ts'
import { World, type RunOptions } from './world.ts'

/** What a history came to. */
export interface HistoryResult {
  /** What happened in it, a line each. */
  readonly events: readonly string[]
  /** What must never be; empty if all is well. */
  readonly violations: readonly string[]
}

const MINUTE = 60_000
const DAY = 25 * 60 * MINUTE

/** What happens to a run. */
type Kind = 'quiet' | 'crash' | 'faults' | 'twice' | 'held' | 'rejected' | 'plain' | 'removed'

const KINDS: readonly [Kind, ...Kind[]] = [
  ...(['crash', 'crash', 'crash', 'crash', 'crash', 'crash'] as const),
  ...(['faults', 'faults', 'faults', 'faults', 'faults'] as const),
  ...(['quiet', 'quiet', 'quiet', 'twice', 'twice', 'held', 'held'] as const),
  ...(['rejected', 'plain', 'removed'] as const),
]

/**
 * Some runs of a repository whose documents change, of which most are killed or disturbed, while others
 * work in the same workspace; then a quiet one, after which the workspace must be what the repository is.
 *
 * @param action the folder whose `dist/` is to run; by default the runs are in this process
 */
export async function history(
  seed: number,
  number: number,
  action: string | undefined,
): Promise<HistoryResult> {
  const chance = new Chance(seed, number)
  const mishaps = new Chance(seed + 1, number)
  const isBuilt = action !== undefined
  const habits = isBuilt ? { options: {}, isWhole: true } : someHabits(chance)
  return Repository.with(async (repository) => {
    const temp = join(repository.folder, '..', 'temp')
    const runner = isBuilt ? inItsOwn(action, temp) : undefined
    await using world = await World.start({
      repository,
      platform: habits.options,
      chance,
      mishaps,
      runner,
    })
    const events = [`platform: ${JSON.stringify(habits.options)}`]
    const violations: string[] = []
    for (let decoy = chance.between(0, 8); decoy > 0; decoy--)
      world.others.put(someDecoy(chance, 1_000 + decoy))
    for (let left = chance.between(2, 5); left > 0; left--) {
      if (chance.happens(0.8)) world.commit(world.branch.nextEdit())
      if (chance.happens(0.15)) {
        world.meddle(new Chance(seed, chance.between(1, 1e9)))
        events.push('files of ours are edited by hand')
        // By then the list shows it: nobody can know of it before.
        world.clock.sandbox.advance(MINUTE)
      }
      world.clock.sandbox.advance(
        isBuilt ? 16 * MINUTE : chance.pick([0, MINUTE, 16 * MINUTE, DAY]),
      )
      events.push(await disturbed(world, chance, isBuilt))
    }
    await world.settle()
    // What was abandoned is not waited for any more.
    world.clock.sandbox.advance(16 * MINUTE)
    violations.push(...(await quiet(world, habits.isWhole, events)))
    // What was abandoned is ingested now, whatever it holds.
    world.clock.sandbox.advance(DAY)
    await world.settle()
    violations.push(...(await quiet(world, habits.isWhole, events)))
    if (habits.isWhole) violations.push(...(await world.differencesFromPlainRun()))
    return { events, violations: [...world.violations, ...violations] }
  })
}

/** A run, and what happens to it; tells of both. */
async function disturbed(world: World, chance: Chance, isBuilt: boolean): Promise<string> {
  const kind = isBuilt
    ? chance.pick<Kind>(['crash', 'crash', 'crash', 'quiet'])
    : chance.pick(KINDS)
  const [page] = world.branch.head.pages.values()
  const options: Partial<RunOptions> = {
    isBusy: chance.happens(0.5),
    skipsUnchanged: chance.happens(0.9),
    waits: chance.happens(0.5),
    ...(chance.happens(0.1) ? { pushAt: chance.between(0, 5) } : {}),
    ...(kind === 'crash' ? { trouble: someCrash(chance) } : {}),
    ...(kind === 'faults' ? { trouble: someFaults(chance) } : {}),
    ...(kind === 'plain' ? { skipsUnchanged: false, prunes: false } : {}),
    ...(kind === 'removed' && page !== undefined ? { removed: page.path } : {}),
  }
  if (kind === 'twice') {
    await world.runTwice()
    return 'two runs at once'
  }
  if (kind === 'held') world.sandbox.holdIngestion()
  if (kind === 'rejected') world.sandbox.reject(page?.name ?? '', 'UNKNOWN_ERROR')
  const { failure, syncedCommit } = await world.run(options)
  world.sandbox.reject(page?.name ?? '')
  const isHeld = kind === 'held'
  if (isHeld && chance.happens(0.5)) world.sandbox.releaseIngestion()
  return `${kind} ${JSON.stringify(options)}: ${failure ?? syncedCommit ?? 'not proven'}`
}

/** Too many are stale to be deleted without a look. */
const IS_LIMIT = /would be deleted/

/** A run without trouble; tells what is wrong after it. */
async function quiet(world: World, isWhole: boolean, events: string[]): Promise<string[]> {
  const { failure, syncedCommit, lines } = await world.run()
  events.push(`quiet: ${failure ?? syncedCommit ?? 'not proven'}`)
  await world.settle()
  const wrong = world.differences()
  const isLimit = IS_LIMIT.test(failure ?? '')
  const bad = isWhole && !isLimit ? wrong : wrong.filter((each) => !each.endsWith(' is left'))
  const problems = bad.map((each) => `after a quiet run ${each}`)
  if (isWhole && !isLimit && syncedCommit === undefined)
    problems.push(
      `after a quiet run there is no synced-commit: ${failure ?? ''} ${lines.filter((line) => /^warning|not proven/.test(line)).join(' / ')}`,
    )
  if (problems.length > 0) events.push(...lines.map((line) => `  | ${line}`))
  return problems
}

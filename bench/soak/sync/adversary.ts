import { Repository } from '../../../__tests__/support/repository.ts'
import { Chance } from '../chance.ts'
import { someHabits } from './habits.ts'
import type { HistoryResult } from './history.ts'
import { seizing, someDecoy } from './others.ts'
import type { Page } from './pages.ts'
import { NO_TROUBLE, someCrash, someFaults } from './trouble.ts'
import { World } from './world.ts'

const MINUTE = 60_000

/**
 * A workspace full of files that are all but ours, some of them under names that we want, and two runs in it, the first
 * of which is disturbed: nothing of others may be deleted or replaced, and nothing said that is not so.
 */
export async function adversary(seed: number, number: number): Promise<HistoryResult> {
  const chance = new Chance(seed, number)
  const mishaps = new Chance(seed + 1, number)
  const { options: platform, isWhole } = someHabits(chance)
  return Repository.with(async (repository) => {
    await using world = await World.start({
      repository,
      platform,
      chance,
      mishaps,
      runner: undefined,
    })
    const events = [`platform: ${JSON.stringify(platform)}`]
    const violations: string[] = []
    if (chance.happens(0.5)) {
      await world.run()
      world.commit(world.branch.nextEdit())
    }
    for (let decoy = chance.between(6, 16); decoy > 0; decoy--)
      world.others.put(someDecoy(chance, 1_000 + decoy))
    const seized = isWhole && chance.happens(0.4) ? takeNames(world, chance) : []
    if (chance.happens(0.3)) world.putByHand(seizing(chance.pick(pagesOf(world)), true))
    if (chance.happens(0.3)) world.meddle(chance)
    // By then the list shows all of it.
    world.clock.sandbox.advance(MINUTE)
    const trouble = chance.pick([NO_TROUBLE, someFaults(chance), someCrash(chance)])
    const left = pagesOf(world).filter((page) => !seized.includes(page))
    const removed = chance.happens(0.3) ? left[0]?.path : undefined
    events.push(JSON.stringify({ seized: seized.map(({ name }) => name), trouble, removed }))
    const { length: sessions } = world.sandbox.sessions
    await world.run({ trouble, isBusy: chance.happens(0.7), removed })
    await world.settle()
    world.clock.sandbox.advance(16 * MINUTE)
    const { failure = '', syncedCommit, lines } = await world.run()
    events.push(...lines)
    if (seized.length > 0) {
      const unnamed = seized.filter(({ name }) => !failure.includes(JSON.stringify(name)))
      violations.push(...unnamed.map(({ name }) => `no error says whose ${name} is: ${failure}`))
      if (world.sandbox.sessions.length > sessions) violations.push('something was sent')
    } else if (isWhole && !/would be deleted/.test(failure)) {
      if (syncedCommit === undefined) violations.push(`nothing is proven: ${failure}`)
      violations.push(...world.differences())
    }
    return { events, violations: [...world.violations, ...violations] }
  })
}

/** Gives some names of documents to somebody else, and says which. */
function takeNames(world: World, chance: Chance): Page[] {
  const [page, ...others] = pagesOf(world)
  const taken = [page, ...others.filter(() => chance.happens(0.1))]
  for (const each of taken) world.others.seize(seizing(each, false))
  return taken
}

function pagesOf(world: World): [Page, ...Page[]] {
  const [first, ...others] = world.branch.head.pages.values()
  if (first === undefined) throw new Error('the branch has no documents')
  return [first, ...others]
}

import { expect, test } from '@jest/globals'
import { COLLATIONS } from '../../sandbox/platform/collation.ts'
import { random as seeded } from '../../sandbox/faults/random.ts'
import type { ListedFile } from '../../src/platform/file-schemas.ts'
import { Lanes } from '../../src/sync/lanes.ts'
import { readList } from '../../src/sync/read-list.ts'
import { readWorkspace } from '../../src/sync/read-workspace.ts'
import { manualClock } from '../support/manual-clock.ts'
import { OURS } from '../support/listed-workspace.ts'
import { SimulatedList } from '../support/simulated-list.ts'

const PARAMETERS = ['limit', 'filter', 'name', 'field', 'cursor']
const PIECES = ['a', 'b', 'B', 'docs__', 'Docs__', '-', '_', '.', 'é', 'ä', 'z', '1', '10', '😀']

/** A random workspace and a platform of random habits. */
function workspaceOf(seed: number) {
  const chance = seeded(seed)
  const pick = (count: number): number => Math.floor(chance() * count)
  const name = (): string =>
    Array.from({ length: 1 + pick(5) }, () => PIECES[pick(PIECES.length)]).join('') + '.md'
  let count = 0
  const file = (publisher: string, called = name()): ListedFile => ({
    id: `${String(pick(2 ** 31)).padStart(10, '0')}-${++count}`,
    name: called,
    size: 1,
    metadata: { publisher_id: publisher, number: count },
    createdAt: new Date(Date.UTC(2026, 0, 1) + pick(2 ** 30)).toISOString(),
  })
  const ours = Array.from({ length: 2_000 + pick(1_500) }, () => file(OURS))
  const others = Array.from({ length: pick(3) * 400 }, () => file('99'))
  // Some that are there, and some that are others' or nobody's.
  const wanted = new Set([
    ...ours.filter(() => chance() < 0.8).map((each) => each.name),
    ...others.filter(() => chance() < 0.1).map((each) => each.name),
    ...Array.from({ length: pick(200) }, name),
  ])
  const some = (likely: number): Set<string> => new Set(PARAMETERS.filter(() => chance() < likely))
  const isOdd = seed % 2 === 0
  const list = new SimulatedList([...ours, ...others], {
    compare: COLLATIONS[chance() < 0.5 ? 'bytes' : 'icu'],
    random: chance,
    drop: isOdd ? some(0.2) : new Set(),
    refuse: isOdd ? some(0.2) : new Set(),
    most: chance() < 0.1 ? 10 : 100,
    unrest: seed % 3 === 0 ? 0 : chance() * 0.1,
    saysMore: chance() < 0.8,
    explains: chance() < 0.7,
    countsRest: chance() < 0.2,
    another: () => file(chance() < 0.8 ? OURS : '99'),
  })
  return { wanted, list, isSound: !isOdd, isQuiet: seed % 3 === 0, before: [...list.files] }
}

const seeds = Array.from({ length: 24 }, (_, seed) => seed + 1)

test.each(seeds)(
  'a file that is there all the time is read, or the reading is no proof: %i',
  async (seed) => {
    const { wanted, list, before, isSound, isQuiet } = workspaceOf(seed)
    const told: string[] = []
    const { files, isConsistent } = await readWorkspace({
      platform: list,
      clock: manualClock(),
      log: { debug: (line) => told.push(line) },
      signal: new AbortController().signal,
      publisherId: OURS,
      repository: 'octo-org/handbook',
      wantedNames: wanted,
    })

    const ids = new Set(files.map(({ id }) => id))
    expect(ids.size).toBe(files.length)
    if (isSound && isQuiet) {
      expect(isConsistent).toBe(true)
      expect(told).toEqual([expect.stringMatching(/read by/)])
    }
    if (!isConsistent) return
    const stood = before.filter(({ id }) => !list.gone.has(id))
    const own = stood.filter(({ metadata }) => metadata['publisher_id'] === OURS)
    const names = new Set(files.map(({ name }) => name))
    const inTheWay = stood.filter(({ name }) => wanted.has(name) && !names.has(name))
    expect(own.filter(({ id }) => !ids.has(id))).toEqual([])
    expect(inTheWay).toEqual([])
  },
)

test.each(seeds)('parts that are read side by side leave nothing out: %i', async (seed) => {
  const { wanted, list, before } = workspaceOf(2 * seed + 1)
  const way = { limit: 100, byName: true, filter: undefined } as const
  const taken: string[] = []
  await readList(
    { ...way, inLanes: true, passesRepeats: false },
    {
      ask: (query) => list.listFiles(query),
      lanes: new Lanes(8),
      starts: [...wanted].filter((_, place) => place % 100 === 0).sort(),
      take: ({ id }) => taken.push(id),
    },
  )
  const seen = new Set(taken)
  expect(seen.size).toBe(taken.length)
  expect(before.filter(({ id }) => !list.gone.has(id) && !seen.has(id))).toEqual([])
})

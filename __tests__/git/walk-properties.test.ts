import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { Walk, type Answer } from '../../src/git/walk.ts'

/** Contents by path. */
type Tree = Readonly<Record<string, number>>

/** A commit of a history, in which parents come before their children and are named by their places. */
interface Made {
  readonly parents: readonly number[]
  readonly tree: Tree
}

const MOST_COMMITS = 12
const PATHS = ['a.md', 'b.md', 'c.md', 'd.md']

/** Few contents, so that they often meet again. */
const trees = fc.dictionary(fc.constantFrom(...PATHS), fc.integer({ min: 1, max: 3 }))

const histories = fc
  .array(fc.record({ ways: fc.array(fc.nat({ max: 5 }), { maxLength: 4 }), tree: trees }), {
    minLength: 1,
    maxLength: MOST_COMMITS,
  })
  .map((made) =>
    made.map(({ ways, tree }, place): Made => {
      const parents = new Set(ways.map((way) => place - 1 - way).filter((parent) => parent >= 0))
      return { parents: [...parents], tree }
    }),
  )

const dates = fc.array(fc.nat(), { minLength: MOST_COMMITS, maxLength: MOST_COMMITS })

const shaOf = (place: number): string => `sha${place}`

/** Git's rule, read as it stands: to the first parent that has the same, else this is the commit. */
function answerOf(path: string, history: readonly Made[]): Answer {
  let place = history.length - 1
  const content = history[place]?.tree[path]
  if (content === undefined) return { kind: 'absent' }
  for (;;) {
    const same = history[place]?.parents.find((parent) => history[parent]?.tree[path] === content)
    if (same === undefined) return { kind: 'changed', sha: shaOf(place) }
    place = same
  }
}

/** Tells the walk of a commit as `git log -m` does: of each parent it differs from, or once of none. */
function tell(walk: Walk, place: number, history: readonly Made[]): void {
  const { parents, tree } = history[place] ?? { parents: [], tree: {} }
  const shas = (): string[] => parents.map(shaOf)
  const before = parents.length === 0 ? [{}] : parents.map((parent) => history[parent]?.tree ?? {})
  const changed = before.map((from: Tree) => PATHS.filter((path) => from[path] !== tree[path]))
  if (parents.length < 2 || changed.every((paths) => paths.length === 0)) {
    walk.commit(shaOf(place), shas)
    for (const path of changed[0] ?? []) walk.change(Buffer.from(path), tree[path] === undefined)
    return
  }
  for (const [index, parent] of parents.entries()) {
    const paths = changed[index] ?? []
    if (paths.length === 0) continue
    walk.commit(shaOf(place), shas, shaOf(parent))
    for (const path of paths) walk.change(Buffer.from(path), tree[path] === undefined)
  }
}

test('in any order of commits, each path has the answer that it has by itself', () => {
  fc.assert(
    fc.property(histories, fc.subarray(PATHS), dates, (history, paths, dates) => {
      const head = history.length - 1
      const walk = new Walk(shaOf(head), paths)
      expect(walk.ahead).toEqual(paths.length === 0 ? [] : [shaOf(head)])
      expect(walk.finished).toBe(paths.length === 0)

      // By date, which may be anything; then what was missed in the order of the graph.
      const places = history.map((_, place) => place)
      const byDate = places.map((place) => ({ place, date: dates[place] ?? 0 }))
      byDate.sort((one, other) => other.date - one.date)
      for (const { place } of byDate) tell(walk, place, history)
      walk.leave()
      if (!walk.finished) for (const place of places.toReversed()) tell(walk, place, history)
      walk.leave()

      expect(walk.answers).toEqual(paths.map((path) => answerOf(path, history)))
      expect(walk.finished).toBe(true)
      expect(walk.ahead).toEqual([])
      const shas = walk.answers.flatMap((answer) =>
        answer?.kind === 'changed' ? [answer.sha] : [],
      )
      expect(walk.shas).toEqual(new Set(shas))
    }),
    { numRuns: 2_000 },
  )
})

test('what is not asked for changes nothing', () => {
  const walk = new Walk('sha1', ['a.md'])
  walk.change(Buffer.from('a.md'), true)
  walk.commit('sha9', () => [])
  walk.change(Buffer.from('a.md'), true)
  walk.leave()
  expect(walk.answers).toEqual([undefined])
  walk.commit('sha1', () => ['sha0'])
  expect(walk.finished).toBe(false)
  walk.change(Buffer.from('b.md'), true)
  walk.change(Buffer.from('a.md'), false)
  walk.leave()
  expect(walk.answers).toEqual([{ kind: 'changed', sha: 'sha1' }])
})

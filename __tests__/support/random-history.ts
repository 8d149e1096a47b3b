import type { Repository } from './repository.ts'

/** A small generator of random numbers (Mulberry32), so that a seed names a history. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/**
 * Fills a repository with random commits by `git fast-import`: few files with few contents, so that
 * they often meet again; merges of any parents with any outcome; further roots; clocks that differ.
 * @returns the paths it has used
 */
export function fillAtRandom(
  repository: Repository,
  seed: number,
  commits: number,
  mostParents = 4,
): string[] {
  const random = randomOf(seed)
  const paths = ['a.md', 'docs/b.md', 'docs/c.md', 'docs/deep/d.md', 'docs/deep/e f.md', 'x/"g".md']
  const contents = 2 + random(3)
  const skew = [0, 1, 200][random(3)] ?? 0
  const trees: Map<string, number>[] = []
  const lines: string[] = []
  for (let number = 1; number <= commits; number++) {
    const anyEarlier = () => Math.max(1, number - 1 - random(2 * mostParents))
    const root = number === 1 || random(25) === 0
    const count = root ? 0 : random(3) > 0 ? 1 : 2 + (random(4) === 0 ? random(mostParents - 1) : 0)
    const last = random(3) > 0
    const parents = [...new Set(Array.from({ length: count }, anyEarlier))]
    if (count === 1 && last) parents[0] = number - 1
    const from = parents.map((parent) => trees[parent] ?? new Map<string, number>())
    const tree = new Map<string, number>()
    for (const path of paths) {
      // As one of the parents has it, mostly; or by a hand's own.
      const inherited = from[random(Math.max(1, from.length))]?.get(path)
      const own = random(4) === 0 ? undefined : random(contents)
      const value = root || random(parents.length > 1 ? 10 : 5) === 0 ? own : inherited
      if (value !== undefined) tree.set(path, value)
    }
    trees[number] = tree
    const second = 1_700_000_000 + number * (random(2) * 30) - random(skew + 1) * 10
    lines.push(
      ...(root ? ['reset refs/heads/main'] : []),
      'commit refs/heads/main',
      `mark :${number}`,
      `committer C <c@example.com> ${second} +0000`,
      'data 1',
      'm',
      ...parents.map((parent, index) => `${index === 0 ? 'from' : 'merge'} :${parent}`),
      'deleteall',
      ...[...tree].flatMap(([path, value]) => [
        `M 100644 inline ${path.startsWith('x/') ? JSON.stringify(path) : path}`,
        'data 1',
        `${value}`,
      ]),
    )
  }
  repository.gitWith(`${lines.join('\n')}\n`, 'fast-import', '--quiet', '--force')
  repository.git('reset', '--quiet', '--hard', 'refs/heads/main')
  return paths
}

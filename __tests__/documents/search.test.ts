import { relative } from 'node:path'
import { create } from '@actions/glob'
import { expect, jest, test } from '@jest/globals'
import { Minimatch } from 'minimatch'
import { PublishError } from '../../src/log/publish-error.ts'
import { randomOf } from '../support/random-history.ts'
import { find, pathsOf, workspace } from '../support/workspace.ts'

const FOLDERS = 6
const LISTS_A_FOLDER = 100

/** Names of files and folders: odd ones, hidden ones, and such as look like patterns. */
const NAMES = [
  ...['a', 'A', 'b', 'ab', 'aab', 'a.md', 'b.MD', 'aXbXa.md', '.a', '.b.md', '...'],
  ...['[a]', 'a]b', 'a b', 'ä', '😀', '!a', '#a', '-', 'a\\b', 'a*b', 'a?', '{a,b}', '+(a)'],
]

/** What segments of patterns are made of, beside names. */
const PARTS = [
  ...[
    '*',
    '*',
    '*',
    '*',
    '?',
    '?',
    'a',
    'b',
    '.',
    '.md',
    '\\',
    '\\*',
    '\\a',
    '\\\\',
    '[',
    ']',
    '-',
  ],
  ...['[a]', '[ab]', '[!a]', '[^b]', '[a-c]', '[c-a]', '[]a]', '[!]]', '[a', '[[:alpha:]]'],
  ...['[[:upper:]]', '[^[:alpha:]]', '[a-[:alpha:]]', '[\\]]', '[*]', '[.]', '[]', '[!]', 'a**b'],
  ...['+(a|b)', '@(a)', '!(a)', '{a,b}', '(', '|', ')', '!', '#', '~', 'ä', '😀', ' ', '$', '^'],
]

type Random = (below: number) => number

test.each(Array.from({ length: FOLDERS }, (_, seed) => seed))(
  '@actions/glob finds the same in random folder %d',
  async (seed) => {
    const random = randomOf(seed)
    const includeHidden = seed % 2 === 0
    const folder = workspace(filesOf(random))
    const before = process.cwd()
    // The library prints what it does for the runner.
    const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
    let matches = 0
    try {
      process.chdir(folder)
      for (let list = 0; list < LISTS_A_FOLDER; list++) {
        const patterns = patternsOf(random)
        const all = await foundByLibrary(folder, patterns)
        const expected = all?.filter((path) => includeHidden || !/(?:^|\/)\./.test(path))
        const found = await find(folder, patterns, includeHidden).catch(refused)
        expect([patterns, found && pathsOf(found.documents)]).toEqual([patterns, expected])
        expect(found?.unsendable ?? []).toEqual([])
        if (expected !== undefined && expected.length > 0) matches += 1
      }
    } finally {
      process.chdir(before)
      stdout.mockRestore()
    }
    expect(matches).toBeGreaterThan(LISTS_A_FOLDER / 4)
  },
)

function filesOf(random: Random): Record<string, string> {
  const files: Record<string, string> = {}
  for (const name of NAMES) {
    const folder = pick([...NAMES, ''], random)
    files[`${folder}/0${name}`] = 'x'
    files[`${folder}/1${pick(NAMES, random)}/${name}`] = 'x'
    if (random(2) === 0) files[`${name}/1/${pick(NAMES, random)}/${pick(NAMES, random)}`] = 'x'
  }
  return files
}

/** One that includes at least, and such as both accept: without "." and ".." as names. */
function patternsOf(random: Random): string {
  const lines = Array.from({ length: 1 + random(4) }, (_, index) => {
    const marks = index === 0 ? '' : pick(['', '', '!', '!', '! ', '!!'], random)
    return marks + patternOf(random)
  })
  return lines.join('\n')
}

function patternOf(random: Random): string {
  for (;;) {
    const segments = Array.from({ length: 1 + random(4) }, () => segmentOf(random))
    const start = pick(['', '', '', './'], random)
    const written = segments.join(pick(['/', '/', '/', '//'], random))
    const pattern = start + written + pick(['', '', '', '/', '/**'], random)
    const isPlain = !/^[!#~\s]|\s$/.test(pattern)
    if (isPlain && !segments.some((segment) => /^[.\\[\]]*$/.test(segment))) return pattern
  }
}

function segmentOf(random: Random): string {
  const kind = random(10)
  if (kind < 2) return '**'
  if (kind < 4) return '*'
  if (kind < 7) return pick(NAMES, random)
  return Array.from({ length: 1 + random(5) }, () => pick(PARTS, random)).join('')
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[random(items.length)]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}

/** Nothing where a pattern is not valid. */
async function foundByLibrary(folder: string, patterns: string): Promise<string[] | undefined> {
  const options = { followSymbolicLinks: false, matchDirectories: false }
  const globber = await create(patterns, options).catch(() => undefined)
  const found = await globber?.glob()
  return found?.map((path) => relative(folder, path)).sort()
}

function refused(error: unknown): undefined {
  if (!(error instanceof PublishError)) throw error
}

test('a thousand patterns are compared with the folders that they begin in, not with each other', async () => {
  const patterns = Array.from({ length: 1_000 }, (_, index) => `docs/${index}/*.md`)
  const folder = workspace({ 'docs/0/a.md': 'a', 'docs/999/b.md': 'b' })
  const comparing = jest.spyOn(Minimatch.prototype, 'matchOne')
  try {
    const { documents } = await find(folder, patterns.join('\n'))
    expect(pathsOf(documents)).toEqual(['docs/0/a.md', 'docs/999/b.md'])
    expect(comparing.mock.calls.length).toBeLessThan(50 * patterns.length)
  } finally {
    comparing.mockRestore()
  }
})

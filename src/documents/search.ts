import type { Stats } from 'node:fs'
import { promises } from 'node:fs'
import { sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { create } from '@actions/glob'

/** What a search sees in place of a folder. Paths are absolute, in the system's own form. */
export interface Tree {
  readonly folder: string
  /** Told where the search will start, before anything is asked. */
  enter?(root: string): void
  exists(path: string): boolean
  isFolder(path: string): boolean
  /** The names in a folder, or paths relative to it. */
  names(folder: string): readonly string[]
}

/**
 * The paths of a tree that the patterns find, files and what else is no folder, in no order.
 *
 * `@actions/glob` decides what a pattern means. What is there it is told by the tree: left alone it
 * ends at the first folder it cannot read, follows links in a pattern's literal part, asks for the
 * state of every file, one after the other, and cannot hold a folder of 200,000 names.
 */
export async function search(patterns: readonly string[], tree: Tree): Promise<string[]> {
  const globber = await create(patterns.join('\n'), {
    followSymbolicLinks: false,
    matchDirectories: false,
  })
  const searching = turn.then(() => {
    for (const root of globber.getSearchPaths()) tree.enter?.(root)
    return lend(tree, () => globber.glob())
  })
  turn = searching.then(
    () => undefined,
    () => undefined,
  )
  return searching
}

/** Searches take turns, since each has `fs.promises` for its own. */
let turn: Promise<void> = Promise.resolve()

/** The globber pushes the names of a folder as arguments, and a stack holds some 100,000 of those. */
const NAMES_AT_ONCE = 10_000

/** All that the globber asks of a state. */
type State = Pick<Stats, 'isDirectory'>
const FOLDER: Promise<State> = Promise.resolve({ isDirectory: () => true })
const FILE: Promise<State> = Promise.resolve({ isDirectory: () => false })

async function lend<Result>(tree: Tree, use: () => Promise<Result>): Promise<Result> {
  const { lstat, readdir } = promises
  const places = new Map<string, { names: readonly string[]; next: number }>()

  async function namesOf(folder: string): Promise<string[]> {
    await setImmediate() // signals are heard during a long search
    const { names, next } = places.get(folder) ?? { names: tree.names(folder), next: 0 }
    const end = next + NAMES_AT_ONCE
    if (end >= names.length) {
      places.delete(folder)
      return names.slice(next)
    }
    places.set(folder, { names, next: end })
    // `.` is the folder itself: the globber comes back to it for the rest.
    return [...names.slice(next, end), '.']
  }

  function stateOf(path: string): Promise<State> {
    if (tree.isFolder(path)) return FOLDER
    if (tree.exists(path)) return FILE
    return Promise.reject(Object.assign(new Error(`${path} does not exist`), { code: 'ENOENT' }))
  }

  Object.assign(promises, {
    lstat: answerWithin(tree.folder, lstat, stateOf),
    readdir: answerWithin(tree.folder, readdir, namesOf),
  })
  try {
    return await use()
  } finally {
    Object.assign(promises, { lstat, readdir })
  }
}

/** The function, but for calls with nothing but a path in the folder, as the globber makes them. */
function answerWithin<Original extends (...given: never[]) => unknown>(
  folder: string,
  original: Original,
  answer: (path: string) => unknown,
): Original {
  const below = folder.endsWith(sep) ? folder : folder + sep
  return new Proxy(original, {
    apply(target, self, given: unknown[]): unknown {
      const [path] = given
      const asked = given.length === 1 && typeof path === 'string'
      if (asked && (path === folder || path.startsWith(below))) return answer(path)
      return Reflect.apply(target, self, given)
    },
  })
}

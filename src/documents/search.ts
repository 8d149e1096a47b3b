import { dirname, sep } from 'node:path'
import type { Turns } from '../event-loop.ts'
import type { FolderTree } from './folder-tree.ts'
import { notUtf8, type Unsendable } from './unsendable.ts'
import { searchPaths, type Pattern } from './patterns.ts'
import { namesOf, type Names, type Scope } from './scope.ts'
import { Scopes } from './scopes.ts'

/** The result of a search. Both lists are in no order. */
interface Searched {
  /** The absolute paths that the patterns include: of files, and of whatever else is not a folder. */
  readonly found: readonly string[]
  /** What kept the search from looking further, where no pattern excludes it. */
  readonly obstacles: readonly Unsendable[]
}

/** A folder that is still to be searched. */
interface Place {
  readonly path: string
  readonly names: Names
  readonly scope: Scope
}

/**
 * Searches a tree for what the patterns include, in those folders only where something may match. A
 * folder that cannot be read is an obstacle, and does not end the search.
 *
 * @throws a `PublishError` where that is the workspace folder; the signal's reason when it aborts
 */
export async function search(
  patterns: readonly Pattern[],
  tree: FolderTree,
  turns: Turns,
  signal: AbortSignal,
): Promise<Searched> {
  const found: string[] = []
  const obstacles: Unsendable[] = []
  const places: Place[] = []
  const scopes = new Scopes(patterns)

  for (const root of await searchPaths(patterns, tree.folder)) {
    if (turns.isDue) await turns.next(signal)
    start(root)
  }
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    try {
      await lookInto(place)
    } catch (error) {
      signal.throwIfAborted()
      note(tree.unreadableFolder(place.path, error), [...place.names, ANYTHING], place.scope)
    }
  }
  return { found, obstacles }

  function start(path: string): void {
    const names = namesOf(path)
    const scope = scopes.of(dirname(path))
    const start = tree.enter(path)
    if (start.kind === 'obstacle') note(start.obstacle, names, scope)
    else if (start.kind === 'folder') places.push({ path, names, scope: scope.below(names) })
    else if (start.kind === 'file' && scope.includes(names)) found.push(path)
  }

  async function lookInto({ path, names, scope }: Place): Promise<void> {
    const folder = path.endsWith(sep) ? path : path + sep
    for (const entry of await tree.entries(path)) {
      const way = folder + entry.name
      const itsNames = [...names, entry.name]
      if (!entry.isDirectory()) {
        if (scope.includes(itsNames)) found.push(way)
      } else enter({ path: way, names: itsNames, scope: scope.below(itsNames) })
      if (turns.isDue) await turns.next(signal)
    }
  }

  function enter(place: Place): void {
    if (!place.scope.mayInclude) return
    if (place.path.isWellFormed()) places.push(place)
    else
      note(
        { path: `${tree.pathOf(place.path)}/`, outcome: notUtf8() },
        [...place.names, ANYTHING],
        place.scope,
      )
  }

  function note(obstacle: Unsendable, names: Names, scope: Scope): void {
    if (!scope.excludes(names)) obstacles.push(obstacle)
  }
}

/** Stands for all that is in a folder which cannot be read: only a pattern for everything in it excludes it. */
const ANYTHING = 'anything'

import { lstatSync } from 'node:fs'
import type { Log } from '../log/log.ts'
import type { FoundFile, LeftOut } from './found.ts'
import { FolderTree } from './folder-tree.ts'
import { behindLink, empty, notAFile, notUtf8, symbolicLink, unreadable } from './unsendable.ts'
import type { Pattern } from './patterns.ts'
import { readPatterns } from './patterns.ts'
import { search } from './search.ts'
import { Turn } from './turn.ts'
import { realFolder } from './workspace-folder.ts'

/** What the input `glob` finds in the workspace folder. Both lists are sorted by path. */
export interface Discovery {
  /** The workspace folder with links resolved: what documents are opened in. */
  readonly folder: string
  readonly files: readonly FoundFile[]
  /** The paths of those files that have metadata of their own, `NAME.EXT.meta.json`, beside them. */
  readonly sidecars: readonly string[]
  readonly leftOut: readonly LeftOut[]
  /** What `explainNoMatch` says of a search that found nothing. */
  readonly clues: Clues
}

/** What may be the reason that nothing was found. */
export interface Clues {
  readonly patterns: readonly Pattern[]
  /** Hidden files or folders were passed over. */
  readonly passedHidden: boolean
  /** The literal beginnings of patterns that do not exist, relative to the workspace folder. */
  readonly missing: readonly string[]
  /** How many files matched that git ignores. */
  readonly ignored: number
}

export interface DiscoverOptions {
  /** Absolute, as in GITHUB_WORKSPACE. */
  readonly workspace: string
  /** The input `glob`. */
  readonly patterns: string
  readonly includeHiddenFiles: boolean
  readonly log: Log
  /** Ends the search. */
  readonly signal: AbortSignal
}

/**
 * Finds the files to publish, and what the patterns match but cannot be published, by name and
 * reason. Opens no file. Files ending in `.meta.json` are metadata of others and are not matched.
 *
 * @throws a `PublishError` if a pattern is not valid or the workspace folder cannot be read; the
 * signal's reason when that aborts
 */
export async function discover(options: DiscoverOptions): Promise<Discovery> {
  const folder = realFolder(options.workspace)
  const patterns = await readPatterns(options.patterns, options.workspace, folder)
  const tree = new FolderTree(folder, options.includeHiddenFiles)
  const turn = new Turn()
  const { found, obstacles } = await search(patterns, tree, turn, options.signal)

  const files: FoundFile[] = []
  const leftOut = [...obstacles]
  for (const absolute of found) {
    if (turn.isLong) await turn.end(options.signal)
    const file = examine(absolute, tree)
    if ('outcome' in file) leftOut.push(file)
    else files.push(file)
  }
  const { passedHidden, missing } = tree
  options.log.debug(`Found ${files.length} files in ${folder}, and ${leftOut.length} to leave out.`)
  return {
    folder,
    files: sorted(files),
    sidecars: sorted(files.filter(({ path }) => tree.described.has(path))).map(({ path }) => path),
    leftOut: sorted(leftOut),
    clues: { patterns, passedHidden, missing, ignored: 0 },
  }
}

function examine(absolute: string, tree: FolderTree): FoundFile | LeftOut {
  const path = tree.pathOf(absolute)
  if (!absolute.isWellFormed()) return notUtf8(path)
  try {
    const stats = lstatSync(absolute)
    if (stats.isSymbolicLink()) return symbolicLink(path)
    if (tree.isBehindLink(absolute)) return behindLink(path)
    if (!stats.isFile()) return notAFile(path, stats)
    return stats.size === 0 ? empty(path) : { path, size: stats.size }
  } catch (error) {
    return unreadable(path, error)
  }
}

/** By code units, the same everywhere, each path once, without metadata files. */
function sorted<Item extends { readonly path: string }>(items: readonly Item[]): Item[] {
  // Two that cannot be shown as they are may look alike: their reasons tell them apart.
  const unlike = new Map(items.map((item) => [JSON.stringify(item), item]))
  return [...unlike.values()]
    .filter((item) => !item.path.endsWith('.meta.json'))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}

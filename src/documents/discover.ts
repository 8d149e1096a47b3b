import { lstatSync } from 'node:fs'
import type { Document, NotUploaded } from '../document.ts'
import { Turns } from '../event-loop.ts'
import type { Log } from '../log/log.ts'
import { FolderTree } from './folder-tree.ts'
import { METADATA_SUFFIX, nameOf, type NameOptions } from './names.ts'
import { readPatterns, type Pattern } from './patterns.ts'
import { search } from './search.ts'
import { findSeveralPatterns } from './several-patterns.ts'
import {
  behindLink,
  empty,
  notAFile,
  notUtf8,
  symbolicLink,
  unreadable,
  type Unsendable,
} from './unsendable.ts'
import { findUnusedSidecars } from './unused-sidecars.ts'
import { realFolder } from './workspace-folder.ts'

/** What the input `glob` matches in the workspace folder. Its lists are sorted by path. */
export interface Discovery {
  /** The workspace folder with links resolved: what documents are opened in. */
  readonly folder: string
  /** Their names are yet to be checked. */
  readonly documents: readonly Document[]
  /** The paths of those documents that have metadata of their own, `NAME.EXT.meta.json`, beside them. */
  readonly sidecars: readonly string[]
  /** The paths of sidecars whose document is not there. */
  readonly unusedSidecars: readonly string[]
  readonly unsendable: readonly Unsendable[]
  /** What `explainNoMatch` says of a search that found nothing. */
  readonly clues: Clues
}

/** What may be the reason that nothing was found. */
export interface Clues {
  readonly patterns: readonly Pattern[]
  /** Hidden files or folders were skipped. */
  readonly passedHidden: boolean
  /** The literal beginnings of patterns that do not exist, relative to the workspace folder. */
  readonly missing: readonly string[]
  /** Lines that probably mean several patterns, and match nothing as one. */
  readonly several: readonly string[]
  /** How many files matched that git ignores. */
  readonly ignored: number
}

export interface DiscoverOptions {
  /** Absolute, as in GITHUB_WORKSPACE. */
  readonly workspaceFolder: string
  /** The input `glob`. */
  readonly patterns: string
  readonly includeHiddenFiles: boolean
  readonly naming: NameOptions
  readonly log: Log
  /** Ends the search. */
  readonly signal: AbortSignal
}

/**
 * Finds the documents to publish, and what the patterns match but cannot be uploaded, with the
 * reason. Opens no file. Files ending in `.meta.json` are metadata of others and are not matched.
 *
 * @throws a `PublishError` where a pattern is not valid or the workspace folder cannot be read; the
 * signal's reason when that aborts
 */
export async function discover(options: DiscoverOptions): Promise<Discovery> {
  const { workspaceFolder, includeHiddenFiles, naming, log, signal } = options
  const folder = realFolder(workspaceFolder)
  const patterns = await readPatterns(options.patterns, workspaceFolder, folder)
  const tree = new FolderTree(folder, includeHiddenFiles)
  const turns = new Turns()
  const { found, obstacles } = await search(patterns, tree, turns, signal)

  const documents: Document[] = []
  const unsendable = obstacles.filter(({ path }) => !path.endsWith(METADATA_SUFFIX))
  for (const absolute of found) {
    if (turns.isDue) await turns.next(signal)
    const path = tree.pathOf(absolute)
    if (path.endsWith(METADATA_SUFFIX)) continue
    const result = examine(absolute, tree)
    if (typeof result === 'object') unsendable.push({ path, outcome: result })
    else documents.push({ path, name: nameOf(path, naming), size: result })
  }
  log.debug(
    `Found ${documents.length} documents in ${folder}, and ${unsendable.length} paths that cannot be uploaded.`,
  )
  documents.sort(byPath)
  const { described, passedHidden, missing } = tree
  const several = await findSeveralPatterns(patterns, folder, found, turns, signal)
  const matched = new Set(described.size > 0 ? [...documents, ...unsendable].map(pathOf) : [])
  return {
    folder,
    documents,
    sidecars: documents.map(({ path }) => path).filter((path) => described.has(path)),
    unusedSidecars: await findUnusedSidecars(tree, patterns, matched, turns, signal),
    unsendable: unsendable.sort(byPath),
    clues: { patterns, passedHidden, missing, several, ignored: 0 },
  }
}

/** The size of a document, or why it cannot be uploaded. */
function examine(absolute: string, tree: FolderTree): number | NotUploaded {
  if (!absolute.isWellFormed()) return notUtf8()
  try {
    const stats = lstatSync(absolute)
    if (stats.isSymbolicLink()) return symbolicLink()
    if (tree.isBehindLink(absolute)) return behindLink()
    if (!stats.isFile()) return notAFile(stats)
    return stats.size === 0 ? empty() : stats.size
  } catch (error) {
    return unreadable(error)
  }
}

function pathOf({ path }: { readonly path: string }): string {
  return path
}

/** By code units, the same everywhere. */
function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : 1
}

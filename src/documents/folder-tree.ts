import { lstatSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { PublishError } from '../report/publish-error.ts'
import type { LeftOut } from './document.ts'
import { behindLink, errorCode, notUtf8, symbolicLink, unreadable } from './left-out.ts'
import { list, visible } from './listing.ts'
import { METADATA_SUFFIX } from './names.ts'
import type { Tree } from './search.ts'
import { isWithin } from './workspace-folder.ts'

/**
 * The workspace folder as a search may see it: without `.git`, without hidden names unless wanted,
 * without following a link, and without an end at what cannot be read.
 */
export class FolderTree implements Tree {
  readonly folder: string
  /** What kept the search from looking further, if no pattern excludes it. */
  readonly obstacles: LeftOut[] = []
  /** Where a search should have started, and there is nothing. */
  readonly missing: string[] = []
  /** The paths of documents that have a metadata file beside them, and of some that do not exist. */
  readonly described = new Set<string>()
  /** Whether something hidden was passed over. */
  passedHidden = false
  readonly #includeHidden: boolean
  readonly #closed = new Set<string>()
  readonly #folders = new Set<string>()
  readonly #linked: string[] = []

  constructor(folder: string, includeHidden: boolean) {
    this.folder = folder
    this.#includeHidden = includeHidden
  }

  enter(root: string): void {
    const path = this.pathOf(root)
    if (path.split('/').some((name) => this.#isHidden(name))) {
      this.#closed.add(root)
      return
    }
    try {
      this.#enterVisible(root, path)
    } catch (error) {
      this.#closed.add(root)
      // Too long a name is one that nothing here can have.
      if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(errorCode(error))) this.missing.push(path)
      else this.obstacles.push(unreadable(path, error))
    }
  }

  exists(path: string): boolean {
    return !this.#closed.has(path)
  }

  isFolder(path: string): boolean {
    return this.#folders.has(path)
  }

  names(folder: string): string[] {
    if (!folder.isWellFormed()) {
      this.obstacles.push(notUtf8(`${this.pathOf(folder)}/`))
      return []
    }
    try {
      const entries = list(folder).filter((entry) => !this.#isHidden(entry.name))
      for (const entry of entries) {
        if (entry.isDirectory()) this.#folders.add(join(folder, entry.name))
        else if (entry.name.endsWith(METADATA_SUFFIX)) this.#describe(join(folder, entry.name))
      }
      return entries.map((entry) => entry.name)
    } catch (error) {
      if (folder === this.folder) {
        throw new PublishError(
          `The workspace folder ${folder} cannot be read (${errorCode(error)}): give the user that runs this step permission.`,
        )
      }
      this.obstacles.push(unreadable(`${this.pathOf(folder)}/`, error))
      return []
    }
  }

  /** Whether a path leads through a linked folder in the literal part of a pattern. */
  isBehindLink(path: string): boolean {
    return this.#linked.some((root) => path === root || path.startsWith(root + sep))
  }

  /** Relative to the workspace folder, with `/`, fit to be shown. */
  pathOf(absolute: string): string {
    const way = absolute.slice(
      this.folder.endsWith(sep) ? this.folder.length : this.folder.length + 1,
    )
    return visible(sep === '/' ? way : way.replaceAll(sep, '/'))
  }

  /** What is below a real folder and not a link is real, so only a search's start can lead astray. */
  #enterVisible(root: string, path: string): void {
    const stats = lstatSync(root)
    if (stats.isSymbolicLink()) {
      this.obstacles.push(symbolicLink(path))
      return
    }
    const parent = dirname(root)
    if (root !== this.folder && realpathSync(parent) !== parent) {
      if (stats.isDirectory() && !isWithin(this.folder, realpathSync(root))) {
        this.obstacles.push(behindLink(`${path}/`))
        return
      }
      this.#linked.push(root)
    }
    if (stats.isDirectory()) this.#folders.add(root)
    // Nobody lists the folder of a pattern that is a file's path.
    else if (isThere(root + METADATA_SUFFIX)) this.#describe(root + METADATA_SUFFIX)
  }

  #describe(metadataFile: string): void {
    if (!metadataFile.isWellFormed()) return
    this.described.add(this.pathOf(metadataFile.slice(0, -METADATA_SUFFIX.length)))
  }

  #isHidden(name: string): boolean {
    if (!name.startsWith('.')) return false
    if (name.toLowerCase() === '.git') return true
    if (!this.#includeHidden) this.passedHidden = true
    return !this.#includeHidden
  }
}

function isThere(file: string): boolean {
  try {
    return !lstatSync(file).isDirectory()
  } catch {
    return false
  }
}

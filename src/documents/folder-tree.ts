import { lstatSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { withDescriptor } from '../network/descriptors.ts'
import { PublishError } from '../log/publish-error.ts'
import { errorCode } from '../property.ts'
import { isNothing, whatIsAt } from '../what-is-at.ts'
import { behindLink, symbolicLink, unreadable, type Unsendable } from './unsendable.ts'
import { list, visible, type Entry } from './listing.ts'
import { METADATA_SUFFIX } from './names.ts'
import { isWithin } from './workspace-folder.ts'

/** What a search finds where it is to start; an obstacle keeps it from starting. */
type Start =
  | { readonly kind: 'folder' | 'file' | 'nothing' }
  | { readonly kind: 'obstacle'; readonly obstacle: Unsendable }

/**
 * The workspace folder as a search may see it: without `.git`, without hidden names unless wanted,
 * and without following a link. Paths are absolute, in the system's own form.
 */
export class FolderTree {
  readonly folder: string
  /** Paths where a search was to start, and nothing exists. */
  readonly missing: string[] = []
  /** Paths that have a sidecar beside them. Not every one of them exists. */
  readonly described = new Set<string>()
  /** Whether something hidden was skipped. */
  passedHidden = false
  readonly #includeHidden: boolean
  readonly #linked: string[] = []

  constructor(folder: string, includeHidden: boolean) {
    this.folder = folder
    this.#includeHidden = includeHidden
  }

  /** Looks at the place where a search is to start. */
  enter(root: string): Start {
    const path = this.pathOf(root)
    if (path.split('/').some((name) => this.#isHidden(name))) return { kind: 'nothing' }
    try {
      return this.#enterVisible(root, path)
    } catch (error) {
      if (!isNothing(error)) {
        return { kind: 'obstacle', obstacle: { path, outcome: unreadable(error) } }
      }
      this.missing.push(path)
      return { kind: 'nothing' }
    }
  }

  /**
   * The visible entries of a folder.
   *
   * @throws the file system's error, also while entries are read
   */
  async entries(folder: string): Promise<Iterable<Entry>> {
    return this.#visible(folder, await withDescriptor(() => list(folder)))
  }

  /**
   * The outcome of a folder that cannot be read.
   *
   * @throws a `PublishError` where that is the workspace folder itself
   */
  unreadableFolder(folder: string, error: unknown): Unsendable {
    if (folder !== this.folder) {
      return { path: `${this.pathOf(folder)}/`, outcome: unreadable(error) }
    }
    const code = errorCode(error)
    const advice = code === 'EACCES' ? ': give the user that runs this step permission.' : '.'
    throw new PublishError(`The workspace folder ${folder} cannot be read (${code})${advice}`)
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

  /** Below a real folder, what is not a link is real: so only the start of a search can be behind one. */
  #enterVisible(root: string, path: string): Start {
    const stats = lstatSync(root)
    if (stats.isSymbolicLink()) {
      return { kind: 'obstacle', obstacle: { path, outcome: symbolicLink() } }
    }
    const parent = dirname(root)
    if (root !== this.folder && realpathSync(parent) !== parent) {
      if (stats.isDirectory() && !isWithin(this.folder, realpathSync(root))) {
        return { kind: 'obstacle', obstacle: { path: `${path}/`, outcome: behindLink() } }
      }
      this.#linked.push(root)
    }
    if (stats.isDirectory()) return { kind: 'folder' }
    // The folder of a pattern that is a file's path is not listed, so its sidecar is looked up.
    if (whatIsAt(root + METADATA_SUFFIX) === 'other') this.#describe(root + METADATA_SUFFIX)
    return { kind: 'file' }
  }

  *#visible(folder: string, entries: Iterable<Entry>): Iterable<Entry> {
    for (const entry of entries) {
      if (this.#isHidden(entry.name)) continue
      if (entry.name.endsWith(METADATA_SUFFIX) && !entry.isDirectory()) {
        this.#describe(join(folder, entry.name))
      }
      yield entry
    }
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

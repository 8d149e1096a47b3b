import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { whatIsAt } from '../what-is-at.ts'
import { parentOf } from './folders.ts'
import { openClone, type OpenClone } from './open.ts'
import { GitError, type Clone } from './run.ts'

/**
 * The clones that documents lie in. Each is known by its folder, relative to the workspace folder: ''
 * for that itself, whose clone may begin further up. Each is opened once, when it is first asked for.
 */
export class Clones {
  readonly #workspace: Clone
  readonly #nearest = new Map([['', '']])
  readonly #opened = new Map<string, Promise<OpenClone>>()

  /** @param workspace where and how git runs: in the workspace folder, absolute */
  constructor(workspace: Clone) {
    this.#workspace = workspace
  }

  /**
   * The clone that a path lies in: the nearest folder above it that has a `.git` in it.
   * @param path relative to the workspace folder, with `/`
   */
  around(path: string): string {
    return this.#around(parentOf(path))
  }

  /**
   * The clone that comes next below one, on the way to a path: that one itself where there is none.
   * @param clone one that the path lies in, nearest or not
   */
  next(clone: string, path: string): string {
    let next = this.around(path)
    while (next !== clone && this.around(next) !== clone) next = this.around(next)
    return next
  }

  /** @throws as `openClone`; a `GitError` also where git does not take the folder for a clone's top */
  open(clone: string): Promise<OpenClone> {
    const opened = this.#opened.get(clone) ?? this.#open(clone)
    this.#opened.set(clone, opened)
    return opened
  }

  /** To be called when the clones are needed no more, and git runs no more. Never throws. */
  async close(): Promise<void> {
    for (const opened of this.#opened.values()) {
      await opened.then(({ close }) => close()).catch(() => undefined)
    }
  }

  async #open(clone: string): Promise<OpenClone> {
    const folder = await realFolder(join(this.#workspace.folder, clone))
    const opened = await openClone({ ...this.#workspace, folder })
    // Where git cannot use a `.git` it goes on further up.
    if (clone === '' || opened.told.position.prefix === '') return opened
    await opened.close()
    throw new GitError('no-repository', folder)
  }

  #around(folder: string): string {
    const known = this.#nearest.get(folder)
    if (known !== undefined) return known
    const isClone = hasGit(join(this.#workspace.folder, folder))
    const nearest = isClone ? folder : this.#around(parentOf(folder))
    this.#nearest.set(folder, nearest)
    return nearest
  }
}

/** A folder, or the file that stands for one in submodules and linked worktrees. */
function hasGit(folder: string): boolean {
  return whatIsAt(join(folder, '.git')) !== 'nothing'
}

/** Where git looks from; `-c safe.directory` wants the real path. */
async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    throw new GitError('no-repository', folder)
  }
}

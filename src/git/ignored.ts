import { parentOf } from './folders.ts'
import { askGit, inDiscovery, runGit, type Clone } from './run.ts'
import { cutAtNul } from './tokens.ts'

/** What git ignores in a clone. What it tracks is never among it. */
export class Ignored {
  /** Files, and folders with a `/` at their end, which stand for all that is in them. */
  readonly #entries: ReadonlySet<string>
  readonly #folders = new Map([['', false]])

  constructor(entries: ReadonlySet<string>) {
    this.#entries = entries
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  /** @param path of a file or folder, relative to the clone's folder */
  has(path: string): boolean {
    const entries = this.#entries
    return entries.has(path) || entries.has(`${path}/`) || this.#hasFolder(parentOf(path))
  }

  #hasFolder(folder: string): boolean {
    const known = this.#folders.get(folder)
    if (known !== undefined) return known
    const found = this.#entries.has(`${folder}/`) || this.#hasFolder(parentOf(folder))
    this.#folders.set(folder, found)
    return found
  }
}

/**
 * Asks git for all that it ignores below a clone's folder, which it finds without looking into ignored
 * folders: far faster than to ask about every path that a search has found.
 * @throws as `runGit`
 */
export async function readIgnored(clone: Clone): Promise<Ignored> {
  const args = ['-z', '--others', '--ignored', '--exclude-standard', '--directory']
  const entries = new Set<string>()
  const tokensOf = cutAtNul()
  for await (const chunk of runGit('ls-files', args, clone)) {
    for (const token of tokensOf(chunk)) entries.add(token.toString())
  }
  return new Ignored(entries)
}

/**
 * Which of a few paths have a pattern of git's that ignores them, whether git tracks what is in them
 * or not.
 * @param paths relative to the clone's folder
 * @throws as `runGit`
 */
export async function whichIgnored(
  paths: readonly string[],
  clone: Clone,
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set()
  // A path that begins with a colon would be taken for more than a path.
  const input = paths.map((path) => `./${path}\0`).join('')
  const args = ['--no-index', '-z', '--stdin']
  const output = await askGit('check-ignore', args, inDiscovery(clone), input)
  const found = output.split('\0').map((path) => path.slice('./'.length))
  return new Set(found)
}

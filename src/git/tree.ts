import { commonFolder, parentOf } from './folders.ts'
import { askGit, runGit, type Clone } from './run.ts'
import { cutAtNul } from './tokens.ts'

/** What is checked out. */
interface Head {
  readonly sha: string
  /** The clone's branches and tags at this commit, in full: `refs/remotes/origin/main`. */
  readonly refs: readonly string[]
}

/** @throws as `runGit`; a `GitError` also where there is no commit yet */
export async function readHead(clone: Clone): Promise<Head> {
  const format = ['--no-patch', '--no-color', '--decorate=full', '--format=tformat:%H %D']
  const [sha = '', ...refs] = (await askGit('log', ['-1', ...format], clone)).trim().split(/, | /)
  return { sha, refs: refs.filter((word) => word.startsWith('refs/')) }
}

/** A regular file, be it executable, as `ls-tree -z` prints it. */
const FILE = /^100[0-7]{3} blob ([0-9a-f]+)\t(.*)$/s

/**
 * The ids of the blobs that a commit has at these paths; one that it has no file at is left out.
 * @param paths relative to the clone's folder, with `/`
 * @throws as `runGit`
 */
export async function readBlobs(
  commit: string,
  paths: readonly string[],
  clone: Clone,
): Promise<Map<string, string>> {
  const wanted = new Set(paths)
  const folder = commonFolder(paths)
  const below = folder === '' ? [] : ['--', folder]
  const blobs = new Map<string, string>()
  const tokensOf = cutAtNul()
  for await (const chunk of runGit('ls-tree', ['-r', '-z', commit, ...below], clone)) {
    for (const token of tokensOf(chunk)) {
      const [, id, path] = FILE.exec(token.toString()) ?? []
      if (id !== undefined && path !== undefined && wanted.has(path)) blobs.set(path, id)
    }
  }
  return blobs
}

const TAB = 9
/** The mode of a submodule, as `ls-tree` prints it. */
const SUBMODULE = '160000'

/** What a commit has at paths that were asked for. */
export class Tree {
  readonly #held: ReadonlySet<string>
  readonly #submodules: ReadonlySet<string>

  constructor(held: ReadonlySet<string>, submodules: ReadonlySet<string>) {
    this.#held = held
    this.#submodules = submodules
  }

  /** Whether the commit has a file, or a link, at one of the paths, or at one of a namesake. */
  has(path: string): boolean {
    return this.#held.has(path.normalize())
  }

  /** Whether a path leads into a submodule: what that holds, the commit does not tell. */
  isInSubmodule(path: string): boolean {
    if (path === '' || this.#submodules.size === 0) return false
    return this.#submodules.has(path.normalize()) || this.isInSubmodule(parentOf(path))
  }
}

/**
 * Looks for paths in a commit, by one list of all that it holds. Names are compared in Unicode's form NFC: macOS may
 * have given a file's name another form than the commit has.
 *
 * @param paths relative to the clone's folder, with `/`
 * @param namesakes which of the paths count as held where the commit has a file at another one
 * @throws as `runGit`
 */
export async function readTree(
  commit: string,
  paths: readonly string[],
  clone: Clone,
  namesakes: (path: string) => readonly string[],
): Promise<Tree> {
  const wanted = new Set(paths.map((path) => path.normalize()))
  const held = new Set<string>()
  const submodules = new Set<string>()
  const tokensOf = cutAtNul()
  for await (const chunk of runGit('ls-tree', ['-r', '-z', commit], clone)) {
    for (const token of tokensOf(chunk)) {
      const path = token.toString('utf8', token.indexOf(TAB) + 1).normalize()
      if (token.toString('latin1', 0, SUBMODULE.length) === SUBMODULE) submodules.add(path)
      else {
        if (wanted.has(path)) held.add(path)
        for (const namesake of namesakes(path)) held.add(namesake.normalize())
      }
    }
  }
  return new Tree(held, submodules)
}

import { Turns } from '../event-loop.ts'
import type { Event } from '../metadata/event.ts'
import { encodePath } from '../metadata/repository.ts'
import type { Clones } from './clones.ts'
import { repositoryOf } from './repository.ts'
import { GitError } from './run.ts'
import { readTree } from './tree.ts'

/** Whether the commit that is checked out holds a file. */
export type Held =
  | { readonly kind: 'held' }
  | { readonly kind: 'not-held' }
  /** `why` is a clause: `no clone is there`. */
  | { readonly kind: 'unknown'; readonly why: string }

/** A file that was published, as its metadata has it. */
export interface Published {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string
  /** `owner/name`; undefined where it is not known. */
  readonly repository: string | undefined
  /** The permalink; undefined where git did not track it. */
  readonly url: string | undefined
}

/** Paths that share a name with a path; all relative to the workspace folder. */
type Namesakes = (path: string) => readonly string[]

/**
 * Tells of each file whether the commit that is checked out at its place holds it. Only the clone that lies there
 * now can tell, and only if the file came from the same place of the same repository. Nothing is fetched.
 *
 * @param namesakes the paths of those of the files whose name a document at a path would have: names of several paths may be
 * one, and where the commit has any of them, it holds the file
 * @throws the signal's reason when the signal aborts
 */
export async function findHeld<File extends Published>(
  files: readonly File[],
  clones: Clones,
  event: Event,
  signal: AbortSignal,
  namesakes: Namesakes = () => [],
): Promise<ReadonlyMap<File, Held>> {
  const groups = await byClone(files, clones, signal)
  const found = new Map<File, Held>()
  const looking = Array.from(groups, async ([folder, itsFiles]) => {
    try {
      await lookInClone(folder, itsFiles, clones, event, namesakes, found)
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      for (const file of itsFiles) found.set(file, { kind: 'unknown', why: explain(error) })
    }
  })
  await Promise.all(looking)
  return found
}

async function byClone<File extends Published>(
  files: readonly File[],
  clones: Clones,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly File[]>> {
  const groups = new Map<string, File[]>()
  const turns = new Turns()
  for (const file of files) {
    while (turns.isDue) await turns.next(signal)
    const folder = clones.around(file.path)
    const group = groups.get(folder) ?? []
    groups.set(folder, group)
    group.push(file)
  }
  return groups
}

async function lookInClone<File extends Published>(
  folder: string,
  files: readonly File[],
  clones: Clones,
  event: Event,
  namesakes: Namesakes,
  found: Map<File, Held>,
): Promise<void> {
  const opened = await clones.open(folder)
  const { checkedOut, prefix } = opened.told.position
  const repository = await repositoryOf(opened, folder, event)
  const below = folder === '' ? 0 : folder.length + 1
  const own: File[] = []
  for (const file of files) {
    const why = whyNotFrom(repository?.name, prefix + file.path.slice(below), file)
    if (why === undefined) own.push(file)
    else found.set(file, { kind: 'unknown', why })
  }
  if (own.length === 0) return
  const paths = own.map(({ path }) => path.slice(below))
  const above = folder === '' ? '' : `${folder}/`
  const tree = await readTree(checkedOut.sha, paths, opened.clone, (path) =>
    namesakes(above + path)
      .filter((namesake) => namesake.startsWith(above))
      .map((namesake) => namesake.slice(below)),
  )
  for (const [index, path] of paths.entries()) {
    const file = own[index]
    if (file === undefined) continue
    if (tree.isInSubmodule(path)) found.set(file, { kind: 'unknown', why: 'a submodule is there' })
    else found.set(file, { kind: tree.has(path) ? 'held' : 'not-held' })
  }
}

/** What follows the commit in a permalink: the path in the repository. */
const PERMALINK_PATH = /\/blob\/[0-9a-f]{40,64}\/(.*)$/s

/**
 * Why a file did not come from this path of this repository. Two checkouts of one repository differ in the path alone: where
 * one of them failed, the other must not judge its files.
 */
function whyNotFrom(
  there: string | undefined,
  repositoryPath: string,
  { repository, url }: Published,
): string | undefined {
  if (repository === undefined) return 'its metadata names no repository'
  // GitHub compares names without letter case.
  if (there?.toLowerCase() !== repository.toLowerCase()) {
    return `the clone there is not one of ${repository}`
  }
  if (url === undefined) return undefined
  const [, path] = PERMALINK_PATH.exec(url) ?? []
  return path === encodePath(repositoryPath)
    ? undefined
    : `the clone there is not the one of ${repository} that it came from`
}

function explain({ problem, message }: GitError): string {
  return problem === 'no-repository' ? 'no clone is there' : `git does not say (${message})`
}

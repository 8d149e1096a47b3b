import type { GitHub } from '../github/commits.ts'
import { completeShallow } from '../github/shallow.ts'
import type { Log } from '../log/log.ts'
import type { Event } from '../metadata/event.ts'
import type { FileCommit, History } from '../metadata/file-commit.ts'
import type { Clones } from './clones.ts'
import { readHistory, type Reading } from './history.ts'
import { warnOfProblems, type Problem } from './problems.ts'
import { repositoryOf } from './repository.ts'
import { GitError } from './run.ts'

interface HistoriesRequest {
  readonly clones: Clones
  /** Relative to the workspace folder, with `/`. */
  readonly paths: readonly string[]
  readonly event: Event
  readonly log: Log
  readonly signal: AbortSignal
  /** Asked for what shallow clones do not tell; undefined where nobody can be asked. */
  readonly github?: GitHub | undefined
}

/**
 * Finds each file's last commit, every clone's by itself, and by GitHub's help where one is shallow.
 * What cannot be told is a warning, in git's words where they are its own, never an error.
 * @throws the signal's reason when the signal aborts
 */
export async function readHistories(request: HistoriesRequest): Promise<History> {
  const { clones, paths, event, github, log, signal } = request
  const history = new Map<string, FileCommit>()
  const unread: Problem[] = []
  const noClone: Problem[] = []
  const incomplete: Problem[] = []
  const reading = Array.from(byClone(paths, clones), async ([clone, itsPaths]) => {
    const note = (path: string, file: FileCommit | undefined): void => {
      if (file !== undefined) history.set(path, file)
    }
    try {
      const { files, problem } = await readClone(clone, itsPaths, clones, event)
      for (const [index, path] of itsPaths.entries()) note(path, files[index])
      if (problem !== undefined) incomplete.push({ clone, problem })
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      for (const path of itsPaths) note(path, { kind: clone === '' ? 'none' : 'unreadable' })
      const isNone = clone === '' && error.problem === 'no-repository'
      const problems = isNone ? noClone : unread
      problems.push({ clone, problem: error })
    }
  })
  await Promise.all(reading)
  warnOfProblems("The documents' own commits are not known", noClone, log)
  warnOfProblems("The documents' own commits are not known, nor what git ignores", unread, log)
  warnOfProblems(
    "Some documents' metadata name the commit that is checked out instead of their own",
    incomplete,
    log,
  )
  return await completeShallow(history, github, log, signal)
}

function byClone(paths: readonly string[], clones: Clones): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const path of new Set(paths)) {
    const clone = clones.around(path)
    const group = groups.get(clone) ?? []
    groups.set(clone, group)
    group.push(path)
  }
  return groups
}

async function readClone(
  clone: string,
  paths: readonly string[],
  clones: Clones,
  event: Event,
): Promise<Reading> {
  const opened = await clones.open(clone)
  const repository = await repositoryOf(opened, clone, event)
  const below = clone === '' ? 0 : clone.length + 1
  const itsPaths = paths.map((path) => path.slice(below))
  return await readHistory(opened, itsPaths, repository)
}

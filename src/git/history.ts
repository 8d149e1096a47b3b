import { realpath } from 'node:fs/promises'
import type { Log } from '../log/log.ts'
import { leadThroughHistory } from './changes.ts'
import type { Commit } from '../metadata/commit.ts'
import { readCommits } from './commits.ts'
import type { FileCommit, History } from '../metadata/file-commit.ts'
import type { GitHub } from '../github/commits.ts'
import { GitError, type Clone } from './run.ts'
import { readPosition, type Position } from './position.ts'
import { completeShallow } from '../github/shallow.ts'
import { trustingFolder } from './trust.ts'
import { Walk, type Answer } from './walk.ts'

export type { History } from '../metadata/file-commit.ts'

export interface HistoryRequest {
  /** The workspace folder, absolute. The clone may begin further up. */
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  /** Relative to the folder, with `/`. Git is asked where the clone stands before they are known. */
  readonly paths: Promise<readonly string[]>
  readonly log: Log
  readonly signal: AbortSignal
  /** How long one call of git may take; there are a handful, and one of them reads the history. */
  readonly timeoutSeconds: number
  /** Asked for what a shallow clone does not tell; undefined where nobody can be asked. */
  readonly github?: GitHub | undefined
}

/**
 * Finds each file's last commit by one pass over the history, and by GitHub's help where the clone
 * is shallow. What cannot be told is a warning, in git's words where they are its own, never an error.
 * @throws the signal's reason when the signal aborts, and why the paths will never be known
 */
export async function readHistory(request: HistoryRequest): Promise<History> {
  const { folder, environment, log, signal, timeoutSeconds } = request
  const paths = request.paths.then((all) => [...new Set(all)])
  // Whoever looked for them hears of it first.
  paths.catch(() => undefined)

  /** @throws what is not git's failure */
  const explain = (error: unknown): string => {
    if (error instanceof GitError) return describe(error, folder)
    throw error
  }
  const incomplete = (error: unknown) => {
    log.warning(
      "Some documents' metadata name the commit that is checked out instead of their own: " +
        explain(error),
    )
  }

  try {
    const clone = { folder: await findFolder(folder), environment, signal, timeoutSeconds }
    const history = await trustingFolder(clone, (trusted) => readClone(trusted, paths, incomplete))
    return await completeShallow(history, request.github, log, signal)
  } catch (error) {
    const undescribed = await paths
    if (undescribed.length > 0)
      log.warning(`The documents' own commits are not known: ${explain(error)}`)
    return new Map(undescribed.map((path) => [path, { kind: 'none' }]))
  }
}

/** @throws as `runGit`, where not even the checked-out commit is known */
async function readClone(
  clone: Clone,
  awaited: Promise<readonly string[]>,
  incomplete: (error: unknown) => void,
): Promise<History> {
  const position = await readPosition(clone)
  const paths = await awaited
  if (paths.length === 0) return new Map()
  const repositoryPaths = paths.map((path) => position.prefix + path)
  const bytes = repositoryPaths.map((path) => Buffer.from(path).toString('latin1'))
  const walk = new Walk(position.checkedOut.sha, bytes)
  let commits: ReadonlyMap<string, Commit> = new Map()
  try {
    try {
      await leadThroughHistory(walk, commonFolder(paths) || (position.prefix && '.'), clone)
    } finally {
      // Answers found before a failure are as good as any.
      commits = await readCommits(walk.shas, clone)
    }
  } catch (error) {
    incomplete(error)
  }
  return new Map(
    paths.map((path, number) => {
      const repositoryPath = position.prefix + path
      return [path, toFileCommit(walk.answers[number], repositoryPath, commits, position)]
    }),
  )
}

function toFileCommit(
  answer: Answer | undefined,
  repositoryPath: string,
  commits: ReadonlyMap<string, Commit>,
  { checkedOut, boundary }: Position,
): FileCommit {
  const insteadBecause = (why: 'untracked' | 'shallow' | 'unfinished'): FileCommit => {
    return { kind: 'checked-out', why, commit: checkedOut, repositoryPath }
  }
  if (answer === undefined) return insteadBecause('unfinished')
  if (answer.kind === 'absent') return insteadBecause('untracked')
  if (boundary.has(answer.sha)) return insteadBecause('shallow')
  const commit = commits.get(answer.sha)
  return commit === undefined
    ? insteadBecause('unfinished')
    : { kind: 'own', commit, repositoryPath }
}

/** The folder that all paths are in: '' for the top. */
export function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1))
  let common = first
  for (const folders of others) {
    const end = common.findIndex((folder, depth) => folder !== folders[depth])
    if (end !== -1) common = common.slice(0, end)
  }
  return common.join('/')
}

/** Where git looks from; `-c safe.directory` wants the real path. */
async function findFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    throw new GitError('no-repository', folder)
  }
}

function describe(error: GitError, folder: string): string {
  switch (error.problem) {
    case 'missing':
      return `git is not installed (${error.message}).`
    case 'not-started':
      return `git cannot be started (${error.message}).`
    case 'no-repository':
      return `${folder} is not in a git repository. Is there no actions/checkout step before this one?`
    case 'too-slow':
      return `${error.message}.`
    case 'refused':
    case 'failed':
      return `git says "${error.message}".`
  }
}

import type { Commit } from '../metadata/commit.ts'
import type { FileCommit, InRepository } from '../metadata/file-commit.ts'
import type { Repository } from '../metadata/repository.ts'
import { leadThroughHistory } from './changes.ts'
import { readCommits } from './commits.ts'
import { commonFolder } from './folders.ts'
import type { OpenClone } from './open.ts'
import type { Position } from './position.ts'
import { GitError } from './run.ts'
import { Walk, type Answer } from './walk.ts'

/** What a clone's history tells of files. */
export interface Reading {
  /** In the order of the paths. */
  readonly files: readonly FileCommit[]
  /** Why git did not tell all: then some files have the commit that is checked out. */
  readonly problem: GitError | undefined
}

/**
 * Finds each file's last commit by one pass over a clone's history.
 * @param paths relative to the clone's folder, each once
 * @throws the signal's reason when the signal aborts
 */
export async function readHistory(
  { clone, told: { position } }: OpenClone,
  paths: readonly string[],
  repository: Repository | undefined,
): Promise<Reading> {
  const repositoryPaths = paths.map((path) => position.prefix + path)
  const bytes = repositoryPaths.map((path) => Buffer.from(path).toString('latin1'))
  const walk = new Walk(position.checkedOut.sha, bytes)
  let commits: ReadonlyMap<string, Commit> = new Map()
  let problem: GitError | undefined
  try {
    try {
      await leadThroughHistory(walk, commonFolder(paths) || (position.prefix && '.'), clone)
    } finally {
      // Answers found before a failure are as good as any.
      commits = await readCommits(walk.shas, clone)
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    problem = error
  }
  const files = repositoryPaths.map((repositoryPath, number) =>
    toFileCommit(walk.answers[number], { repositoryPath, repository }, commits, position),
  )
  return { files, problem }
}

function toFileCommit(
  answer: Answer | undefined,
  place: Pick<InRepository, 'repositoryPath' | 'repository'>,
  commits: ReadonlyMap<string, Commit>,
  { checkedOut, boundary }: Position,
): FileCommit {
  const insteadBecause = (why: 'untracked' | 'shallow' | 'unfinished'): FileCommit => {
    return { kind: 'checked-out', why, commit: checkedOut, ...place }
  }
  if (answer === undefined) return insteadBecause('unfinished')
  if (answer.kind === 'absent') return insteadBecause('untracked')
  if (boundary.has(answer.sha)) return insteadBecause('shallow')
  const commit = commits.get(answer.sha)
  return commit === undefined ? insteadBecause('unfinished') : { kind: 'own', commit, ...place }
}

import type { Commit } from './commit.ts'
import type { Repository } from './repository.ts'

/** What is known of where a file comes from. */
export type FileCommit =
  /** The commit that last changed it: the answer of `git log -1 -- FILE`. */
  | ({ readonly kind: 'own' } & InRepository)
  /**
   * The commit that is checked out. `untracked`: it does not hold the file. `shallow`: it does, and
   * the clone does not reach back to the file's own commit. `unfinished`: git failed, or ran too long.
   */
  | ({
      readonly kind: 'checked-out'
      readonly why: 'untracked' | 'shallow' | 'unfinished'
    } & InRepository)
  /** No clone tells, and the file is not in another one: it is taken for one of the run's commit. */
  | { readonly kind: 'none' }
  /** It is in a clone below the workspace folder that git could not read. */
  | { readonly kind: 'unreadable' }

/** A file in a clone that git could read. */
export interface InRepository {
  readonly commit: Commit
  /** Relative to the repository's top. */
  readonly repositoryPath: string
  /** Undefined where it is not one of the GitHub that the workflow runs on. */
  readonly repository: Repository | undefined
}

/** The commit of each path that was asked for. */
export type History = ReadonlyMap<string, FileCommit>

/** Whether the file's commit is known to hold it. */
export function isHeld(file: FileCommit): file is Extract<FileCommit, InRepository> {
  return file.kind === 'own' || (file.kind === 'checked-out' && file.why === 'shallow')
}

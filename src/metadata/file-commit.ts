import type { Commit } from './commit.ts'

/** What is known of the commit a file comes from. */
export type FileCommit =
  /** The commit that last changed it: the answer of `git log -1 -- FILE`. */
  | { readonly kind: 'own'; readonly commit: Commit; readonly repositoryPath: string }
  /**
   * The commit that is checked out. `untracked`: it does not hold the file. `shallow`: it does, and
   * the clone does not reach back to the file's own commit. `unfinished`: git failed, or ran too long.
   */
  | {
      readonly kind: 'checked-out'
      readonly why: 'untracked' | 'shallow' | 'unfinished'
      readonly commit: Commit
      readonly repositoryPath: string
    }
  /** There is no clone, or git could not read it. */
  | { readonly kind: 'none' }

/** The commit of each path that was asked for. */
export type History = ReadonlyMap<string, FileCommit>

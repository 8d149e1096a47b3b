/** Where GitHub says a branch or a tag is. */
export type Head =
  /** At this commit; an annotated tag is peeled. */
  | { readonly kind: 'at'; readonly sha: string }
  /** It is not there, though the same token has read the repository in this run. */
  | { readonly kind: 'gone' }
  /** GitHub does not tell. `why` is a clause: `it answered HTTP 500`. */
  | { readonly kind: 'unknown'; readonly why: string }

/** What came to a branch after a commit. */
export type Comparison =
  /** Only further commits. `files` are the paths that they touch, relative to the repository's top, old names of renames too. */
  | { readonly kind: 'ahead'; readonly files: readonly string[] }
  /** Something else, or more files than GitHub lists, or GitHub does not tell. `why` is a clause. */
  | { readonly kind: 'not-usable'; readonly why: string }

/** A file that a pull request touches. */
export interface PullRequestFile {
  /** Relative to the repository's top. */
  readonly path: string
  readonly change: 'added' | 'changed' | 'removed' | 'renamed'
  /** Before a rename. */
  readonly oldPath?: string
}

/** The files that a pull request touches. */
export type PullRequestFiles =
  /** `isComplete` is false where there are more than GitHub lists. */
  | {
      readonly kind: 'files'
      readonly files: readonly PullRequestFile[]
      readonly isComplete: boolean
    }
  /** `why` is a clause. */
  | { readonly kind: 'unknown'; readonly why: string }

/**
 * A repository as GitHub has it. What goes wrong is in the answers; each takes some 30 s at most.
 *
 * @throws each of them: the signal's reason when the signal aborts
 */
export interface HostedRepository {
  /** @param ref in full: `refs/heads/main`, `refs/tags/v1` */
  headOf(ref: string): Promise<Head>
  /**
   * What leads from one commit to another.
   *
   * @param base a commit's SHA
   * @param head a commit's SHA
   */
  compareFiles(base: string, head: string): Promise<Comparison>
  /**
   * Which of these branches are gone, for certain. What is no branch, what GitHub does not tell of, and all after the
   * first twenty is not among them.
   *
   * @param refs in full; each once. What others have written, so anything
   */
  branchesGone(refs: Iterable<string>): Promise<ReadonlySet<string>>
  pullRequestFiles(number: number): Promise<PullRequestFiles>
  /** Closes the connections. Never throws. */
  close(): Promise<void>
}

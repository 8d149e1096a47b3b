import type { Clock } from '../network/clock.ts'
import type { FileCalls } from '../platform/files.ts'
import type { Log } from '../log/log.ts'
import type { RemoteFile } from './remote-file.ts'

/** What there is to read, and what it takes. */
export interface ReadRequest {
  readonly platform: Pick<FileCalls, 'listFiles'>
  readonly clock: Clock
  readonly log: Log
  /** GITHUB_REPOSITORY_ID. */
  readonly publisherId: string
  /** `owner/name`, as the metadata has it: files of it that have no publisher are kept, too. */
  readonly repository: string
  /** The names of this run's documents, in any order; the fewest calls where they are sorted. */
  readonly wantedNames: ReadonlySet<string>
  readonly signal: AbortSignal
}

/** What the workspace holds of a publisher, and under the names that it wants. */
export interface WorkspaceReading {
  /** Each once, in no order. Files of others are among them, where they have a wanted name. */
  readonly files: readonly RemoteFile[]
  /**
   * Whether no file is missing that was there all the time. A missing one is taken for new, which is safe; but nothing
   * is proven by such a reading.
   */
  readonly isConsistent: boolean
  /** Where it is not consistent, why: a sentence. */
  readonly problem?: string
}

/**
 * Reads the workspace's files by as few calls as the platform allows, some side by side.
 *
 * @throws a `PublishError` where the key or the workspace is refused; the signal's reason when that aborts
 */
export declare function readWorkspace(request: ReadRequest): Promise<WorkspaceReading>

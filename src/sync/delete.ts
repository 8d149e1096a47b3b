import type { Clock } from '../network/clock.ts'
import type { Deadline } from '../network/deadline.ts'

/** A file that is to be deleted, as the plan saw it. */
export interface Planned {
  readonly id: string
  readonly metadata: Readonly<Record<string, unknown>>
}

/** What became of a file that was to be deleted. Reasons are whole sentences. */
export type Deletion =
  /** It is gone, by this run or before. */
  | { readonly kind: 'pruned' }
  /** It was looked at, and is there, or may be. */
  | { readonly kind: 'kept'; readonly reason: string }
  | { readonly kind: 'not-tried'; readonly reason: string }

export interface Deletions {
  /** By the files' ids; each of them. */
  readonly files: ReadonlyMap<string, Deletion>
  /** The platform does not let this key delete: what to do, for a run that ends red. */
  readonly refusal: string | undefined
}

/** The two calls of the platform that a deletion takes. */
export interface FileCalls {
  /** Undefined where there is no such file. */
  fileMetadata(
    id: string,
    deadline: Deadline,
  ): Promise<Readonly<Record<string, unknown>> | undefined>
  deleteFile(id: string, deadline: Deadline): Promise<'deleted' | 'gone'>
}

export interface DeleteOptions {
  readonly platform: FileCalls
  readonly clock: Clock
  /** When it aborts, no further file is begun. */
  readonly signal: AbortSignal
}

/**
 * Deletes files by their ids, four at a time, each after a look that it is still as planned. It ends early where the key
 * may not do that, after three failures in a row, and when the run is cancelled: what became of each file is in the
 * answer. Does not throw for any of these.
 */
export declare function deleteStale(
  files: readonly Planned[],
  options: DeleteOptions,
): Promise<Deletions>

import type { Held } from '../git/held.ts'
import type { Look } from './on-disk.ts'
import type { Plan, StaleFile } from './plan.ts'
import type { RemoteFile } from './remote-file.ts'

/** What is known of the workspace folder, of all stale files' paths. */
export interface Surroundings {
  /** Paths of matched files that were skipped, failed or could not be read. */
  readonly notUploaded: ReadonlySet<string>
  readonly onDisk: Look['found']
  readonly held: ReadonlyMap<StaleFile, Held>
  /** The folders that a matched document lies directly in; '' is the workspace folder. */
  readonly foldersOfDocuments: ReadonlySet<string>
}

/** A stale file that stays all the same. */
export interface Spared {
  readonly file: StaleFile
  readonly reason: string
}

/** Which stale files may be deleted, each by itself. */
export declare function judgeStale(
  stale: readonly StaleFile[],
  surroundings: Surroundings,
): { readonly deletable: readonly StaleFile[]; readonly spared: readonly Spared[] }

/** Why no file is deleted, so many are stale; undefined within the limits. Files with an heir do not count. */
export declare function overLimit(
  deletable: readonly StaleFile[],
  wanted: number,
  limit: number,
): string | undefined

/** What has to be true before anything is deleted. */
export interface Conditions {
  readonly matched: number
  readonly failed: number
  readonly rejected: number
  readonly pending: number
  /** How many wanted documents the second read does not show as they were sent. */
  readonly unproven: number
  /** As `Decision`: why the head is not ours now. */
  readonly head: string | undefined
  /** As `lacksRunCommit` says. */
  readonly lacksRunCommit: string | undefined
  /** As `overLimit` says. */
  readonly overLimit: string | undefined
}

/** The first condition that does not hold, as a sentence; undefined where all do. */
export declare function whyNothingIsDeleted(conditions: Conditions): string | undefined

/** What both reads show alike: the stale files of the second that may be judged, and surplus copies. */
export declare function inBothReads(
  before: Plan,
  after: Plan,
): { readonly stale: readonly StaleFile[]; readonly surplus: readonly RemoteFile[] }

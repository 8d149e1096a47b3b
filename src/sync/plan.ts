import type { Document } from '../document.ts'
import type { Difference, OwnForms } from './compare.ts'
import type { RunOfFile, WhyLeftBehind } from './ownership.ts'
import type { RemoteFile } from './remote-file.ts'
import type { Scope } from './scope.ts'
import type { Wanted } from './wanted.ts'

/** What is to become of a document. */
export type Change =
  | { readonly kind: 'new' }
  | { readonly kind: 'changed'; readonly difference: Difference }
  | { readonly kind: 'unchanged' }

export interface PlannedDocument {
  readonly document: Document
  readonly change: Change
}

/** A file of this scope that is wanted no more. */
export interface StaleFile {
  readonly file: RemoteFile
  /** Of its document, relative to the workspace folder. */
  readonly path: string
  /** `owner/name`, as its metadata has it. */
  readonly repository: string | undefined
  /**
   * A wanted document of the same content that is no other stale file's heir: with that in place nothing is lost. If it
   * is new, the file was renamed.
   */
  readonly heir: PlannedDocument | undefined
}

/** Several files have the name of a wanted document. */
export interface Duplicated {
  readonly document: Document
  readonly files: readonly RemoteFile[]
  /** The one that stays: it is as wanted. Undefined where none is. */
  readonly proven: RemoteFile | undefined
  /** Those that may go once one is proven. */
  readonly surplus: readonly RemoteFile[]
}

/** What a run would do to the workspace, and what it lets alone. */
export interface Plan {
  /** As they were given. */
  readonly documents: readonly PlannedDocument[]
  /** Those that were renamed among them. */
  readonly stale: readonly StaleFile[]
  readonly duplicated: readonly Duplicated[]
  readonly leftBehind: readonly { readonly file: RemoteFile; readonly why: WhyLeftBehind }[]
  /** Of this scope, but another ref may want them. */
  readonly kept: readonly {
    readonly file: RemoteFile
    readonly path: string
    readonly ref: string | undefined
  }[]
  /** Names that are wanted, and another publisher's. */
  readonly foreign: readonly { readonly document: Document; readonly publisher: string }[]
  readonly ownForms: OwnForms
  /** The highest run id among wanted names and prunable files. */
  readonly newestRun: RunOfFile | undefined
}

/** The output `plan`. Each wanted document counts once: as new, changed, unchanged or renamed. */
export interface PlanCounts {
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly renamed: number
  readonly stale: number
  readonly 'left-behind': number
}

export interface PlanRequest {
  readonly wanted: readonly Wanted[]
  readonly files: readonly RemoteFile[]
  readonly scope: Scope
  /** Of those that `otherBranches` names. */
  readonly goneBranches: ReadonlySet<string>
  /** Names of documents that are still being ingested: those are never unchanged. */
  readonly pendingNames: ReadonlySet<string>
  /** Whether any document may be on its way, so that none is unchanged. */
  readonly everythingIsPending: boolean
  /** Not for the proof: the platform may not know sizes yet. */
  readonly comparesSizes: boolean
  readonly signal: AbortSignal
}

/**
 * Compares what is wanted with what is there.
 *
 * @throws the signal's reason when the signal aborts
 */
export declare function makePlan(request: PlanRequest): Promise<Plan>

export declare function countsOf(plan: Plan): PlanCounts

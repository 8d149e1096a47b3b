import type { Document } from '../document.ts'
import type { PlanCounts } from '../report/sync-report.ts'
import type { Difference, OwnForms } from './compare.ts'
import type { RunOfFile, WhyLeftBehind } from './ownership.ts'
import type { RemoteFile } from './remote-file.ts'

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
  /** `owner/name`, as its metadata has it; ours as it is called today. */
  readonly repository: string | undefined
  /** Its permalink, as its metadata has it; undefined where git did not track it. */
  readonly url: string | undefined
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
  /** The others that may go if one is proven. */
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
  /** Names that are wanted, and this repository's under paths that the patterns do not match: another step's, perhaps. */
  readonly displaced: readonly { readonly document: Document; readonly path: string }[]
  readonly ownForms: OwnForms
  /** The run with the highest id that published a wanted name or a prunable file. */
  readonly newestRun: RunOfFile | undefined
}

/** How much a plan has of what. Each wanted document counts once: as new, changed, unchanged or renamed. */
export function countsOf({ documents, stale, leftBehind }: Plan): PlanCounts {
  const counts = { new: 0, changed: 0, unchanged: 0 }
  for (const { change } of documents) counts[change.kind]++
  const renamed = stale.filter(isRenamed).length
  return {
    ...counts,
    new: counts.new - renamed,
    renamed,
    stale: stale.length - renamed,
    'left-behind': leftBehind.length,
  }
}

/** Whether a file's document was renamed, and is new under its other name. */
export function isRenamed({ heir }: StaleFile): boolean {
  return heir?.change.kind === 'new'
}

/** The documents that a run sends. */
export function documentsToSend({ documents }: Plan, skipsUnchanged: boolean): Document[] {
  return documents.flatMap(({ document, change }) =>
    skipsUnchanged && change.kind === 'unchanged' ? [] : [document],
  )
}

/** How many files have the name of a wanted document, and may go once another one is as wanted. */
export function surplusOf({ duplicated }: Plan): number {
  return duplicated.reduce((sum, { surplus }) => sum + surplus.length, 0)
}

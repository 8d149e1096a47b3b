import type { PlannedDocument, Plan } from './plan.ts'

/** The documents that the workspace does not hold as they are wanted. */
export declare function unprovenOf(plan: Plan): readonly PlannedDocument[]

/** What `synced-commit` depends on. */
export interface ProofFacts {
  readonly commit: string
  /** Of the last read; where nothing was sent, the first. Undefined where the run did not wait for the ingestion. */
  readonly plan: Plan | undefined
  readonly readsAreConsistent: boolean
  /** What is on its way besides, as a sentence. */
  readonly onItsWay: string | undefined
  /** Documents that failed, were rejected, or were skipped since they could not be read. */
  readonly failed: number
  /** Prunable files that are left; undefined where the run does not prune. */
  readonly left: number | undefined
  readonly head: string | undefined
  readonly lacksRunCommit: string | undefined
}

export type Proof =
  | { readonly kind: 'synced'; readonly commit: string }
  | { readonly kind: 'withheld'; readonly reason: string }

export declare function proveCommit(facts: ProofFacts): Proof

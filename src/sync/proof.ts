import { counted } from '../log/figures.ts'
import type { Plan, PlannedDocument } from './plan.ts'

/**
 * The documents that the workspace does not hold as they are wanted: no file of the name is. Whether the name has further
 * files does not matter here.
 */
export function unprovenOf({ documents, duplicated }: Plan): readonly PlannedDocument[] {
  const proven = new Set(duplicated.flatMap((name) => (name.proven ? [name.document] : [])))
  return documents.filter(
    ({ document, change }) => change.kind !== 'unchanged' && !proven.has(document),
  )
}

/** What `synced-commit` depends on. */
export interface ProofFacts {
  readonly commit: string
  /**
   * Of the last read: the first one where nothing was sent. Undefined where documents were sent, and the run did not wait
   * for their ingestion.
   */
  readonly plan: Plan | undefined
  /** Of every read of this run. */
  readonly readsAreConsistent: boolean
  /** What may be ingested besides, as a sentence. */
  readonly onItsWay: string | undefined
  /** Documents that failed, were rejected, or were skipped by a failure. */
  readonly failed: number
  /**
   * Prunable files that were not deleted, surplus ones of wanted names included; undefined where the run does not prune.
   */
  readonly left: number | undefined
  /** Why the head is not ours now, a sentence. */
  readonly head: string | undefined
  /** Why the clone does not have the run's commit checked out, a clause. */
  readonly lacksRunCommit: string | undefined
}

/**
 * Whether the workspace holds this scope as the commit has it. `reason`: the first one, a sentence; `ahead` where it is
 * that documents are still to be sent or files to be deleted, as the plan lists them.
 */
type Proof =
  | { readonly kind: 'synced'; readonly commit: string }
  | { readonly kind: 'ahead' | 'withheld'; readonly reason: string }

export function proveCommit(facts: ProofFacts): Proof {
  const { plan, readsAreConsistent, onItsWay, failed, left, head, lacksRunCommit } = facts
  if (plan === undefined) {
    return withheld(
      'Documents were sent, and this run did not wait until they were ingested ("wait-for-ingestion").',
    )
  }
  if (plan.documents.length === 0) return withheld('No document matched.')
  if (failed > 0) return withheld(`${counted(failed, 'document')} not published.`)
  if (!readsAreConsistent) return withheld('The workspace changed while it was read.')
  if (onItsWay !== undefined) return withheld(onItsWay)
  const unproven = unprovenOf(plan).length
  if (unproven > 0) {
    const reason = `The workspace does not show ${counted(unproven, 'document')} as this run has ${unproven === 1 ? 'it' : 'them'}.`
    return { kind: 'ahead', reason }
  }
  const several = severalAreLeft(plan, left)
  if (several > 0) {
    return withheld(`Several files have the name of a document: ${counted(several, 'name')}.`)
  }
  if (left !== undefined && left > 0) {
    return { kind: 'ahead', reason: `${counted(left, 'file')} no longer wanted, and not deleted.` }
  }
  if (head !== undefined) return withheld(head)
  if (lacksRunCommit !== undefined) {
    return withheld(`These documents may not be the commit's: ${lacksRunCommit}.`)
  }
  return { kind: 'synced', commit: facts.commit }
}

function withheld(reason: string): Proof {
  return { kind: 'withheld', reason }
}

/** Names with more than one file, apart from what the run has deleted or counts as left. */
function severalAreLeft({ duplicated }: Plan, left: number | undefined): number {
  if (left === undefined) return duplicated.length
  return duplicated.filter(({ files, surplus }) => files.length - surplus.length > 1).length
}

/** What a run that keeps a workspace in step would do, or has done, to one document or file. */
export interface PlannedChange {
  readonly kind: 'new' | 'changed' | 'renamed' | 'stale' | 'left-behind' | 'kept'
  /** The document's path, or where that is not known the file's name. */
  readonly path: string
  /** The id of the file in the workspace. */
  readonly id?: string
  /** What differs, or why it stays: a few words. */
  readonly note?: string
}

/** The output `plan`. */
export type PlanCounts = Readonly<
  Record<'new' | 'changed' | 'unchanged' | 'renamed' | 'stale' | 'left-behind', number>
>

/** What such a run found and did, as far as it came. */
export interface SyncReport {
  readonly plan: PlanCounts
  readonly changes: readonly PlannedChange[]
  /** The ids of files that were deleted. */
  readonly pruned: readonly string[]
  /** The commit that the workspace is proven to be in step with. */
  readonly syncedCommit?: string
  /** Why it is not proven: a sentence. Absent where a plan has something ahead, which says so by itself. */
  readonly notSynced?: string
}

/** Keeps what there is to report of a run that keeps a workspace in step, however it ends. */
export class SyncLedger {
  #report: SyncReport | undefined

  /** The plan is made. */
  planned(plan: PlanCounts, changes: readonly PlannedChange[]): void {
    this.#report = { plan, changes, pruned: [] }
  }

  /** Files were deleted, or stay for a reason; by their ids. */
  pruned(ids: readonly string[], kept: ReadonlyMap<string, string>): void {
    if (this.#report === undefined) return
    const changes = this.#report.changes.map((change): PlannedChange => {
      const note = change.id === undefined ? undefined : kept.get(change.id)
      return note === undefined ? change : { ...change, note }
    })
    this.#report = { ...this.#report, changes, pruned: ids }
  }

  /** Whether the workspace is in step, at the end. */
  proven(proof: Pick<SyncReport, 'syncedCommit' | 'notSynced'>): void {
    if (this.#report !== undefined) this.#report = { ...this.#report, ...proof }
  }

  /** Undefined where there is no plan. */
  get report(): SyncReport | undefined {
    return this.#report
  }
}

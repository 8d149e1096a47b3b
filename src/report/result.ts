import type { Counts, Entry } from './ledger.ts'
import type { SyncReport } from './sync-report.ts'

/** A session of this run, as the platform gave it. */
export type SessionRecord = {
  readonly id: string
  /** The API's own words: an RFC 3339 date-time; empty where it gave none. */
  readonly expiresAt: string
} & (
  | { readonly closed: true }
  /** The command closes it from a person's shell, with the key in a variable. */
  | { readonly closed: false; readonly closeCommand: string }
)

/** Why the documents were not sent that had no outcome when the run failed. */
export function reasonOfNotSent(failure: string): string {
  return `Not sent: ${failure}`
}

/** Everything that is reported of a run, however it ended. */
export interface Result {
  readonly workspace: string
  readonly dryRun: boolean
  readonly sessions: readonly SessionRecord[]
  readonly counts: Counts
  readonly entries: readonly Entry[]
  readonly durationMilliseconds: number
  /** The commit that the run is about, and its page where that is known. */
  readonly commit?: { readonly sha: string; readonly url?: string }
  /** What a run found and did that keeps the workspace in step; absent after others, and before there was a plan. */
  readonly sync?: SyncReport
  /** Why documents have not been sent that had no outcome of their own when the run ended. */
  readonly reasonForRest?: string
  /** Why the run as a whole failed, apart from single documents. */
  readonly failure?: string
}

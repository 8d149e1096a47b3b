import type { Comparison, Head } from '../github/hosted-repository.ts'
import type { RunOfFile } from './ownership.ts'

/** What decides whether a run's commit may speak for its scope. */
export interface Standing {
  /** GITHUB_EVENT_NAME. */
  readonly event: string
  /** The event's `action`, such as `published`. */
  readonly action: string | undefined
  readonly ref: string
  readonly sha: string
  /** GITHUB_RUN_ID. */
  readonly runId: number
  /** GITHUB_RUN_ATTEMPT. */
  readonly attempt: number
  readonly head: Head
  /** What came after our commit; undefined where the head is at it, or was not found. */
  readonly comparison: Comparison | undefined
  /** Whether a path relative to the repository's top is a document's or a sidecar's, by the patterns. */
  readonly touches: (repositoryPath: string) => boolean
  /** Whether anything is published that git does not track. */
  readonly publishesUntracked: boolean
  /** From the plan; undefined before there is one, too. */
  readonly newestRun: RunOfFile | undefined
}

export type Decision =
  /** `warning`: why it may neither prune nor prove; undefined where the head is ours. */
  | { readonly kind: 'go'; readonly warning: string | undefined }
  | { readonly kind: 'only-plan'; readonly reason: string }
  /** Nothing is to be done. */
  | { readonly kind: 'nothing'; readonly notice: string }
  /** Something newer speaks for this scope: nothing is sent. */
  | { readonly kind: 'superseded'; readonly reason: string; readonly isRed: boolean }

/** The first row of the table that fits decides. */
export declare function decide(standing: Standing): Decision

import type { FindOptions } from './documents/find.ts'
import type { GitHubAccess } from './github/shallow.ts'
import type { Log } from './log/log.ts'
import type { Event } from './metadata/event.ts'
import type { Clock } from './network/clock.ts'
import type { Proxies } from './network/proxies.ts'
import type { SessionRequest } from './platform/client.ts'
import type { Ledger } from './report/ledger.ts'
import type { SyncLedger } from './report/sync-report.ts'
import type { SaveUnfinished, SessionLog } from './sessions/session-log.ts'
import type { Trigger } from './sync/trigger.ts'

/** What a run is asked to do: the step's inputs, its environment and its event. */
export interface PublishInputs {
  readonly workspaceFolder: string
  readonly patterns: string
  readonly includeHiddenFiles: boolean
  readonly ifNoFilesFound: FindOptions['ifNoFilesFound']
  readonly naming: FindOptions['naming']
  /** The workspace's name on the platform. */
  readonly workspace: string
  readonly apiUrl: URL
  readonly mode: Mode
  readonly session: SessionRequest
  /** Whether this run closes its sessions; else a later step does, or they expire. */
  readonly closesSessions: boolean
  /** How long to wait for the ingestion of every document; absent where the run does not wait. */
  readonly ingestionSeconds?: number
  /** Requests in flight at most. */
  readonly concurrency: 'auto' | number
  readonly proxies: Proxies
  readonly event: Event
  /** What is added to every document's metadata: YAML. */
  readonly metadata: string
  /** Which keys of the front matter become metadata: lines of `key: type`. */
  readonly frontMatter: string
  /** Where the pages of documents are published: lines of a pattern and an address. */
  readonly pageUrl: string
  /** How to ask GitHub for commits; undefined where there is no token for it. */
  readonly github: GitHubAccess | undefined
  readonly environment: NodeJS.ProcessEnv
}

/** Whether documents are sent, and whether the workspace is kept in step with them. */
export type Mode =
  | { readonly kind: 'dry' }
  | { readonly kind: 'upload'; readonly apiKey: string }
  | { readonly kind: 'sync'; readonly apiKey: string; readonly sync: SyncInputs }
  /** Shows what a sync would do. Without a key, by what the pull request changes. */
  | { readonly kind: 'plan'; readonly apiKey: string | undefined; readonly sync: SyncInputs }

/** How the workspace is kept in step. */
export interface SyncInputs {
  readonly skipsUnchanged: boolean
  /** How many stale documents may be deleted at most; absent where none are. */
  readonly pruneLimit?: number
  /** How long to wait for ingestion, others' before this run and its own. */
  readonly timeoutSeconds: number
  readonly trigger: Trigger
}

/** What the program around a run provides. */
export interface Runtime {
  readonly log: Log
  readonly clock: Clock
  /** Keeps a secret out of whatever is printed from now on. */
  readonly mask: (secret: string) => void
  /** Saves for the post step what this run has yet to do. */
  readonly remember: SaveUnfinished
  /** Aborts when the run is cancelled; its reason is a `PublishError`. */
  readonly signal: AbortSignal
}

/** A run in progress. */
export interface Run {
  readonly inputs: PublishInputs
  readonly runtime: Runtime
  readonly ledger: Ledger
  readonly sessionLog: SessionLog
  readonly syncLedger: SyncLedger
}

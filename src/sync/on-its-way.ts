import type { Clock } from '../network/clock.ts'
import type { Platform } from '../platform/client.ts'
import type { ListedSession } from '../platform/schemas.ts'
import type { Log } from '../log/log.ts'

/** What to look for, and how long it may be waited for. */
export interface LookRequest {
  readonly platform: Pick<
    Platform,
    'sessions' | 'sessionFiles' | 'pendingCount' | 'ingestionStatus' | 'time'
  >
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  /** Sessions of this run, which are left out: their ingestion is waited for elsewhere. */
  readonly own: ReadonlySet<string>
  /** Milliseconds to wait where there is more than can be named: the input `ingestion-timeout`. */
  readonly ingestionMilliseconds: number
  /** Whether to wait at all; else it is one look, as for the proof. */
  readonly waits: boolean
}

/** What other sessions may still put into the workspace. */
export interface OnItsWay {
  /** Documents that are being ingested: what the workspace shows under these names may be replaced at any moment. */
  readonly pendingNames: ReadonlySet<string>
  /** Whether there are more of them than can be named: then no comparison holds. */
  readonly sendsEverything: boolean
  /** Sessions that are open, and not older than 15 minutes, so perhaps of a run that is at work. */
  readonly openYoung: readonly ListedSession[]
  /** Sessions that are open and older than that, so perhaps abandoned. */
  readonly openOld: readonly ListedSession[]
  /** Why `synced-commit` cannot be set, as a clause after "because"; undefined where nothing is on its way. */
  readonly withholds: string | undefined
  /** Whole sentences. */
  readonly warnings: readonly string[]
}

/**
 * Finds what is on its way into the workspace, and waits for some of it.
 *
 * @throws a `PublishError` where the key or the workspace is refused; the signal's reason when that aborts
 */
export declare function findOnItsWay(request: LookRequest): Promise<OnItsWay>

import type { Document } from './document.ts'
import type { Found } from './documents/find.ts'
import type { Prepare } from './documents/prepare.ts'
import type { Clones } from './git/clones.ts'
import { parentOf } from './git/folders.ts'
import { lacksRunCommit } from './git/run-commit.ts'
import type { HostedRepository } from './github/hosted-repository.ts'
import { PublishError } from './log/publish-error.ts'
import type { Event } from './metadata/event.ts'
import type { History } from './metadata/file-commit.ts'
import { orCancelled } from './network/clock.ts'
import type { Platform } from './platform/client.ts'
import type { SyncLedger } from './report/sync-report.ts'
import type { Run, SyncInputs } from './run.ts'
import type { Delivered } from './sessions/deliver.ts'
import {
  compareAfterIngestion,
  lookAtWorkspace,
  namesOf,
  planFor,
  type Comparison,
  type Workspace,
} from './sync/compare-workspace.ts'
import { inBothReads } from './sync/deletion.ts'
import { changesOf, explainForeign, noticesOf, planLines } from './sync/explain.ts'
import { headCheck, type HeadCheck } from './sync/head-check.ts'
import type { Decision } from './sync/may-speak.ts'
import { countsOf, type Plan } from './sync/plan.ts'
import { proveCommit, unprovenOf } from './sync/proof.ts'
import { prune, type Pruning } from './sync/prune.ts'
import { scopeOf, touchedBy } from './sync/scope.ts'
import type { Wanted } from './sync/wanted.ts'
import { upload, waitForIngestion } from './upload.ts'

/** What is to be kept in step, and what describes it. */
export interface SyncRequest {
  readonly found: Found
  readonly prepare: Prepare
  readonly history: History
  readonly event: Event
  readonly clones: Clones
  readonly github: HostedRepository
  readonly platform: Platform
  readonly sync: SyncInputs
  readonly syncLedger: SyncLedger
  readonly run: Run
}

/**
 * Brings the workspace in step with the documents that were found: reads what it holds, sends what
 * differs, deletes what is stale, and proves it. What is left undone although nothing has failed is a
 * warning. The ledgers have what came of it.
 *
 * @throws a `PublishError` that says what has failed, once all is done that can be; the signal's reason
 * when that aborts
 */
export async function synchronize(request: SyncRequest): Promise<void> {
  await new Synchronization(request).run()
}

/**
 * Shows what `synchronize` would do. Nothing is sent or deleted.
 *
 * @throws as `synchronize` does
 */
export async function showPlan(request: SyncRequest): Promise<void> {
  await new Synchronization(request).show()
}

/** What was sent, and how the workspace compares after it. */
interface Sent {
  readonly delivered: readonly Delivered[]
  /** Documents that are not yet ingested although that was waited for: a sentence. */
  readonly pending: string | undefined
  /** Undefined where the run did not wait for what it sent. */
  readonly after: Comparison | undefined
}

class Synchronization {
  readonly #request: SyncRequest
  readonly #workspace: Workspace
  readonly #checkHead: HeadCheck
  /** By path. Those that are sent change into what was sent. */
  readonly #wanted = new Map<string, Wanted>()

  constructor(request: SyncRequest) {
    const { found, history, event, github, platform, sync, run } = request
    const { inputs, runtime } = run
    const { clock, log, signal } = runtime
    const { includeHiddenFiles, naming } = inputs
    const scope = scopeOf(event, found, { includeHiddenFiles, naming })
    this.#request = request
    this.#workspace = {
      platform,
      github,
      scope,
      ingestionMilliseconds: sync.timeoutSeconds * 1000,
      clock,
      log,
      signal,
    }
    this.#checkHead = headCheck({
      github,
      event,
      trigger: sync.trigger,
      touches: touchedBy(scope, history),
      publishesUntracked: [...history.values()].some(isUntracked),
    })
  }

  async run(): Promise<void> {
    const { sync, syncLedger, run } = this.#request
    const atStart = await this.#checkHead(undefined)
    if (this.#isSuperseded(atStart)) return
    const before = await this.#compare()
    const documents = this.#settleUnchanged(before.plan)
    if (documents.length > 0) {
      const atOpening = await this.#checkHead(before.plan.newestRun)
      if (this.#isSuperseded(atOpening)) return
    }
    const sent = await this.#send(documents, before)
    const atEnd = await this.#checkHead(before.plan.newestRun)
    const pruning = await this.#prune(before, sent, atEnd)
    await this.#prove(before, sent, atEnd, pruning)
    const failure = (run.inputs.ingestionSeconds && sent.pending) || pruning?.failure
    if (failure) throw new PublishError(failure)
  }
}

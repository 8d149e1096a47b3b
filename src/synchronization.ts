import type { Document } from './document.ts'
import type { Found } from './documents/find.ts'
import { nameOf } from './documents/names.ts'
import { pathFilter } from './documents/path-filter.ts'
import type { Prepare } from './documents/prepare.ts'
import type { Clones } from './git/clones.ts'
import { parentOf } from './git/folders.ts'
import { lacksRunCommit } from './git/run-commit.ts'
import type { HostedRepository } from './github/hosted-repository.ts'
import { counted } from './log/figures.ts'
import { PublishError } from './log/publish-error.ts'
import type { Event } from './metadata/event.ts'
import { isHeld, type History } from './metadata/file-commit.ts'
import type { Platform } from './platform/client.ts'
import type { Run, SyncInputs } from './run.ts'
import {
  compareAfterIngestion,
  compareBeforeSending,
  lookAtWorkspace,
  type Comparison,
  type Workspace,
} from './sync/compare-workspace.ts'
import { inBothReads, overLimit } from './sync/deletion.ts'
import { foreignError } from './sync/explain.ts'
import { headCheck, type HeadCheck } from './sync/head-check.ts'
import { doubtOf, type Decision } from './sync/may-speak.ts'
import { stillOnItsWay } from './sync/on-its-way.ts'
import { countsOf, documentsToSend, surplusOf, type Plan } from './sync/plan.ts'
import { plannedChanges } from './sync/planned-changes.ts'
import { proveCommit, unprovenOf } from './sync/proof.ts'
import { prune, type Pruning } from './sync/prune.ts'
import { scopeOf } from './sync/scope.ts'
import { tellPlan } from './sync/tell-plan.ts'
import { touchedBy } from './sync/touched.ts'
import { isPreview } from './sync/trigger.ts'
import type { Wanted } from './sync/wanted.ts'
import { upload, waitForIngestion, type Pending } from './upload.ts'

/** What is to be kept in step, and what describes it. */
export interface SyncRequest {
  readonly found: Found
  readonly prepare: Prepare
  readonly history: Promise<History>
  readonly event: Event
  readonly clones: Clones
  readonly sync: SyncInputs
}

/** What a synchronization speaks with, besides. */
export interface Services extends Omit<SyncRequest, 'history'> {
  readonly history: History
  readonly github: HostedRepository
  readonly platform: Platform
  readonly run: Run
}

/** How the workspace compares once what differs was sent. */
interface Sent {
  /** Whether nothing was sent, nor looked at again: what was decided before still holds. */
  readonly isAsBefore: boolean
  /** Documents that are not yet ingested although that was waited for. */
  readonly pending: Pending | undefined
  /** Undefined where the run did not wait for what it sent. */
  readonly after: Comparison | undefined
}

const NOTHING_PRUNED: Pruning = { pruned: [], kept: new Map() }

/** A run that brings the workspace in step, or shows what that would take. */
export class Synchronization {
  readonly #request: Services
  readonly #workspace: Workspace
  readonly #checkHead: HeadCheck
  /** By path. Those that are sent change into what was sent. */
  readonly #wanted = new Map<string, Wanted>()
  #lack: Promise<string | undefined> | undefined

  constructor(request: Services) {
    const { found, history, event, github, platform, sync, run } = request
    const { inputs, runtime } = run
    const { clock, log, signal } = runtime
    const { includeHiddenFiles, naming } = inputs
    const matches = pathFilter(found.patterns, found.folder, includeHiddenFiles)
    const scope = scopeOf(event, naming, matches)
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
      publishesUntracked: [...history.values()].some((file) => !isHeld(file)),
    })
  }

  async run(): Promise<void> {
    const { sync, run } = this.#request
    if (this.#isOver(await this.#checkHead(undefined))) return
    const before = await this.#compare()
    const decision = await this.#checkHead(before.plan.newestRun)
    if (this.#isOver(decision)) return
    const documents = documentsToSend(before.plan, sync.skipsUnchanged)
    this.#settleUnchanged(before.plan, documents)
    const sent =
      documents.length === 0 ? await this.#sendNothing(before) : await this.#send(documents)
    const { plan } = sent.after ?? before
    const head = sent.isAsBefore ? decision : await this.#checkHead(plan.newestRun)
    const pruning = await this.#prune(before, sent, head)
    await this.#prove(before, sent.after, head, pruning)
    const timeout = run.inputs.ingestionSeconds === undefined ? undefined : sent.pending?.problem
    const failure = timeout ?? pruning.failure
    if (failure !== undefined) throw new PublishError(failure)
  }

  async show(): Promise<void> {
    const { sync, run } = this.#request
    const { ledger, runtime } = run
    const comparison = await this.#compare()
    const { plan } = comparison
    const toSend = documentsToSend(plan, sync.skipsUnchanged)
    this.#settleUnchanged(plan, toSend)
    for (const { path } of toSend) {
      ledger.preview(path, this.#wanted.get(path)?.metadata ?? Buffer.from('{}'))
    }
    const { pruneLimit } = sync
    const problem =
      pruneLimit === undefined ? undefined : overLimit(plan.stale, this.#wanted.size, pruneLimit)
    if (problem !== undefined)
      runtime.log.warning(
        `The run will fail unless some of these documents are kept for another reason: ${problem}`,
      )
    if (isPreview(sync.trigger)) return
    const head = await this.#checkHead(plan.newestRun)
    await this.#prove(comparison, comparison, head, NOTHING_PRUNED)
  }

  /** Whether the run ends here, as its commit may not speak. */
  #isOver(decision: Decision): boolean {
    if (decision.kind === 'go') return false
    const { ledger, runtime } = this.#request.run
    const { kind, reason } = decision
    if (kind === 'superseded' && decision.isRed) throw new PublishError(reason)
    ledger.skipRest(reason)
    if (kind === 'superseded') runtime.log.warning(reason)
    else runtime.log.notice(reason)
    return true
  }

  /**
   * Hashes and describes the documents, while the workspace is read.
   *
   * @throws a `PublishError` where another publisher has a name that is wanted
   */
  async #compare(): Promise<Comparison> {
    const { found, sync, run } = this.#request
    const { scope } = this.#workspace
    const names = new Set(found.documents.map(({ name }) => name))
    const look = lookAtWorkspace(names, 'before', this.#workspace)
    look.catch(() => undefined) // it is awaited below, once the documents are described
    await this.#describeAll()
    const seen = await look
    for (const warning of seen.onItsWay.warnings) run.runtime.log.warning(warning)
    const wanted = [...this.#wanted.values()]
    const comparison = await compareBeforeSending(
      wanted,
      seen,
      sync.skipsUnchanged,
      this.#workspace,
    )
    const { plan } = comparison
    run.syncLedger.planned(countsOf(plan), plannedChanges(plan, scope))
    tellPlan(plan, scope, run.runtime.log)
    const foreign = foreignError(plan, scope)
    if (foreign !== undefined) throw new PublishError(foreign)
    return comparison
  }

  async #describeAll(): Promise<void> {
    const { found, prepare, history, run } = this.#request
    for (const document of found.documents) {
      const { path } = document
      const prepared = await prepare(document)
      if (prepared.kind === 'prepared') {
        prepared.release()
        const comparesCommit = history.get(path)?.kind === 'own'
        this.#wanted.set(path, { document, metadata: prepared.metadata, comparesCommit })
      } else run.ledger.settle(path, prepared)
    }
  }

  #settleUnchanged({ documents }: Plan, toSend: readonly Document[]): void {
    const sent = new Set(toSend)
    for (const { document } of documents) {
      if (!sent.has(document)) this.#request.run.ledger.settle(document.path, { kind: 'unchanged' })
    }
  }

  /** What is deleted was seen twice, also where nothing is sent. */
  async #sendNothing(before: Comparison): Promise<Sent> {
    const prunes = this.#request.sync.pruneLimit !== undefined && mayHaveStale(before)
    if (!prunes) return { isAsBefore: true, pending: undefined, after: before }
    const wanted = [...this.#wanted.values()]
    const after = await compareAfterIngestion(wanted, new Set(), 0, this.#workspace)
    return { isAsBefore: false, pending: undefined, after }
  }

  async #send(documents: readonly Document[]): Promise<Sent> {
    const { platform, sync, run } = this.#request
    const delivered = await upload(documents, this.#prepareToSend, platform, run)
    const { ingestionSeconds } = run.inputs
    const waits = ingestionSeconds !== undefined || sync.pruneLimit !== undefined
    if (!waits) return { isAsBefore: false, pending: undefined, after: undefined }
    const pending = await waitForIngestion(delivered, sync.timeoutSeconds, platform, run)
    if (pending !== undefined && ingestionSeconds === undefined)
      run.runtime.log.warning(pending.problem)
    const own = new Set(delivered.map(({ session }) => session))
    // With one that is missing for good, nothing is deleted or proven, however long that takes.
    const mayBeProven = pending === undefined && run.ledger.counts.failed === 0
    const milliseconds = mayBeProven ? sync.timeoutSeconds * 1000 : 0
    const wanted = [...this.#wanted.values()]
    const after = await compareAfterIngestion(wanted, own, milliseconds, this.#workspace)
    return { isAsBefore: false, pending, after }
  }

  /** Prepares a document again, and keeps what is sent: it may have changed since it was compared. */
  readonly #prepareToSend: Prepare = async (document) => {
    const { path } = document
    const prepared = await this.#request.prepare(document)
    const wanted = this.#wanted.get(path)
    if (prepared.kind === 'skipped') this.#wanted.delete(path)
    if (prepared.kind === 'prepared' && wanted !== undefined)
      this.#wanted.set(path, { ...wanted, metadata: prepared.metadata })
    return prepared
  }

  async #prune(before: Comparison, sent: Sent, head: Decision): Promise<Pruning> {
    const { after, pending } = sent
    const { found, clones, event, platform, sync, run } = this.#request
    const { pruneLimit } = sync
    const { inputs, runtime } = run
    const { clock, log, signal } = runtime
    if (pruneLimit === undefined || after === undefined || !mayHaveStale(before))
      return NOTHING_PRUNED
    const { stale, surplus } = inBothReads(before.plan, after.plan)
    const { counts, entries } = run.ledger
    const rejected = entries.filter(({ ingestion }) => ingestion === 'rejected').length
    const notUploaded = entries.filter(({ reason }) => reason !== undefined)
    const matched = [...found.documents, ...entries].map(({ path }) => path)
    const pruning = await prune({
      stale,
      surplus,
      limit: pruneLimit,
      conditions: {
        wanted: this.#wanted.size,
        failed: counts.failed - rejected,
        rejected,
        pending: pending?.documents ?? 0,
        unproven: unprovenOf(after.plan).length,
        head: doubtOf(head),
        lacksRunCommit: await this.#lacksRunCommit(),
      },
      namesNotUploaded: new Set(notUploaded.map(({ path }) => nameOf(path, inputs.naming))),
      nameAt: (path) =>
        this.#workspace.scope.matches(path) ? nameOf(path, inputs.naming) : undefined,
      foldersOfDocuments: new Set(matched.map(parentOf)),
      folder: found.folder,
      clones,
      event,
      platform,
      clock,
      signal,
    })
    run.syncLedger.pruned(pruning.pruned, pruning.kept)
    if (pruning.pruned.length > 0)
      log.info(`${counted(pruning.pruned.length, 'file')} deleted from the workspace`)
    if (pruning.spared !== undefined) log.info(pruning.spared)
    for (const problem of [pruning.withheld, pruning.undone])
      if (problem !== undefined) log.warning(problem)
    return pruning
  }

  async #prove(
    before: Comparison,
    after: Comparison | undefined,
    head: Decision,
    pruning: Pruning,
  ): Promise<void> {
    const { event, sync, run } = this.#request
    const { syncLedger, runtime } = run
    const { log } = runtime
    const plan = after?.plan
    const looks = [before.look, ...(after === undefined ? [] : [after.look])]
    const left = plan && plan.stale.length + surplusOf(plan) - pruning.pruned.length
    const proof = proveCommit({
      commit: event.commit?.sha ?? '',
      plan,
      readsAreConsistent: looks.every(({ reading }) => reading.isConsistent),
      onItsWay: stillOnItsWay(before.look.onItsWay, (after ?? before).look.onItsWay),
      failed: run.ledger.counts.failed,
      left: sync.pruneLimit === undefined ? undefined : left,
      head: doubtOf(head),
      lacksRunCommit: await this.#lacksRunCommit(),
    })
    if (proof.kind === 'synced') {
      syncLedger.proven({ syncedCommit: proof.commit })
      log.info(
        `In step with commit ${proof.commit}: the workspace holds these documents as they are here`,
      )
    } else {
      const isPlan = run.inputs.mode.kind === 'plan'
      if (isPlan && proof.kind === 'ahead') return
      syncLedger.proven({ notSynced: proof.reason })
      const message = `Not proven to be in step: ${proof.reason}`
      const isTold =
        isPlan ||
        plan === undefined ||
        pruning.withheld !== undefined ||
        run.ledger.counts.failed > 0
      if (isTold) log.info(message)
      else log.warning(message)
    }
  }

  /** Why the run's commit is not what is checked out; undefined where it is. */
  #lacksRunCommit(): Promise<string | undefined> {
    const { clones, event, run } = this.#request
    this.#lack ??= lacksRunCommit(this.#wanted.keys(), clones, event, run.runtime.signal)
    return this.#lack
  }
}

function mayHaveStale({ plan: { stale, duplicated } }: Comparison): boolean {
  return stale.length + duplicated.length > 0
}

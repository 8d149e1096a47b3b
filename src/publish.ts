import { dryRun } from './dry-run.ts'
import type { Document, Outcome } from './document.ts'
import { findDocuments, type FindOptions, type Found } from './documents/find.ts'
import { prepareFrom, type Prepare } from './documents/prepare.ts'
import { Clones } from './git/clones.ts'
import { explain } from './log/explain.ts'
import { bytes, count, counted, duration, listed } from './log/figures.ts'
import type { Log } from './log/log.ts'
import { PublishError } from './log/publish-error.ts'
import type { Event } from './metadata/event.ts'
import { readFrontMatterInput } from './metadata/front-matter-input.ts'
import { readMetadataInput } from './metadata/metadata-input.ts'
import { readPageUrlInput } from './metadata/page-url.ts'
import { permalinkOf } from './metadata/metadata.ts'
import type { Clock } from './network/clock.ts'
import type { Proxies } from './network/proxies.ts'
import { connectPlatform, type Platform, type SessionRequest } from './platform/client.ts'
import { Ledger } from './report/ledger.ts'
import { showProgress } from './report/progress.ts'
import { Remarks } from './report/remarks.ts'
import { reasonOfNotSent, type Result } from './report/result.ts'
import { checkFit, deliver, type Delivered } from './sessions/deliver.ts'
import { waitForDocuments } from './sessions/ingestion-result.ts'
import { SessionLog, type SaveUnfinished } from './sessions/session-log.ts'
import { gatherSources, type SourcesRequest } from './sources.ts'

/** The ingestion of several sessions is looked at side by side. */
const API_CONNECTIONS = 8

/** One call of git may take this long, such as the one that reads the history. */
const GIT_SECONDS = 300

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
  readonly run: { readonly kind: 'dry' } | { readonly kind: 'upload'; readonly apiKey: string }
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
  readonly github: SourcesRequest['github']
  readonly environment: NodeJS.ProcessEnv
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
interface Run {
  readonly inputs: PublishInputs
  readonly runtime: Runtime
  readonly ledger: Ledger
  readonly sessionLog: SessionLog
}

/**
 * Publishes a repository's documents: finds them, describes them, and uploads each with its metadata
 * through upload sessions. Never throws: whatever happens is in the log and in the result, where
 * every matched document has its outcome.
 */
export async function publish(inputs: PublishInputs, runtime: Runtime): Promise<Result> {
  const { clock, log, remember } = runtime
  const started = clock.now()
  const ledger = new Ledger(log)
  const sessionLog = new SessionLog(inputs.closesSessions, remember, log)
  let failure: string | undefined
  try {
    await findAndUpload({ inputs, runtime, ledger, sessionLog })
  } catch (error) {
    failure = explain(error, log)
    const notSent = ledger.abandon(reasonOfNotSent(failure))
    if (notSent.length > 0) log.group(`${counted(notSent.length, 'document')} not sent`, notSent)
    log.error(failure)
  }
  const { counts, entries } = ledger
  const durationMilliseconds = clock.now() - started
  const isDry = inputs.run.kind === 'dry'
  if (!isDry) {
    log.info(
      `${counted(counts.uploaded, 'document')} uploaded (${bytes(counts.bytesUploaded)}), ${count(counts.skipped)} skipped, ${count(counts.failed)} failed, in ${duration(durationMilliseconds)}`,
    )
  }
  return {
    workspace: inputs.workspace,
    dryRun: isDry,
    sessions: sessionLog.records,
    counts,
    entries,
    durationMilliseconds,
    ...commitOf(inputs.event),
    urlOf: ledger.urlOf,
    ...(failure === undefined ? {} : { failure }),
  }
}

function commitOf({ commit, repository }: Event): Pick<Result, 'commit'> {
  if (commit === undefined) return {}
  const { sha } = commit
  const url = repository?.url
  return { commit: url === undefined ? { sha } : { sha, url: `${url}/commit/${sha}` } }
}

async function findAndUpload(run: Run): Promise<void> {
  const { inputs, runtime, ledger } = run
  const { clock, log, signal } = runtime
  const input = await readMetadataInput(inputs.metadata)
  const frontMatter = readFrontMatterInput(inputs.frontMatter)
  const pageRules = readPageUrlInput(inputs.pageUrl)
  const remarks = new Remarks(log)
  const end = new AbortController()
  const clones = new Clones({
    folder: inputs.workspaceFolder,
    environment: inputs.environment,
    signal: AbortSignal.any([signal, end.signal]),
    timeoutSeconds: GIT_SECONDS,
  })
  try {
    const found = await find(run, clones)
    const { folder, documents } = found
    if (documents.length === 0) return
    const { history, event, added, own } = await gatherSources({
      found,
      clones,
      input,
      frontMatter,
      pageRules,
      event: inputs.event,
      dryRun: inputs.run.kind === 'dry',
      github: inputs.github,
      openNetwork: async (connections) => {
        const { openNetwork } = await import('./network/network.ts')
        return openNetwork(inputs.proxies, connections)
      },
      clock,
      log,
      signal: AbortSignal.any([signal, end.signal]),
    })
    history.then(
      (files) => {
        ledger.urlOf = (path) => permalinkOf(files.get(path) ?? { kind: 'none' })
      },
      () => undefined, // whoever needs the history hears why there is none
    )
    const prepare = prepareFrom({ folder, history, event, added, own, remarks, signal })
    if (inputs.run.kind === 'dry') await dryRun(documents, prepare, ledger, log, signal)
    else await upload(documents, prepare, inputs.run.apiKey, run)
    // Cancelled at the very end, too, is cancelled.
    signal.throwIfAborted()
  } finally {
    end.abort()
    remarks.summarize()
    await clones.close()
  }
}

async function find({ inputs, runtime, ledger }: Run, clones: Clones): Promise<Found> {
  // Git is asked meanwhile; whoever needs the answer hears why there is none.
  clones.open('').catch(() => undefined)
  const { workspaceFolder, patterns, includeHiddenFiles, ifNoFilesFound, naming } = inputs
  const found = await findDocuments({
    workspaceFolder,
    patterns,
    includeHiddenFiles,
    ifNoFilesFound,
    naming,
    clones,
    ledger,
    log: runtime.log,
    signal: runtime.signal,
  })
  checkFit(found.documents.length, inputs.closesSessions)
  return found
}

/** Uploads the documents, and waits for their ingestion where that is asked for. */
async function upload(
  documents: readonly Document[],
  prepare: Prepare,
  apiKey: string,
  run: Run,
): Promise<void> {
  const { inputs, runtime, ledger, sessionLog } = run
  const { apiUrl, workspace, proxies } = inputs
  const { clock, log, mask, signal } = runtime
  // The larger half of the program: a dry run does without, and git is running meanwhile.
  const { openNetwork } = await import('./network/network.ts')
  const network = openNetwork(proxies, API_CONNECTIONS)
  const platform = connectPlatform({ apiUrl, apiKey, workspace }, network, clock, log)
  const handler = {
    prepare,
    settle: ({ path }: Document, outcome: Outcome) => {
      ledger.settle(path, outcome)
    },
  }
  const hideProgress = showProgress(log, () => ledger.counts)
  try {
    const delivered = await deliver(documents, handler, {
      platform,
      request: inputs.session,
      sessionLog,
      openStorage: (connections) => openNetwork(proxies, connections),
      concurrency: inputs.concurrency,
      mask,
      clock,
      log,
      signal,
    })
    hideProgress()
    await waitForIngestion(delivered, platform, run)
  } finally {
    hideProgress()
    await network.destroy()
  }
}

/**
 * Waits until every uploaded document is ingested or rejected.
 *
 * @throws a `PublishError` that names the documents which are pending when the time is over
 */
async function waitForIngestion(
  delivered: readonly Delivered[],
  platform: Platform,
  { inputs, runtime, ledger }: Run,
): Promise<void> {
  const { ingestionSeconds, session } = inputs
  const { clock, log, signal } = runtime
  if (ingestionSeconds === undefined) return
  const { results, problem } = await waitForDocuments(delivered, session.writeMode, {
    platform,
    milliseconds: ingestionSeconds * 1000,
    clock,
    log,
    signal,
  })
  const pending: string[] = []
  for (const [{ path }, result] of results) {
    ledger.settleIngestion(path, result)
    if (result.kind === 'pending') pending.push(path)
  }
  if (pending.length === 0) return
  const message = `${counted(pending.length, 'document')} uploaded but not yet ingested when "ingestion-timeout" was over: ${listed(pending)}. The platform goes on by itself. Give it more time, or wait in a later step with the finalize action.`
  throw new PublishError(problem === undefined ? message : `${message} ${problem}`)
}

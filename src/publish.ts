import { dryRun } from './dry-run.ts'
import { findDocuments, type Found } from './documents/find.ts'
import { prepareFrom } from './documents/prepare.ts'
import { Clones } from './git/clones.ts'
import { explain } from './log/explain.ts'
import { bytes, count, counted, duration } from './log/figures.ts'
import type { Event } from './metadata/event.ts'
import { readFrontMatterInput } from './metadata/front-matter-input.ts'
import { permalinkOf } from './metadata/metadata.ts'
import { readMetadataInput } from './metadata/metadata-input.ts'
import { readPageUrlInput } from './metadata/page-url.ts'
import { loadNetwork } from './network/load.ts'
import { Ledger } from './report/ledger.ts'
import { Remarks } from './report/remarks.ts'
import { reasonOfNotSent, type Result } from './report/result.ts'
import { SyncLedger } from './report/sync-report.ts'
import type { Mode, PublishInputs, Run, Runtime } from './run.ts'
import { checkFit } from './sessions/deliver.ts'
import { SessionLog } from './sessions/session-log.ts'
import { gatherSources } from './sources.ts'
import type { SyncRequest } from './synchronization.ts'
import { uploadAndWait, withPlatform } from './upload.ts'

/** One call of git may take this long, such as the one that reads the history. */
const GIT_SECONDS = 300

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
  const syncLedger = new SyncLedger()
  let failure: string | undefined
  try {
    await findAndPublish({ inputs, runtime, ledger, sessionLog, syncLedger })
  } catch (error) {
    failure = explain(error, log)
    const notSent = ledger.abandon(reasonOfNotSent(failure))
    if (notSent.length > 0) log.group(`${counted(notSent.length, 'document')} not sent`, notSent)
    log.error(failure)
  }
  const { counts, entries, reasonForRest } = ledger
  const durationMilliseconds = clock.now() - started
  const isDry = isDryRun(inputs.mode)
  if (!isDry) {
    const unchanged = inputs.mode.kind === 'sync' ? `${count(counts.unchanged)} unchanged, ` : ''
    log.info(
      `${counted(counts.uploaded, 'document')} uploaded (${bytes(counts.bytesUploaded)}), ${unchanged}${count(counts.skipped)} skipped, ${count(counts.failed)} failed, in ${duration(durationMilliseconds)}`,
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
    ...(syncLedger.report === undefined ? {} : { sync: syncLedger.report }),
    ...(reasonForRest === undefined ? {} : { reasonForRest }),
    ...(failure === undefined ? {} : { failure }),
  }
}

/** Whether nothing is sent. */
function isDryRun({ kind }: Mode): boolean {
  return kind === 'dry' || kind === 'plan'
}

function commitOf({ commit, repository }: Event): Pick<Result, 'commit'> {
  if (commit === undefined) return {}
  const { sha } = commit
  const url = repository?.url
  return { commit: url === undefined ? { sha } : { sha, url: `${url}/commit/${sha}` } }
}

async function findAndPublish(run: Run): Promise<void> {
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
      dryRun: isDryRun(inputs.mode),
      github: inputs.github,
      openNetwork: (connections) => loadNetwork(inputs.proxies, connections),
      clock,
      log,
      signal: AbortSignal.any([signal, end.signal]),
    })
    history.then(
      (files) => {
        ledger.linkBy((path) => permalinkOf(files.get(path) ?? { kind: 'none' }))
      },
      () => undefined, // whoever needs the history hears why there is none
    )
    const prepare = prepareFrom({ folder, history, event, added, own, remarks, signal })
    await publishFound({ found, prepare, history, event, clones }, run)
    // Cancelled at the very end, too, is cancelled.
    signal.throwIfAborted()
  } finally {
    end.abort()
    remarks.summarize()
    await clones.close()
  }
}

/** Does with the documents what the inputs ask for. */
async function publishFound(request: Omit<SyncRequest, 'sync'>, run: Run): Promise<void> {
  const { inputs } = run
  const { found, prepare } = request
  switch (inputs.mode.kind) {
    case 'dry':
      await dryRun(found.documents, prepare, run)
      break
    case 'upload':
      await withPlatform(inputs.mode.apiKey, run, (platform) =>
        uploadAndWait(found.documents, prepare, platform, run),
      )
      break
    case 'sync': {
      const { synchronize } = await import('./synchronize.ts')
      await synchronize(inputs.mode.apiKey, { ...request, sync: inputs.mode.sync }, run)
      break
    }
    case 'plan': {
      const { showPlan, showPullRequest } = await import('./synchronize.ts')
      const { apiKey, sync } = inputs.mode
      if (apiKey !== undefined) await showPlan(apiKey, { ...request, sync }, run)
      else await showPullRequest(sync.trigger.pullRequest ?? 0, { ...request, sync }, run)
    }
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

import type { Clock } from './network/clock.ts'
import type { Network } from './network/network.ts'
import type { Proxies } from './network/proxies.ts'
import { discover } from './documents/discover.ts'
import type { Document, Outcome } from './document.ts'
import { withoutIgnored } from './documents/ignored.ts'
import { nameDocuments, type NameOptions } from './documents/names.ts'
import { explainNoMatch, signsOfMistakes } from './documents/no-match.ts'
import { Clones } from './git/clones.ts'
import type { Event } from './metadata/event.ts'
import { readMetadataInput } from './metadata/metadata-input.ts'
import { connectPlatform, type Platform, type SessionRequest } from './platform/client.ts'
import { preparing } from './prepare.ts'
import { rehearse } from './rehearse.ts'
import { explain } from './log/explain.ts'
import { bytes, count, counted, duration, listed } from './log/figures.ts'
import { Ledger } from './report/ledger.ts'
import type { Log } from './log/log.ts'
import { showProgress } from './report/progress.ts'
import { PublishError } from './log/publish-error.ts'
import type { Result } from './report/result.ts'
import { SessionBook, type BookKeeping } from './sessions/session-log.ts'
import { checkFit, deliver, type Delivered } from './sessions/deliver.ts'
import { waitForDocuments } from './sessions/ingestion.ts'
import { gatherSources, type Described, type SourcesRequest } from './sources.ts'
import type { UploadHandler } from './storage/upload.ts'

/** The API is asked one thing at a time, and something else while that goes on. */
const API_CONNECTIONS = 2

/** One call of git may take this long, such as the one that reads the history. */
const GIT_SECONDS = 300

/** What a run is asked to do: the step's inputs, and what its runner and its event say. */
export interface Publication {
  readonly workspaceFolder: string
  readonly patterns: string
  readonly includeHiddenFiles: boolean
  readonly ifNoFilesFound: 'error' | 'warn' | 'ignore'
  readonly naming: NameOptions
  readonly workspace: string
  readonly apiUrl: URL
  readonly run: { readonly kind: 'dry' } | { readonly kind: 'upload'; readonly apiKey: string }
  readonly session: SessionRequest
  /** Whether this run closes its sessions; else a later step does, or they expire. */
  readonly closesSessions: boolean
  /** How long to wait for the platform to take every document; absent where nobody waits. */
  readonly ingestionSeconds?: number
  readonly concurrency: 'auto' | number
  readonly proxies: Proxies
  readonly event: Event
  /** What is added to every document's metadata: YAML. */
  readonly metadata: string
  /** Undefined where there is no token to ask it with. */
  readonly github: SourcesRequest['github']
  readonly environment: NodeJS.ProcessEnv
}

/** What a run needs from the program around it. */
export interface Surroundings {
  readonly log: Log
  readonly clock: Clock
  readonly mask: (secret: string) => void
  readonly remember: BookKeeping['remember']
  /** Aborts when the run is cancelled; its reason is a `PublishError`. */
  readonly signal: AbortSignal
}

/** A run while it lasts: what it was asked to do, what is around it, and what it notes down. */
interface Run extends Surroundings {
  readonly publication: Publication
  readonly ledger: Ledger
  readonly book: SessionBook
}

type Prepare = UploadHandler['prepare']

/**
 * Publishes a repository's documents: finds and names them, and delivers each with its metadata
 * through upload sessions. Never throws: whatever happens is in the log and in the result, where
 * every matched document has its outcome.
 */
export async function publish(
  publication: Publication,
  surroundings: Surroundings,
): Promise<Result> {
  const { clock, log, remember } = surroundings
  const started = clock.now()
  const ledger = new Ledger(log)
  const book = new SessionBook({ closes: publication.closesSessions, remember, log })
  let failure: string | undefined
  try {
    await findAndSend({ ...surroundings, publication, ledger, book })
  } catch (error) {
    failure = explain(error, log)
    const unsent = ledger.abandon('failed', `Not sent: ${failure}`).map(({ path }) => path)
    if (unsent.length > 0) log.group(`${counted(unsent.length, 'document')} not sent`, unsent)
    log.error(failure)
  }
  const durationMilliseconds = clock.now() - started
  const { counts, entries } = ledger
  const dryRun = publication.run.kind === 'dry'
  if (!dryRun) {
    log.info(
      `${counted(counts.uploaded, 'document')} uploaded (${bytes(counts.bytesUploaded)}), ${count(counts.skipped)} skipped, ${count(counts.failed)} failed, in ${duration(durationMilliseconds)}`,
    )
  }
  return {
    workspace: publication.workspace,
    dryRun,
    sessions: book.records,
    counts,
    entries,
    durationMilliseconds,
    ...(failure === undefined ? {} : { failure }),
  }
}

async function findAndSend(run: Run): Promise<void> {
  const { publication, signal } = run
  const input = await readMetadataInput(publication.metadata)
  const done = new AbortController()
  const clones = new Clones({
    folder: publication.workspaceFolder,
    environment: publication.environment,
    signal: AbortSignal.any([signal, done.signal]),
    timeoutSeconds: GIT_SECONDS,
  })
  try {
    const found = await findDocuments(run, clones)
    const { folder, documents } = found
    if (documents.length === 0) return
    const sources = await gatherSources({
      ...publication,
      ...run,
      dryRun: publication.run.kind === 'dry',
      found,
      clones,
      input,
      openLine: async (connections) => {
        const { openNetwork } = await import('./network/network.ts')
        return openNetwork(publication.proxies, connections)
      },
      signal: AbortSignal.any([signal, done.signal]),
    })
    const prepare = preparing(folder, sources, signal)
    if (publication.run.kind === 'dry') await rehearse(documents, prepare, run)
    else await upload(documents, prepare, publication.run.apiKey, run)
    // Cancelled at the very end, too, is cancelled.
    signal.throwIfAborted()
  } finally {
    done.abort()
    await clones.close()
  }
}

interface Found extends Described {
  readonly documents: readonly Document[]
}

/**
 * The documents that the patterns match, named; what cannot be sent is in the ledger.
 *
 * @throws a `PublishError` where that is nothing, more than can be sent, or two of one name
 */
async function findDocuments(
  { publication, ledger, log, signal }: Run,
  clones: Clones,
): Promise<Found> {
  // Git is asked meanwhile; who comes to need the answer hears why there is none.
  clones.open('').catch(() => undefined)
  const matched = await discover({
    workspace: publication.workspaceFolder,
    patterns: publication.patterns,
    includeHiddenFiles: publication.includeHiddenFiles,
    log,
    signal,
  })
  const found = await withoutIgnored(matched, clones, log, signal)
  const { folder, files, sidecars, leftOut } = found
  for (const { path, outcome, reason } of leftOut) ledger.leftOut(path, outcome, reason)
  if (files.length + leftOut.length === 0) {
    sayNoMatch(explainNoMatch(found), publication.ifNoFilesFound, log)
    return { folder, documents: [], sidecars }
  }
  ledger.expect(files)
  const documents = nameDocuments(files, publication.naming)
  ledger.expect(documents)
  const size = documents.reduce((sum, document) => sum + document.size, 0)
  for (const sign of signsOfMistakes(found)) log.warning(sign)
  const left = leftOut.length === 0 ? '' : `, ${count(leftOut.length)} left out`
  log.info(`${counted(documents.length, 'document')} to send (${bytes(size)})${left}`)
  checkFit(documents.length, publication.closesSessions)
  return { folder, documents, sidecars }
}

function sayNoMatch(message: string, means: Publication['ifNoFilesFound'], log: Log): void {
  if (means === 'error') throw new PublishError(message)
  if (means === 'warn') log.warning(message)
  else log.info(message)
}

/** Delivers the documents, and waits until the platform has taken them where that is asked for. */
async function upload(
  documents: readonly Document[],
  prepare: Prepare,
  apiKey: string,
  run: Run,
): Promise<void> {
  const { publication, ledger, log, clock } = run
  const { apiUrl, workspace, proxies, session, closesSessions, concurrency } = publication
  // The larger half of the program: a dry run does without, and git is running meanwhile.
  const { openNetwork } = await import('./network/network.ts')
  const network = openNetwork(proxies, API_CONNECTIONS)
  const platform = connectPlatform({ apiUrl, apiKey, workspace }, network, clock, log)
  const settle = ({ path }: Document, outcome: Outcome): void => {
    if (outcome.kind === 'uploaded') ledger.uploaded(path, outcome.bytes)
    else ledger.leftOut(path, outcome.kind, outcome.reason)
  }
  const hideProgress = showProgress(log, () => ledger.counts)
  try {
    const openLine = (connections: number): Network => openNetwork(proxies, connections)
    const ways = { platform, apiUrl, openLine, concurrency }
    const delivering = { ...run, ...ways, request: session, closes: closesSessions }
    const delivered = await deliver(documents, { prepare, settle }, delivering)
    hideProgress()
    await awaitIngestion(delivered, platform, run)
  } finally {
    hideProgress()
    await network.destroy()
  }
}

/** @throws a `PublishError` where the time is up before every document was taken or refused */
async function awaitIngestion(
  delivered: readonly Delivered[],
  platform: Platform,
  { publication, ledger, log, clock, signal }: Run,
): Promise<void> {
  const { ingestionSeconds, session } = publication
  if (ingestionSeconds === undefined) return
  const end = clock.now() + ingestionSeconds * 1000
  const pending: string[] = []
  let problem: string | undefined
  for (const { session: id, documents, perhapsTwice } of delivered) {
    const milliseconds = Math.max(0, end - clock.now())
    const waiting = { platform, writeMode: session.writeMode, milliseconds, clock, log, signal }
    const ingested = await waitForDocuments(id, documents, perhapsTwice, waiting)
    for (const [{ path }, ingestion] of ingested.results) ledger.ingested(path, ingestion)
    for (const { path } of ingested.pending) ledger.ingested(path, { kind: 'pending' })
    pending.push(...ingested.pending.map(({ path }) => path))
    problem ??= ingested.problem
  }
  if (pending.length === 0) return
  const told = `${counted(pending.length, 'document')} stored but not yet ingested when "ingestion-timeout" was over: ${listed(pending)}. The platform goes on by itself; give it more time, or finish with the finalize action.`
  throw new PublishError(problem === undefined ? told : `${told} ${problem}`)
}

import type { Clock } from './network/clock.ts'
import { openNetwork, type Proxies } from './network/network.ts'
import { discover } from './documents/discover.ts'
import type { Document } from './documents/document.ts'
import { nameDocuments, type NameOptions } from './documents/names.ts'
import { explainNoMatch } from './documents/no-match.ts'
import type { Event } from './metadata/event.ts'
import { readHistory } from './metadata/history.ts'
import { connectPlatform, type SessionRequest } from './platform/client.ts'
import { preparing } from './prepare.ts'
import { explain } from './report/explain.ts'
import { bytes, count, counted, duration } from './report/figures.ts'
import { Ledger } from './report/ledger.ts'
import type { Log } from './report/log.ts'
import { showProgress } from './report/progress.ts'
import { PublishError } from './report/publish-error.ts'
import type { Result } from './report/result.ts'
import { SessionBook } from './sessions/book.ts'
import { deliver, type Delivered } from './sessions/deliver.ts'
import { waitForDocuments, type Waiting } from './sessions/ingestion.ts'
import type { Delivery } from './storage/upload.ts'

/** Git may take this long for the history; what it has not told by then is left out. */
const HISTORY_SECONDS = 300

/** Documents that an error names before it counts the rest. */
const MOST_NAMED = 5

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
  readonly environment: NodeJS.ProcessEnv
}

/** What a run needs from the program around it. */
export interface Surroundings {
  readonly log: Log
  readonly clock: Clock
  readonly mask: (secret: string) => void
  /** Hears at once which sessions are still to be closed, should this program not come to it. */
  readonly remember: (unclosed: readonly string[]) => void
  /** Aborts when the run is cancelled; its reason is a `PublishError`. */
  readonly signal: AbortSignal
}

/**
 * Publishes a repository's documents: finds and names them, and delivers each with its metadata
 * through an upload session. Never throws: whatever happens is in the log and in the result, where
 * every matched document has its outcome.
 */
export async function publish(
  publication: Publication,
  surroundings: Surroundings,
): Promise<Result> {
  const { clock, log } = surroundings
  const started = clock.now()
  const ledger = new Ledger(log)
  const book = new SessionBook(publication.closesSessions ? surroundings.remember : () => undefined)
  let failure: string | undefined
  try {
    const found = await findDocuments(publication, ledger, log)
    if (found.documents.length > 0) await send(found, publication, surroundings, ledger, book)
  } catch (error) {
    failure = explain(error, log)
    const unsent = ledger.abandon('failed', `Not sent: ${failure}`)
    if (unsent.length > 0)
      log.group(
        `${counted(unsent.length, 'document')} not sent`,
        unsent.map(({ path }) => path),
      )
    log.error(failure)
  }
  const durationMilliseconds = clock.now() - started
  const { counts, entries } = ledger
  log.info(
    `${counted(counts.uploaded, 'document')} uploaded (${bytes(counts.bytesUploaded)}), ${String(counts.skipped)} skipped, ${String(counts.failed)} failed, in ${duration(durationMilliseconds)}`,
  )
  return {
    workspace: publication.workspace,
    dryRun: publication.run.kind === 'dry',
    sessions: book.records,
    counts,
    entries,
    durationMilliseconds,
    ...(failure === undefined ? {} : { failure }),
  }
}

interface Found {
  /** The workspace folder with links resolved: what documents are opened in. */
  readonly folder: string
  readonly documents: readonly Document[]
}

/** The documents that the patterns match, named; what cannot be sent is in the ledger. */
async function findDocuments(publication: Publication, ledger: Ledger, log: Log): Promise<Found> {
  const found = await discover({
    workspace: publication.workspaceFolder,
    patterns: publication.patterns,
    includeHiddenFiles: publication.includeHiddenFiles,
    log,
  })
  for (const { path, outcome, reason } of found.leftOut) ledger.leftOut(path, outcome, reason)
  if (found.files.length + found.leftOut.length === 0) {
    const message = explainNoMatch(found)
    if (publication.ifNoFilesFound === 'error') throw new PublishError(message)
    if (publication.ifNoFilesFound === 'warn') log.warning(message)
    else log.info(message)
    return { folder: found.folder, documents: [] }
  }
  ledger.expect(found.files.map(({ path }) => ({ path })))
  const documents = nameDocuments(found.files, publication.naming)
  ledger.expect(documents)
  const size = documents.reduce((sum, document) => sum + document.size, 0)
  log.info(`${counted(documents.length, 'document')} found (${bytes(size)})`)
  return { folder: found.folder, documents }
}

/** Sends the documents, or says what would be sent. */
async function send(
  { folder, documents }: Found,
  publication: Publication,
  surroundings: Surroundings,
  ledger: Ledger,
  book: SessionBook,
): Promise<void> {
  const { log, signal } = surroundings
  const done = new AbortController()
  const history = readHistory({
    folder,
    environment: publication.environment,
    paths: documents.map(({ path }) => path),
    log,
    signal: AbortSignal.any([signal, done.signal]),
    timeoutSeconds: HISTORY_SECONDS,
  })
  // Whoever needs the history hears of its end; where nobody does, it is nobody's failure.
  history.catch(() => undefined)
  const prepare = preparing(folder, history, publication.event)
  try {
    if (publication.run.kind === 'dry') await rehearse(documents, prepare, ledger, log)
    else
      await upload(
        documents,
        prepare,
        publication.run.apiKey,
        publication,
        surroundings,
        ledger,
        book,
      )
  } finally {
    done.abort()
  }
}

/** Delivers the documents, and waits until the platform has taken them where that is asked for. */
async function upload(
  documents: readonly Document[],
  prepare: ReturnType<typeof preparing>,
  apiKey: string,
  publication: Publication,
  { clock, log, mask, signal }: Surroundings,
  ledger: Ledger,
  book: SessionBook,
): Promise<void> {
  const { apiUrl, workspace, proxies, session, ingestionSeconds } = publication
  const network = openNetwork(proxies, 2)
  const platform = connectPlatform({ apiUrl, apiKey, workspace }, network, clock, log)
  const settle = ({ path }: Document, delivery: Delivery): void => {
    if (delivery.kind === 'uploaded') ledger.uploaded(path, delivery.bytes)
    else ledger.leftOut(path, delivery.kind, delivery.reason)
  }
  const hideProgress = showProgress(log, () => ledger.counts)
  try {
    const delivered = await deliver(
      documents,
      { prepare, settle },
      {
        platform,
        apiUrl,
        request: session,
        closes: publication.closesSessions,
        concurrency: publication.concurrency,
        openLine: (connections) => openNetwork(proxies, connections),
        book,
        mask,
        log,
        clock,
        signal,
      },
    )
    hideProgress()
    if (ingestionSeconds === undefined) return
    const milliseconds = ingestionSeconds * 1000
    const { writeMode } = session
    await awaitIngestion(delivered, ledger, {
      platform,
      writeMode,
      milliseconds,
      clock,
      log,
      signal,
    })
  } finally {
    hideProgress()
    await network.destroy()
  }
}

/** @throws a `PublishError` where the time is up before every document was taken or refused */
async function awaitIngestion(
  delivered: readonly Delivered<Document>[],
  ledger: Ledger,
  waiting: Waiting,
): Promise<void> {
  const end = waiting.clock.now() + waiting.milliseconds
  const pending: Document[] = []
  for (const { session, documents, perhapsTwice } of delivered) {
    const milliseconds = Math.max(0, end - waiting.clock.now())
    const ingested = await waitForDocuments(session, documents, perhapsTwice, {
      ...waiting,
      milliseconds,
    })
    for (const [{ path }, ingestion] of ingested.results) ledger.ingested(path, ingestion)
    pending.push(...ingested.pending)
  }
  if (pending.length === 0) return
  for (const { path } of pending) ledger.ingested(path, { kind: 'pending' })
  const named = pending.slice(0, MOST_NAMED).map(({ path }) => path)
  const more = pending.length > MOST_NAMED ? ` and ${count(pending.length - MOST_NAMED)} more` : ''
  throw new PublishError(
    `${counted(pending.length, 'document')} stored but not yet ingested when "ingestion-timeout" was over: ${named.join(', ')}${more}. The platform goes on by itself; give it more time, or finish with the finalize action.`,
  )
}

/** A dry run: every document is made ready as if it were sent, and none is. */
async function rehearse(
  documents: readonly Document[],
  prepare: ReturnType<typeof preparing>,
  ledger: Ledger,
  log: Log,
): Promise<void> {
  const ready: string[] = []
  for (const document of documents) {
    const parcel = await prepare(document)
    if (parcel.kind === 'parcel') ready.push(`${document.path} as ${document.name}`)
    else ledger.leftOut(document.path, parcel.kind, parcel.reason)
  }
  ledger.abandon('skipped', 'Dry run: it would be uploaded.')
  log.group(`Dry run: ${counted(ready.length, 'document')} would be uploaded`, ready)
}

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
import { bytes, counted, duration } from './report/figures.ts'
import { Ledger } from './report/ledger.ts'
import type { Log } from './report/log.ts'
import { showProgress } from './report/progress.ts'
import { PublishError } from './report/publish-error.ts'
import type { Result } from './report/result.ts'
import { SessionBook } from './sessions/book.ts'
import { deliver } from './sessions/deliver.ts'

/** Git may take this long for the history; what it has not told by then is left out. */
const HISTORY_SECONDS = 300

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
  const book = new SessionBook()
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
  { clock, log, mask, signal }: Surroundings,
  ledger: Ledger,
  book: SessionBook,
): Promise<void> {
  const history = readHistory({
    folder,
    environment: publication.environment,
    paths: documents.map(({ path }) => path),
    log,
    signal,
    timeoutSeconds: HISTORY_SECONDS,
  })
  const prepare = preparing(folder, history, publication.event)
  if (publication.run.kind === 'dry') {
    await rehearse(documents, prepare, ledger, log)
    return
  }
  const { apiKey } = publication.run
  const { apiUrl, workspace, proxies } = publication
  const network = openNetwork(proxies, 2)
  const hideProgress = showProgress(log, () => ledger.counts)
  try {
    await deliver(
      documents,
      {
        prepare,
        settle: ({ path }, delivery) => {
          if (delivery.kind === 'uploaded') ledger.uploaded(path, delivery.bytes)
          else ledger.leftOut(path, delivery.kind, delivery.reason)
        },
      },
      {
        platform: connectPlatform({ apiUrl, apiKey, workspace }, network, clock, log),
        apiUrl,
        request: publication.session,
        concurrency: publication.concurrency,
        openLine: (connections) => openNetwork(proxies, connections),
        book,
        mask,
        log,
        clock,
        signal,
      },
    )
  } finally {
    hideProgress()
    await network.destroy()
  }
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

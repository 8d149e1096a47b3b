import type { Document, Outcome } from './document.ts'
import type { Prepare } from './documents/prepare.ts'
import { counted, listed } from './log/figures.ts'
import { PublishError } from './log/publish-error.ts'
import { loadNetwork } from './network/load.ts'
import { connectPlatform, type Platform } from './platform/client.ts'
import { showProgress } from './report/progress.ts'
import type { Run } from './run.ts'
import { deliver, type Delivered } from './sessions/deliver.ts'
import { waitForDocuments } from './sessions/ingestion-result.ts'

/** The list of files is read with this many requests in parallel; everything else needs fewer. */
export const API_CONNECTIONS = 16

/** Speaks with the platform while the work goes on. */
export async function withPlatform<Result>(
  apiKey: string,
  { inputs, runtime }: Run,
  work: (platform: Platform) => Promise<Result>,
): Promise<Result> {
  const { apiUrl, workspace, proxies } = inputs
  const network = await loadNetwork(proxies, API_CONNECTIONS)
  try {
    return await work(
      connectPlatform({ apiUrl, apiKey, workspace }, network, runtime.clock, runtime.log),
    )
  } finally {
    await network.destroy()
  }
}

/**
 * Uploads documents through sessions. The ledger has what became of each.
 *
 * @throws a `PublishError` as `deliver` does; the signal's reason when that aborts
 */
export async function upload(
  documents: readonly Document[],
  prepare: Prepare,
  platform: Platform,
  { inputs, runtime, ledger, sessionLog }: Run,
): Promise<readonly Delivered[]> {
  const { clock, log, mask, signal } = runtime
  const { openNetwork } = await import('./network/network.ts')
  const handler = {
    prepare,
    settle: ({ path }: Document, outcome: Outcome) => {
      ledger.settle(path, outcome)
    },
  }
  const hideProgress = showProgress(log, () => ledger.counts)
  try {
    return await deliver(documents, handler, {
      platform,
      request: inputs.session,
      sessionLog,
      openStorage: (connections) => openNetwork(inputs.proxies, connections),
      concurrency: inputs.concurrency,
      mask,
      clock,
      log,
      signal,
    })
  } finally {
    hideProgress()
  }
}

/**
 * Uploads documents, and waits for their ingestion where that is asked for.
 *
 * @throws a `PublishError` as `upload` does, and where documents are pending when the time is over; the
 * signal's reason when that aborts
 */
export async function uploadAndWait(
  documents: readonly Document[],
  prepare: Prepare,
  platform: Platform,
  run: Run,
): Promise<void> {
  const delivered = await upload(documents, prepare, platform, run)
  const { ingestionSeconds } = run.inputs
  if (ingestionSeconds === undefined) return
  const pending = await waitForIngestion(delivered, ingestionSeconds, platform, run)
  if (pending !== undefined) throw new PublishError(pending.problem)
}

/** Documents that were not ingested in time. */
export interface Pending {
  readonly documents: number
  /** A sentence that names them, and says what to do. */
  readonly problem: string
}

/**
 * Waits until every uploaded document is ingested or rejected.
 *
 * @returns what is pending when the time is over; undefined where nothing is
 * @throws as `waitForDocuments` does
 */
export async function waitForIngestion(
  delivered: readonly Delivered[],
  seconds: number,
  platform: Platform,
  { inputs, runtime, ledger }: Run,
): Promise<Pending | undefined> {
  const { clock, log, signal } = runtime
  const { results, problem } = await waitForDocuments(delivered, inputs.session.writeMode, {
    platform,
    milliseconds: seconds * 1000,
    clock,
    log,
    signal,
  })
  const pending: string[] = []
  for (const [{ path }, result] of results) {
    ledger.settleIngestion(path, result)
    if (result.kind === 'pending') pending.push(path)
  }
  if (pending.length === 0) return undefined
  const message = `${counted(pending.length, 'document')} uploaded but not ingested before "ingestion-timeout" ran out: ${listed(pending)}. Ingestion continues on the platform. Allow more time, or wait in a later step with the finalize action.`
  return {
    documents: pending.length,
    problem: problem === undefined ? message : `${message} ${problem}`,
  }
}

import { isDeepStrictEqual } from 'node:util'
import type { Deadline } from '../network/deadline.ts'
import type { FileStatus, IngestionStatus, Platform } from '../platform/client.ts'
import { lastLook, poll, type Polling } from '../platform/poll.ts'
import { ChangingLine } from '../log/changing-line.ts'
import { count, counted } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import { listFiles, namesOf, total, without, withoutLoneMetadata } from './session-files.ts'
import type { FilesBySession, NamesBySession } from './session-files.ts'

/** What is known of the documents that sessions hold. */
export type Expected =
  /** Their names. Whatever else a session holds, such as metadata without its document, does not count. */
  | { readonly kind: 'names'; readonly names: NamesBySession }
  /** How many there are in all sessions together. */
  | { readonly kind: 'count'; readonly documents: number }
  | { readonly kind: 'unknown' }

/** How far the ingestion of sessions got. */
export interface Ingestion {
  /** Whether every document is ingested or rejected; else the time was up before. */
  readonly isComplete: boolean
  /** Documents that the platform counts as ingested. */
  readonly finished: number
  readonly failed: FilesBySession
  /** Documents that were not yet ingested when the time was up, as far as they are known. */
  readonly pending: NamesBySession
  /** Why the platform did not tell at last which documents have failed or are pending. */
  readonly problem?: string
}

/** How long to wait, and what it takes. */
export interface Waiting extends Polling {
  readonly platform: Platform
  readonly log: Log
}

type Counts = IngestionStatus & { readonly session: string }

/**
 * Waits until the platform has ingested or rejected all documents of closed sessions, or the time is
 * up. The platform does not say how many a session holds. Where nothing is known of them, that is all
 * once nothing is pending, every session has something ingested or rejected, and two looks agree.
 *
 * @param sessions their ids
 * @throws a `PublishError` where the platform refuses to tell; the signal's reason when that aborts
 */
export async function waitForIngestion(
  sessions: readonly string[],
  expected: Expected,
  { platform, log, ...polling }: Waiting,
): Promise<Ingestion> {
  const names = expected.kind === 'names' ? expected.names : undefined
  const list = (status: FileStatus, deadline: Deadline): Promise<FilesBySession> =>
    listFiles(sessions, status, names, platform, deadline)
  const progress = new ChangingLine(log, () => polling.clock.now())
  let counts: readonly Counts[] = []

  async function look(deadline: Deadline): Promise<FilesBySession | undefined> {
    const before = counts
    const ask = async (session: string): Promise<Counts> => ({
      session,
      ...(await platform.ingestionStatus(session, deadline)),
    })
    counts = await Promise.all(sessions.map(ask))
    progress.say(progressOf(counts, expected))
    const isStable = isDeepStrictEqual(counts, before)
    if (!mayBeAll(counts, expected, isStable)) return undefined
    if ((await list('PENDING', deadline)).size > 0) return undefined
    const failed = await list('FAILED', deadline)
    switch (expected.kind) {
      case 'names': {
        if (isExact(counts, expected.names, failed)) return failed
        // A session holds more than these documents: only their names tell which are ingested.
        const finished = await list('FINISHED', deadline)
        return total(finished) + total(failed) < total(expected.names) ? undefined : failed
      }
      case 'count': {
        const whole = withoutLoneMetadata(failed)
        if (finishedOf(counts) + total(whole) >= expected.documents) return whole
        return isStable ? failed : undefined
      }
      case 'unknown':
        return failed
    }
  }

  async function listPending(deadline: Deadline): Promise<NamesBySession> {
    if (names === undefined) return namesOf(await list('PENDING', deadline))
    return without(names, await list('FINISHED', deadline))
  }

  const allFailed = await poll(look, polling)
  progress.finish()
  const finished = finishedOf(counts)
  if (allFailed !== undefined)
    return { isComplete: true, finished, failed: allFailed, pending: new Map() }
  const [pending, failed] = await Promise.all([
    lastLook(listPending, polling),
    lastLook((deadline) => list('FAILED', deadline), polling),
  ])
  const failedFiles: FilesBySession = failed.seen ?? new Map()
  const perhapsPending: NamesBySession = pending.seen ?? names ?? new Map()
  const problem = pending.problem ?? failed.problem
  return {
    isComplete: false,
    finished,
    failed: failedFiles,
    pending: without(perhapsPending, failedFiles),
    ...(problem === undefined ? {} : { problem }),
  }
}

/** Whether the counts allow that everything is ingested or rejected; else no list need be read. */
function mayBeAll(counts: readonly Counts[], expected: Expected, isStable: boolean): boolean {
  switch (expected.kind) {
    case 'names':
      return counts.every((each) => settled(each) >= (expected.names.get(each.session)?.size ?? 0))
    case 'count':
      return counts.reduce((sum, each) => sum + settled(each), 0) >= expected.documents
    case 'unknown':
      return isStable && counts.every((each) => settled(each) > 0)
  }
}

/** Whether the platform counts nothing but the expected documents. */
function isExact(
  counts: readonly Counts[],
  names: NamesBySession,
  failed: FilesBySession,
): boolean {
  return counts.every(
    (each) =>
      settled(each) === names.get(each.session)?.size &&
      each.failed === (failed.get(each.session)?.size ?? 0),
  )
}

function progressOf(counts: readonly Counts[], expected: Expected): string {
  const finished = finishedOf(counts)
  const failed = counts.reduce((sum, each) => sum + each.failed, 0)
  const all = expectedOf(expected)
  const of = all === undefined ? '' : `${count(finished)} of `
  return `  ${of}${counted(all ?? finished, 'document')} ingested, ${count(failed)} rejected`
}

function expectedOf(expected: Expected): number | undefined {
  switch (expected.kind) {
    case 'names':
      return total(expected.names)
    case 'count':
      return expected.documents
    case 'unknown':
      return undefined
  }
}

function settled({ finished, failed }: IngestionStatus): number {
  return finished + failed
}

function finishedOf(counts: readonly Counts[]): number {
  return counts.reduce((sum, { finished }) => sum + finished, 0)
}

import { isDeepStrictEqual } from 'node:util'
import { DELETING_MILLISECONDS } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { deadlineIn } from '../network/deadline.ts'
import { shutdownOf, type Shutdown } from '../network/shutdown.ts'
import { NotAllowedError, UnansweredError } from '../platform/errors.ts'
import type { FileCalls } from '../platform/files.ts'
import { pauseWithin } from '../platform/retry.ts'
import { listed } from '../log/figures.ts'
import { PublishError } from '../log/publish-error.ts'
import { property } from '../property.ts'
import { cut } from './ownership.ts'
import type { RemoteFile } from './remote-file.ts'

/** What became of a file that was to be deleted. Reasons are whole sentences. */
export type Deletion =
  /** It is gone, by this run or before. */
  | { readonly kind: 'pruned' }
  /** It is there, or may be: it was changed, or the platform did not delete it. */
  | { readonly kind: 'kept'; readonly reason: string }
  | { readonly kind: 'not-tried'; readonly reason: string }

export interface Deletions {
  /** By the files' ids; each of them. */
  readonly files: ReadonlyMap<string, Deletion>
  /** The platform does not let this key delete: what to do, for a run that ends red. */
  readonly refusal: string | undefined
}

export interface DeleteOptions {
  readonly platform: Pick<FileCalls, 'fileMetadata' | 'deleteFile'>
  readonly clock: Clock
  /** When it aborts, no further file is begun. */
  readonly signal: AbortSignal
}

/** A file as the plan saw it. */
type Planned = Pick<RemoteFile, 'id' | 'metadata'>

const FILES_AT_ONCE = 4
/** In a row: then the platform is in trouble, and no file's own fault. */
const MOST_FAILURES = 3

/**
 * Deletes files by their ids, a few at a time, each right after a look that it is still as planned. It ends early where
 * the key may not do that, after some failures in a row, and when the run is cancelled: the answer says what became of
 * each file.
 */
export async function deleteStale(
  files: readonly Planned[],
  options: DeleteOptions,
): Promise<Deletions> {
  const { signal } = options
  const shutdown = shutdownOf(signal)
  const results = new Map<string, Deletion>()
  const left = files.values()
  let stopped: string | undefined
  let refusal: string | undefined
  let failures = 0

  async function attempt(file: Planned): Promise<Deletion> {
    try {
      const deletion = await lookAndDelete(file, options, shutdown)
      failures = 0
      return deletion
    } catch (error) {
      if (signal.aborted) return { kind: 'kept', reason: cancelled(signal) }
      if (!(error instanceof PublishError)) {
        stopped = 'An unexpected error occurred with another file.'
        throw error
      }
      const { message } = error
      failures += 1
      if (error instanceof NotAllowedError) stopped = refusal ??= message
      else if (failures >= MOST_FAILURES) stopped ??= `${MOST_FAILURES} in a row failed. ${message}`
      return { kind: 'kept', reason: message }
    }
  }

  async function work(): Promise<void> {
    for (const file of left) {
      const reason = signal.aborted ? cancelled(signal) : stopped
      const deletion = reason === undefined ? await attempt(file) : notTried(reason)
      results.set(file.id, deletion)
    }
  }

  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work))
  return { files: results, refusal }
}

/**
 * Passing faults are waited for. After one that a deletion met, the file is looked at again: it may be another one by then,
 * since a platform may keep the id of a file that it replaces.
 */
async function lookAndDelete(
  { id, metadata }: Planned,
  { platform, clock }: DeleteOptions,
  { cancelled, graceOver }: Shutdown,
): Promise<Deletion> {
  const deadline = deadlineIn(DELETING_MILLISECONDS, clock, cancelled, graceOver)
  for (let failures = 1; ; failures++) {
    const found = await platform.fileMetadata(id, deadline)
    if (found === undefined) return { kind: 'pruned' }
    const keys = changedKeys(metadata, found)
    if (keys.length > 0) return { kind: 'kept', reason: changed(keys) }
    try {
      await platform.deleteFile(id, deadline)
      return { kind: 'pruned' }
    } catch (error) {
      if (!(error instanceof UnansweredError)) throw error
      const pause = pauseWithin(deadline, failures, error.retryAfterMilliseconds, clock)
      if (pause === undefined) throw error
      await clock.sleep(pause, cancelled)
    }
  }
}

function changedKeys(planned: Planned['metadata'], found: Planned['metadata']): string[] {
  const keys = new Set([...Object.keys(planned), ...Object.keys(found)])
  return [...keys].filter((key) => !isEqual(property(planned, key), property(found, key)))
}

/** What is nested too deeply to be compared counts as changed. */
function isEqual(one: unknown, other: unknown): boolean {
  try {
    return isDeepStrictEqual(one, other)
  } catch {
    return false
  }
}

function changed(keys: readonly string[]): string {
  return `It was changed after this run had read the workspace: another run may want it (${listed(keys, cut)}).`
}

function notTried(reason: string): Deletion {
  return { kind: 'not-tried', reason }
}

function cancelled(signal: AbortSignal): string {
  const reason: unknown = signal.reason
  return reason instanceof PublishError ? reason.message : 'The run was cancelled.'
}

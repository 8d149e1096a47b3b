import type { Platform } from '../platform/client.ts'
import type { Log } from '../report/log.ts'
import type { SessionBook } from './book.ts'
import { findSession } from './lookup.ts'

/** How long closing may take: a run that was cancelled has seven seconds for everything. */
const CLOSE_MILLISECONDS = { ended: 50_000, cancelled: 4_000 }

/**
 * Closes a session, which starts its ingestion. Where the platform refuses or does not answer, its
 * list of sessions tells whether the session is closed after all. What could not be closed is an
 * error in the log that says how to close it by hand.
 *
 * @param run the signal of the run: once it aborts, little time is left
 * @returns whether the session is closed
 */
export async function closeSession(
  id: string,
  platform: Platform,
  book: SessionBook,
  log: Log,
  run: AbortSignal,
): Promise<boolean> {
  const late = AbortSignal.timeout(CLOSE_MILLISECONDS.ended)
  const signal = AbortSignal.any([late, after(run, CLOSE_MILLISECONDS.cancelled)])
  try {
    await platform.closeSession(id, signal).catch(async (error: unknown) => {
      if (!(await isClosed(id, platform, signal))) throw error
    })
    book.closed(id)
    return true
  } catch (error) {
    const why =
      signal.aborted || !(error instanceof Error)
        ? `Could not close the upload session ${id}: no answer in time.`
        : error.message
    log.error(
      `${why} It stays open until it expires, and its documents are ingested then. This closes it: ${platform.closeCommand(id)}`,
    )
    return false
  }
}

/** Whether the platform lists a session as one that takes nothing any more. */
async function isClosed(id: string, platform: Platform, signal: AbortSignal): Promise<boolean> {
  try {
    const status = (await findSession(id, platform, signal))?.status
    return status === 'CLOSED' || status === 'EXPIRED'
  } catch {
    // Not knowing is no answer; the refusal to close says more.
    return false
  }
}

/** A signal that aborts some time after another one has. */
export function after(signal: AbortSignal, milliseconds: number): AbortSignal {
  const controller = new AbortController()
  const start = (): void => {
    setTimeout(() => {
      controller.abort(signal.reason)
    }, milliseconds).unref()
  }
  if (signal.aborted) start()
  else signal.addEventListener('abort', start, { once: true })
  return controller.signal
}

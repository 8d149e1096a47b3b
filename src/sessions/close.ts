import type { Platform } from '../platform/client.ts'
import type { Log } from '../report/log.ts'
import type { SessionBook } from './book.ts'

/** How long closing may take: a run that was cancelled has seven seconds for everything. */
const CLOSE_MILLISECONDS = { ended: 60_000, cancelled: 4_000 }

/**
 * Closes a session, which starts its ingestion. Whatever stands in the way is an error in the log
 * that says how to close the session by hand.
 *
 * @returns whether the session is closed
 */
export async function closeSession(
  id: string,
  platform: Platform,
  book: SessionBook,
  log: Log,
  run: AbortSignal,
): Promise<boolean> {
  const signal = AbortSignal.any([
    AbortSignal.timeout(CLOSE_MILLISECONDS.ended),
    after(run, CLOSE_MILLISECONDS.cancelled),
  ])
  try {
    await platform.closeSession(id, signal)
    book.closed(id)
    return true
  } catch (error) {
    const why = signal.aborted || !(error instanceof Error) ? 'No answer in time.' : error.message
    log.error(
      `${why} Session ${id} is still open; until it expires, this closes it: ${platform.closeCommand(id)}`,
    )
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

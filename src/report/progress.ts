import type { Counts } from './ledger.ts'
import { bytes, count, counted } from '../log/figures.ts'
import type { Log } from '../log/log.ts'

const EVERY_MILLISECONDS = 5_000

/** Logs the progress of an upload every few seconds, until the returned function is called. */
export function showProgress(log: Log, counts: () => Counts): () => void {
  let before = counts().uploaded
  const timer = setInterval(() => {
    const now = counts()
    const wanted = now.matched - now.skipped
    const rate = ((now.uploaded - before) * 1000) / EVERY_MILLISECONDS
    before = now.uploaded
    // While the session is being opened there is no progress.
    if (now.uploaded === 0) return
    log.info(
      `  ${count(now.uploaded)} of ${counted(wanted, 'document')} (${bytes(now.bytesUploaded)}, ${rate.toFixed(rate < 10 ? 1 : 0)} a second)`,
    )
  }, EVERY_MILLISECONDS)
  return () => {
    clearInterval(timer)
  }
}

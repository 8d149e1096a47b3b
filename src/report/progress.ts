import type { Counts } from './ledger.ts'
import { bytes, count, counted } from '../log/figures.ts'
import type { Log } from '../log/log.ts'

const EVERY_MILLISECONDS = 5_000

/** Says every few seconds how far an upload is, until the returned function is called. */
export function showProgress(log: Log, counts: () => Counts): () => void {
  let before = counts().uploaded
  const timer = setInterval(() => {
    const now = counts()
    const wanted = now.matched - now.skipped
    const rate = ((now.uploaded - before) * 1000) / EVERY_MILLISECONDS
    before = now.uploaded
    // While a session is still being opened there is nothing to tell.
    if (now.uploaded === 0) return
    log.info(
      `  ${count(now.uploaded)} of ${counted(wanted, 'document')} (${bytes(now.bytesUploaded)}, ${rate.toFixed(rate < 10 ? 1 : 0)} a second)`,
    )
  }, EVERY_MILLISECONDS)
  return () => {
    clearInterval(timer)
  }
}

import { orCancelled } from './network/clock.ts'
import type { Document } from './document.ts'
import type { preparing } from './prepare.ts'
import { counted } from './log/figures.ts'
import type { Ledger } from './report/ledger.ts'
import type { Log } from './log/log.ts'

interface Rehearsal {
  readonly ledger: Ledger
  readonly log: Log
  readonly signal: AbortSignal
}

/** A dry run: every document is made ready as if it were sent, and none is. What would be is in the ledger. */
export async function rehearse(
  documents: readonly Document[],
  prepare: ReturnType<typeof preparing>,
  { ledger, log, signal }: Rehearsal,
): Promise<void> {
  const ready: string[] = []
  for (const document of documents) {
    const prepared = await orCancelled(prepare(document), signal)
    if (prepared.kind === 'prepared') {
      prepared.release()
      ledger.rehearsed(document.path, prepared.metadata)
      ready.push(`${document.path} as ${document.name}`)
    } else {
      ledger.leftOut(document.path, prepared.kind, prepared.reason)
    }
  }
  log.group(`Dry run: ${counted(ready.length, 'document')} would be uploaded`, ready)
}

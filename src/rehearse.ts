import { orCancelled } from './network/clock.ts'
import type { Document } from './documents/document.ts'
import type { preparing } from './prepare.ts'
import { counted } from './report/figures.ts'
import type { Ledger } from './report/ledger.ts'
import type { Log } from './report/log.ts'

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
    const parcel = await orCancelled(prepare(document), signal)
    if (parcel.kind === 'parcel') {
      parcel.release()
      ledger.rehearsed(document.path, parcel.metadata)
      ready.push(`${document.path} as ${document.name}`)
    } else {
      ledger.leftOut(document.path, parcel.kind, parcel.reason)
    }
  }
  log.group(`Dry run: ${counted(ready.length, 'document')} would be uploaded`, ready)
}

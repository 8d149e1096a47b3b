import type { Document } from './document.ts'
import type { Prepare } from './documents/prepare.ts'
import { counted } from './log/figures.ts'
import type { Run } from './run.ts'

/**
 * Prepares every document as for an upload and sends none. What would be sent is in the ledger.
 *
 * @throws the signal's reason when that aborts
 */
export async function dryRun(
  documents: readonly Document[],
  prepare: Prepare,
  { runtime, ledger }: Run,
): Promise<void> {
  const wouldBeUploaded: string[] = []
  for (const document of documents) {
    const prepared = await prepare(document)
    if (prepared.kind === 'prepared') {
      prepared.release()
      ledger.preview(document.path, prepared.metadata)
      wouldBeUploaded.push(`${document.path} as ${document.name}`)
    } else {
      ledger.settle(document.path, prepared)
    }
  }
  runtime.log.group(
    `Dry run: ${counted(wouldBeUploaded.length, 'document')} would be uploaded`,
    wouldBeUploaded,
  )
}

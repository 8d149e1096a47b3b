import type { Document, IngestionResult } from '../document.ts'
import type { WriteMode } from '../platform/client.ts'
import type { SessionFile } from '../platform/schemas.ts'
import type { Delivered } from './deliver.ts'
import { waitForIngestion, type Waiting } from './ingestion.ts'

/** Why the platform rejects a document, by its documentation, and what to do. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['EMPTY_FILE', 'it is empty. Fill it, or exclude it from "glob"'],
  ['FILE_NOT_FOUND', 'only its metadata arrived. Run the step again'],
  [
    'FAILED_TO_PARSE_META',
    'its metadata does not fit the workspace: a key has another type in other files there. Give that key the same type, or another name',
  ],
  [
    'FILE_ALREADY_EXISTS',
    'the workspace has a file of this name, and "write-mode" is FAIL. Use OVERWRITE or KEEP, or another "name-prefix"',
  ],
  ['UNKNOWN_ERROR', "it does not say why. Run the step again, or ask the platform's support"],
])

/**
 * What it means for the run that the platform has not ingested a file.
 *
 * @param mayBeDuplicate whether an earlier session of this run may have brought the same document
 */
export function resultOf(
  file: SessionFile,
  writeMode: WriteMode,
  mayBeDuplicate: boolean,
): IngestionResult {
  const reason = file.ingestion_status_reason ?? 'UNKNOWN_ERROR'
  if (reason === 'FILE_ALREADY_EXISTS') {
    if (writeMode === 'KEEP') return { kind: 'kept' }
    if (writeMode === 'FAIL' && mayBeDuplicate) return { kind: 'ingested' }
  }
  const why = REASONS.get(reason) ?? "see the platform's documentation"
  return { kind: 'rejected', reason: `The platform rejected it (${reason}): ${why}.` }
}

/** What became of documents by the end of the wait. */
interface DocumentResults {
  readonly results: ReadonlyMap<Document, IngestionResult>
  /** Why the platform did not tell at last which documents have failed or are pending. */
  readonly problem?: string
}

/**
 * Waits until the platform has ingested or rejected every delivered document, or the time is up.
 *
 * @throws as `waitForIngestion` does
 */
export async function waitForDocuments(
  delivered: readonly Delivered[],
  writeMode: WriteMode,
  waiting: Waiting,
): Promise<DocumentResults> {
  const filled = delivered.filter(({ documents }) => documents.length > 0)
  const names = new Map(
    filled.map(({ session, documents }) => [session, new Set(documents.map(({ name }) => name))]),
  )
  const { failed, pending, problem } = await waitForIngestion(
    [...names.keys()],
    { kind: 'names', names },
    waiting,
  )
  const results = new Map<Document, IngestionResult>()
  for (const { session, documents, possibleDuplicates } of filled) {
    for (const document of documents) {
      const file = failed.get(session)?.get(document.name)
      const isPending = pending.get(session)?.has(document.name) === true
      results.set(
        document,
        file !== undefined
          ? resultOf(file, writeMode, possibleDuplicates.has(document))
          : { kind: isPending ? 'pending' : 'ingested' },
      )
    }
  }
  return { results, ...(problem === undefined ? {} : { problem }) }
}

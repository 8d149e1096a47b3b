import type { Ingestion } from '../document.ts'
import type { WriteMode } from '../platform/client.ts'
import type { SessionFile } from '../platform/schemas.ts'

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

/** What a rejected file means for the run. */
export function judge(file: SessionFile, writeMode: WriteMode, perhapsTwice: boolean): Ingestion {
  const reason = file.ingestion_status_reason ?? 'UNKNOWN_ERROR'
  if (reason === 'FILE_ALREADY_EXISTS') {
    if (writeMode === 'KEEP') return { kind: 'kept' }
    if (writeMode === 'FAIL' && perhapsTwice) return { kind: 'ingested' }
  }
  const why = REASONS.get(reason) ?? "see the platform's documentation"
  return { kind: 'rejected', reason: `The platform rejected it (${reason}): ${why}.` }
}

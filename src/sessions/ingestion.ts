import type { Clock } from '../network/clock.ts'
import type { Platform, WriteMode } from '../platform/client.ts'
import type { SessionFile } from '../platform/schemas.ts'
import { count } from '../report/figures.ts'
import type { Log } from '../report/log.ts'
import { poll } from './polling.ts'

/** What the platform made of a stored document. */
export type Ingestion =
  | { readonly kind: 'finished' }
  /** The workspace had a document of this name, and keeps that one. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly reason: string }

/** Where to ask for an ingestion, and how long. */
export interface Waiting {
  readonly platform: Platform
  readonly writeMode: WriteMode
  readonly milliseconds: number
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** A document by the name that the platform knows it by. */
interface Named {
  readonly name: string
}

/** How far the ingestion of one session's documents got. */
export interface Ingested<Document> {
  readonly results: ReadonlyMap<Document, Ingestion>
  /** Documents that the platform has neither taken nor refused in time. */
  readonly pending: readonly Document[]
}

/**
 * Waits until the platform has taken or refused every one of a session's documents, or the time is
 * up. What else the session holds, such as metadata that stayed alone, does not count.
 *
 * @param perhapsTwice documents that an earlier session of this run may have brought already: in
 * `FAIL` mode the platform refuses the second, and that is no failure
 */
export async function waitForDocuments<Document extends Named>(
  session: string,
  documents: readonly Document[],
  perhapsTwice: ReadonlySet<Document>,
  waiting: Waiting,
): Promise<Ingested<Document>> {
  const { platform, writeMode, milliseconds, clock, log, signal } = waiting
  const byName = new Map(documents.map((document) => [document.name, document]))
  const settled = await poll(
    async () => {
      const { finished, failed } = await platform.ingestionStatus(session, signal)
      log.info(
        `  ${count(finished + failed)} of ${count(byName.size)} documents ingested (${count(failed)} refused)`,
      )
      if (finished + failed < byName.size) return undefined
      if ((await ours(session, 'PENDING', byName, waiting)).size > 0) return undefined
      const refused = await ours(session, 'FAILED', byName, waiting)
      // More than was uploaded is counted: only the names tell whose they are.
      const exact = finished + failed === byName.size && refused.size === failed
      const taken = exact ? undefined : await ours(session, 'FINISHED', byName, waiting)
      if (taken !== undefined && taken.size + refused.size < byName.size) return undefined
      return refused
    },
    milliseconds,
    clock,
    signal,
  )
  const refused = settled ?? (await ours(session, 'FAILED', byName, waiting))
  const taken = settled ?? (await ours(session, 'FINISHED', byName, waiting))
  const results = new Map<Document, Ingestion>()
  const pending: Document[] = []
  for (const document of byName.values()) {
    const file = refused.get(document.name)
    if (file !== undefined)
      results.set(document, judge(file, writeMode, perhapsTwice.has(document)))
    else if (settled !== undefined || taken.has(document.name))
      results.set(document, { kind: 'finished' })
    else pending.push(document)
  }
  return { results, pending }
}

/** The listed files in one state that carry the name of one of the documents. */
async function ours(
  session: string,
  status: 'PENDING' | 'FAILED' | 'FINISHED',
  byName: ReadonlyMap<string, unknown>,
  { platform, signal }: Waiting,
): Promise<ReadonlyMap<string, SessionFile>> {
  const files = new Map<string, SessionFile>()
  for await (const page of platform.sessionFiles(session, status, signal)) {
    for (const file of page) if (byName.has(file.name)) files.set(file.name, file)
  }
  return files
}

/** Why the platform refuses a document, by its documentation, and what to do. */
const REASONS: Readonly<Record<string, string>> = {
  EMPTY_FILE: 'it is empty. Fill it, or exclude it from "glob"',
  FILE_NOT_FOUND: 'only its metadata arrived. Run the step again',
  FAILED_TO_PARSE_META:
    'its metadata does not fit the workspace: a key has another type in other files there. Give that key the same type, or another name',
  FILE_ALREADY_EXISTS:
    'the workspace has a file of this name, and "write-mode" is FAIL. Use OVERWRITE or KEEP, or another "name-prefix"',
  UNKNOWN_ERROR: "without saying why. Run the step again, or ask the platform's support",
}

/** What a refused file means for the run. */
export function judge(file: SessionFile, writeMode: WriteMode, perhapsTwice: boolean): Ingestion {
  const reason = file.ingestion_status_reason ?? 'UNKNOWN_ERROR'
  if (reason === 'FILE_ALREADY_EXISTS') {
    if (writeMode === 'KEEP') return { kind: 'kept' }
    if (writeMode === 'FAIL' && perhapsTwice) return { kind: 'finished' }
  }
  return {
    kind: 'refused',
    reason: `The platform refused it (${reason}): ${REASONS[reason] ?? "see the platform's documentation"}.`,
  }
}

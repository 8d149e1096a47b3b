import type { Ingestion } from '../document.ts'
import type { Deadline } from '../network/deadline.ts'
import type { Platform, WriteMode } from '../platform/client.ts'
import type { SessionFile } from '../platform/schemas.ts'
import { ChangingLine } from '../log/changing-line.ts'
import { count, counted } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import { judge } from './ingestion-result.ts'
import { lastLook, poll, type Polling } from './polling.ts'

/** Where to ask for an ingestion, and how long. */
export interface Waiting extends Polling {
  readonly platform: Platform
  readonly writeMode: WriteMode
  readonly log: Log
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
  /** Why nothing is known of them. */
  readonly problem?: string
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
  const { clock, log, writeMode } = waiting
  const byName = new Map(documents.map((document) => [document.name, document]))
  const progress = new ChangingLine(log, () => clock.now())
  const asking = { ...waiting, session, byName, progress }
  const all = await poll((deadline) => lookForAll(asking, deadline), waiting)
  const look =
    all === undefined
      ? await lastLook((deadline) => listSettled(asking, deadline), waiting)
      : { seen: all }
  const seen = 'seen' in look ? look.seen : undefined
  progress.finish()
  const results = new Map<Document, Ingestion>()
  const pending: Document[] = []
  for (const document of byName.values()) {
    const file = seen?.refused.get(document.name)
    const isTaken = seen?.taken === 'all others' || seen?.taken.has(document.name) === true
    if (file !== undefined)
      results.set(document, judge(file, writeMode, perhapsTwice.has(document)))
    else if (isTaken) results.set(document, { kind: 'ingested' })
    else pending.push(document)
  }
  return { results, pending, ...('problem' in look ? look : {}) }
}

interface Asking extends Waiting {
  readonly session: string
  readonly byName: ReadonlyMap<string, unknown>
  readonly progress: ChangingLine
}

/** Which documents the platform has refused and which it has taken. */
interface Settled {
  readonly refused: ReadonlyMap<string, SessionFile>
  readonly taken: ReadonlyMap<string, SessionFile> | 'all others'
}

/** What became of the documents, once that is clear for every one of them. */
async function lookForAll(asking: Asking, deadline: Deadline): Promise<Settled | undefined> {
  const { platform, session, byName, progress } = asking
  const { finished, failed } = await platform.ingestionStatus(session, deadline)
  const all = counted(byName.size, 'document')
  progress.say(`  ${count(finished)} of ${all} ingested, ${count(failed)} rejected`)
  if (finished + failed < byName.size) return undefined
  if ((await ours('PENDING', asking, deadline)).size > 0) return undefined
  const refused = await ours('FAILED', asking, deadline)
  if (finished + refused.size < byName.size) return undefined
  if (finished + failed === byName.size && failed === refused.size)
    return { refused, taken: 'all others' }
  // More than was uploaded is counted: only the names tell whose they are.
  const taken = await ours('FINISHED', asking, deadline)
  return taken.size + refused.size < byName.size ? undefined : { refused, taken }
}

/** What has become of the documents until now. */
async function listSettled(asking: Asking, deadline: Deadline): Promise<Settled> {
  const refused = await ours('FAILED', asking, deadline)
  return { refused, taken: await ours('FINISHED', asking, deadline) }
}

/** The listed files in one state that carry the name of one of the documents. */
async function ours(
  status: 'PENDING' | 'FAILED' | 'FINISHED',
  { platform, session, byName }: Asking,
  deadline: Deadline,
): Promise<ReadonlyMap<string, SessionFile>> {
  const files = new Map<string, SessionFile>()
  for await (const page of platform.sessionFiles(session, status, deadline)) {
    for (const file of page) if (byName.has(file.name)) files.set(file.name, file)
  }
  return files
}

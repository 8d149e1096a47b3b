import type { Document } from '../document.ts'
import { orCancelled } from '../network/clock.ts'
import type { SessionRequest } from '../platform/client.ts'
import { UnusableSessionError } from '../platform/errors.ts'
import type { UploadEnd, UploadHandler } from '../storage/upload.ts'
import type { Uploader } from '../storage/uploader.ts'
import { closeSession } from './close.ts'
import { openSession, type Session } from './open.ts'
import { warnOfOrphans, type SessionCalls } from './orphans.ts'
import type { SessionLog } from './session-log.ts'

/** What a session was filled with, and how that ended. */
export interface Filled {
  readonly session: string
  readonly uploaded: readonly Document[]
  readonly end: UploadEnd
}

/**
 * The life of an upload session: it is opened, filled until every document is settled or it expires, and
 * closed whatever happens in between, unless this run leaves its sessions open. One that cannot be
 * closed is an error in the log.
 *
 * @throws a `PublishError` where it cannot be opened or its storage cannot be used; the run's own reason
 * when the run is cancelled
 */
export async function fillSession(
  documents: readonly Document[],
  handler: UploadHandler,
  {
    request,
    uploader,
    calls,
    sessionLog,
    mask,
  }: {
    readonly request: SessionRequest
    readonly uploader: Uploader
    readonly calls: SessionCalls
    readonly sessionLog: SessionLog
    /** Is given what would let others write into the session. */
    readonly mask: (secret: string) => void
  },
): Promise<Filled> {
  const { cancelled } = calls.shutdown
  const session = await open(request, calls, sessionLog, mask)
  const { id, orphansWithinMilliseconds } = session
  try {
    cancelled.throwIfAborted()
    if (orphansWithinMilliseconds !== undefined)
      await warnOfOrphans(id, orphansWithinMilliseconds, calls)
    cancelled.throwIfAborted()
    return await fill(session, documents, handler, uploader, cancelled)
  } finally {
    await end(id, calls, sessionLog)
  }
}

async function open(
  request: SessionRequest,
  calls: SessionCalls,
  sessionLog: SessionLog,
  mask: (secret: string) => void,
): Promise<Session> {
  const { platform } = calls
  sessionLog.opening()
  try {
    const session = await openSession(request, calls)
    session.secrets.forEach(mask)
    sessionLog.opened(session.id, session.expiresAt, platform.closeCommand(session.id))
    return session
  } catch (error) {
    if (error instanceof UnusableSessionError) {
      sessionLog.opened(error.id, '', platform.closeCommand(error.id))
      await end(error.id, calls, sessionLog)
    } else sessionLog.notOpened()
    throw error
  }
}

async function fill(
  { id, destination }: Session,
  documents: readonly Document[],
  handler: UploadHandler,
  uploader: Uploader,
  cancelled: AbortSignal,
): Promise<Filled> {
  const uploaded: Document[] = []
  const settle: UploadHandler['settle'] = (document, outcome) => {
    // A cancelled run has settled everything: it does not wait for what is still being read.
    if (cancelled.aborted) return
    if (outcome.kind === 'uploaded') uploaded.push(document)
    handler.settle(document, outcome)
  }
  const upload = uploader.upload(documents, { ...handler, settle }, destination())
  return { session: id, uploaded, end: await orCancelled(upload, cancelled) }
}

async function end(id: string, calls: SessionCalls, sessionLog: SessionLog): Promise<void> {
  if (!sessionLog.closesSessions) {
    sessionLog.leftOpen(id)
    return
  }
  const problem = await closeSession(id, calls)
  if (problem === undefined) sessionLog.closed(id)
  else calls.log.error(problem)
}

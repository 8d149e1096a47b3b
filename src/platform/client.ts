import { isLoopback } from '../network/address.ts'
import type { Clock } from '../network/clock.ts'
import type { Deadline } from '../network/deadline.ts'
import type { Network } from '../network/network.ts'
import type { Log } from '../log/log.ts'
import { PublishError } from '../log/publish-error.ts'
import { createCaller, expectAnswer, type Call, type PlatformAccess } from './call.ts'
import { CLOSED, closeCommand, sessionPath } from './commands.ts'
import { refusal, RefusedQueryError, UnusableSessionError } from './errors.ts'
import { fileCalls, type FileCalls } from './files.ts'
import { pagesOf } from './pages.ts'
import {
  CreatedSession,
  IngestionCounts,
  SessionFiles,
  SessionList,
  sessionNamedIn,
  type ListedSession,
  type SessionFile,
} from './schemas.ts'

export type WriteMode = 'KEEP' | 'OVERWRITE' | 'FAIL' | 'TEMPORARY'

export interface SessionRequest {
  readonly writeMode: WriteMode
  /** Where absent, the API's own 24 hours. */
  readonly expiresInSeconds?: number
  readonly parallelProcessing: boolean
}

/** A state of a file's ingestion. */
export type FileStatus = 'PENDING' | 'FAILED' | 'FINISHED'

/** How many documents of a session the platform has ingested or rejected. Metadata does not count. */
export interface IngestionStatus {
  readonly finished: number
  readonly failed: number
}

/**
 * The calls of the platform's API that a run needs. Each is made again after transient faults, until its
 * deadline.
 *
 * @throws each of them: an `UnansweredError` where no final answer comes in time; a `PublishError` where the
 * platform refuses; the reason of `deadline.cancelled` when that aborts
 */
export interface Platform extends FileCalls {
  /** Whether it runs on this machine: only then may its storage do so, too. */
  readonly isLocal: boolean
  /**
   * Opens an upload session.
   *
   * @throws a `LostAnswerError`, at once, where one may be open whose id is unknown; a `TooManySessionsError`; an
   * `UnusableSessionError`
   */
  createSession(request: SessionRequest, deadline: Deadline): Promise<CreatedSession>
  /**
   * Closes a session, which starts its ingestion.
   *
   * @param attemptMilliseconds how long to wait for one answer
   * @throws a `LostAnswerError`, at once, where it may be closed by now
   */
  closeSession(id: string, deadline: Deadline, attemptMilliseconds: number): Promise<void>
  /** Takes note that a session is closed although no answer has said so. */
  seenClosed(id: string): void
  /** Closes a session from a person's shell, with the key in a variable. */
  closeCommand(id: string): string
  ingestionStatus(id: string, deadline: Deadline): Promise<IngestionStatus>
  /** The documents of a session that are in one state of their ingestion, page by page. */
  sessionFiles(
    id: string,
    status: FileStatus,
    deadline: Deadline,
  ): AsyncIterable<readonly SessionFile[]>
  /**
   * How many documents of a session wait for their ingestion; undefined where the platform does not count
   * them, although there are some.
   */
  pendingCount(id: string, deadline: Deadline): Promise<number | undefined>
  /**
   * The sessions of the workspace, page by page: those before or after their expiry.
   *
   * @param limit sessions a page, of which more than 10 may be refused
   * @throws a `RefusedQueryError` where the platform does not take the limit
   */
  sessions(
    age: 'current' | 'expired',
    deadline: Deadline,
    limit?: number,
  ): AsyncIterable<readonly ListedSession[]>
  /** What time it is for the platform, in milliseconds since the epoch; undefined until it has told. */
  time(): number | undefined
}

/** More are not promised for the files of a session (the platform's documentation). */
const ITEMS_A_PAGE = 10

/** Speaks the platform's API. */
export function connectPlatform(
  access: PlatformAccess,
  dispatcher: Network,
  clock: Clock,
  log: Log,
): Platform {
  const caller = createCaller(access, dispatcher, clock, log)

  return {
    ...fileCalls(caller),

    time: () => caller.time(),

    isLocal: isLoopback(access.apiUrl),

    async createSession(request, deadline) {
      const answered = await caller.ask({
        method: 'POST',
        path: '/upload_sessions',
        body: {
          write_mode: request.writeMode,
          parallel_processing_enabled: request.parallelProcessing,
          // JSON leaves out what is undefined.
          expires_in_seconds: request.expiresInSeconds,
        },
        purpose: 'open an upload session',
        repeats: false,
        deadline,
      })
      const { answer, context } = answered
      // Nothing was opened, whatever session it names.
      if (answer.status === 406) throw refusal(answer, context)
      try {
        return expectAnswer(answered, [200, 201], CreatedSession)
      } catch (error) {
        const id = sessionNamedIn(answer.text)
        if (!(error instanceof PublishError) || id === undefined) throw error
        throw new UnusableSessionError(error.message, id)
      }
    },

    async closeSession(id, deadline, attemptMilliseconds) {
      const { answer, context } = await caller.ask({
        method: 'PUT',
        path: sessionPath(id),
        body: CLOSED,
        purpose: closePurpose(id),
        session: id,
        repeats: false,
        attemptMilliseconds,
        deadline,
      })
      if (answer.status !== 204 && answer.status !== 200) throw refusal(answer, context)
    },

    seenClosed: (id) => {
      caller.fulfilled(closePurpose(id))
    },

    closeCommand: (id) => closeCommand(access, id),

    async ingestionStatus(id, deadline) {
      const purpose = `ask for the ingestion of session ${id}`
      const answered = await caller.ask(getCall(sessionPath(id), purpose, deadline, id))
      const { ingestion_status } = expectAnswer(answered, [200], IngestionCounts)
      return { finished: ingestion_status.finished_files, failed: ingestion_status.failed_files }
    },

    sessionFiles: (id, status, deadline) =>
      pagesOf(
        async (page) => {
          const query = `${pageQuery(page)}&ingestion_status=${status}`
          const purpose = `list the documents of session ${id}`
          const path = `${sessionPath(id)}/files?${query}`
          const answered = await caller.ask(getCall(path, purpose, deadline, id))
          return expectAnswer(answered, [200], SessionFiles)
        },
        ITEMS_A_PAGE,
        `the documents of session ${id}`,
      ),

    async pendingCount(id, deadline) {
      const purpose = `count the documents of session ${id}`
      const path = `${sessionPath(id)}/files?limit=1&ingestion_status=PENDING`
      const answered = await caller.ask(getCall(path, purpose, deadline, id))
      const { total, data } = expectAnswer(answered, [200], SessionFiles)
      if (data.length === 0) return total ?? 0
      return total === 0 ? undefined : total
    },

    sessions: (age, deadline, limit = ITEMS_A_PAGE) =>
      pagesOf(
        async (page) => {
          const path = `/upload_sessions?${pageQuery(page, limit)}&is_expired=${age === 'expired'}`
          const purpose = 'list the upload sessions'
          const answered = await caller.ask(getCall(path, purpose, deadline))
          const { answer, context } = answered
          if (answer.status === 422 && limit > ITEMS_A_PAGE)
            throw new RefusedQueryError(refusal(answer, context).message, answer)
          return expectAnswer(answered, [200], SessionList)
        },
        ITEMS_A_PAGE,
        'the upload sessions',
      ),
  }
}

function closePurpose(id: string): string {
  return `close the upload session ${id}`
}

/** A call that changes nothing. */
function getCall(path: string, purpose: string, deadline: Deadline, session?: string): Call {
  const about = session === undefined ? {} : { session }
  return { method: 'GET', path, purpose, repeats: true, deadline, ...about }
}

function pageQuery(page: number | undefined, limit = ITEMS_A_PAGE): string {
  return `limit=${limit}${page === undefined ? '' : `&page_number=${page}`}`
}

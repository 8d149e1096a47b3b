import type { Clock } from '../network/clock.ts'
import type { Network } from '../network/network.ts'
import type { Log } from '../report/log.ts'
import { PublishError } from '../report/publish-error.ts'
import { createCaller, expectAnswer, type PlatformAccess } from './call.ts'
import { CLOSED, closeCommand, sessionPath } from './commands.ts'
import { LostAnswer, refusal } from './errors.ts'
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

/** The platform has opened a session, but its answer is of no use except to close it. */
export class UnusableSession extends PublishError {
  override name = 'UnusableSession'
  readonly id: string

  constructor(message: string, id: string) {
    super(message)
    this.id = id
  }
}

/** The owner of the key has as many open sessions as may be (HTTP 406). */
export class TooManySessions extends PublishError {
  override name = 'TooManySessions'
  /** An earlier request without an answer may have opened a session all the same. */
  readonly repeated: boolean

  constructor(message: string, repeated: boolean) {
    super(message)
    this.repeated = repeated
  }
}

/** How many documents of a session the platform has taken or refused. Metadata does not count. */
export interface IngestionStatus {
  readonly finished: number
  readonly failed: number
}

/**
 * The calls of the platform's API that a run needs. Each throws a `PublishError` when it fails, and
 * its signal's reason when that aborts.
 */
export interface Platform {
  /**
   * Opens an upload session.
   *
   * @throws `TooManySessions`, `UnusableSession`; `LostAnswer` where one may be open all the same
   * @returns also whether an earlier request without an answer may have opened another one
   */
  createSession(
    request: SessionRequest,
    signal: AbortSignal,
  ): Promise<CreatedSession & { readonly repeated: boolean }>
  /** Closes a session, which starts its ingestion. */
  closeSession(id: string, signal: AbortSignal): Promise<void>
  /** The same for a person's shell, with the key in a variable. */
  closeCommand(id: string): string
  ingestionStatus(id: string, signal: AbortSignal): Promise<IngestionStatus>
  /** The documents of a session that are in one state of their ingestion, page by page. */
  sessionFiles(
    id: string,
    status: 'PENDING' | 'FAILED' | 'FINISHED',
    signal: AbortSignal,
  ): AsyncIterable<readonly SessionFile[]>
  /** The sessions of the workspace, page by page: those before or after their expiry. */
  sessions(age: 'current' | 'expired', signal: AbortSignal): AsyncIterable<readonly ListedSession[]>
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
    async createSession(request, signal) {
      const answered = await caller.ask({
        method: 'POST',
        path: '/upload_sessions',
        body: {
          write_mode: request.writeMode,
          parallel_processing_enabled: request.parallelProcessing,
          // JSON leaves out what is undefined.
          expires_in_seconds: request.expiresInSeconds,
        },
        attempt: 'open an upload session',
        uncertainRepeats: 1,
        signal,
      })
      const { answer, context, repeated } = answered
      if (answer.status === 406) {
        throw new TooManySessions(refusal(answer, context).message, repeated)
      }
      try {
        return { ...expectAnswer(answered, [200, 201], CreatedSession), repeated }
      } catch (error) {
        if (!(error instanceof PublishError)) throw error
        const id = sessionNamedIn(answer.text)
        if (id !== undefined) throw new UnusableSession(error.message, id)
        throw repeated ? new LostAnswer(error.message) : error
      }
    },

    async closeSession(id, signal) {
      const { answer, context } = await caller.ask({
        method: 'PUT',
        path: sessionPath(id),
        body: CLOSED,
        attempt: `close the upload session ${id}`,
        session: id,
        signal,
      })
      if (answer.status !== 204 && answer.status !== 200) throw refusal(answer, context)
    },

    closeCommand: (id) => closeCommand(access, id),

    async ingestionStatus(id, signal) {
      const attempt = `ask for the ingestion of session ${id}`
      const call = { method: 'GET', path: sessionPath(id), attempt, session: id, signal } as const
      const answered = await caller.ask(call)
      const { ingestion_status } = expectAnswer(answered, [200], IngestionCounts)
      return { finished: ingestion_status.finished_files, failed: ingestion_status.failed_files }
    },

    sessionFiles: (id, status, signal) =>
      pagesOf(
        async (page) => {
          const query = `${pageQuery(page)}&ingestion_status=${status}`
          const attempt = `list the documents of session ${id}`
          const path = `${sessionPath(id)}/files?${query}`
          return expectAnswer(
            await caller.ask({ method: 'GET', path, attempt, session: id, signal }),
            [200],
            SessionFiles,
          )
        },
        ITEMS_A_PAGE,
        `the documents of session ${id}`,
      ),

    sessions: (age, signal) =>
      pagesOf(
        async (page) => {
          const path = `/upload_sessions?${pageQuery(page)}&is_expired=${age === 'expired'}`
          const attempt = 'list the upload sessions'
          return expectAnswer(
            await caller.ask({ method: 'GET', path, attempt, signal }),
            [200],
            SessionList,
          )
        },
        ITEMS_A_PAGE,
        'the upload sessions',
      ),
  }
}

function pageQuery(page: number | undefined): string {
  return `limit=${ITEMS_A_PAGE}${page === undefined ? '' : `&page_number=${page}`}`
}

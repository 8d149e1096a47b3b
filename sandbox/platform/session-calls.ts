import type { Clock } from '../clock.ts'
import type { SandboxOptions } from '../options.ts'
import type { IngestionRecord } from '../records.ts'
import { ApiError, unprocessable } from './api-error.ts'
import { ok } from './calls.ts'
import type { ApiRequest, Calls, Reply } from './calls.ts'
import type { Session, Sessions } from './session.ts'
import type { RequestConfig } from './signing.ts'
import { jsonBody, page, sessionRequest } from './validation.ts'

export interface SessionSetting extends Pick<
  SandboxOptions,
  'freePlan' | 'maxOpenSessions' | 'leaveOutOptionalKeys' | 'secondClose' | 'sessionList'
> {
  clock: Clock
  sessions: Sessions
  sign: (prefix: string, seconds: number) => Promise<RequestConfig>
}

const DOCUMENTATION = 'https://docs.cloud.deepset.ai/docs/upload-files'
const USER = {
  user_id: '5c9d0f4e-5d0a-4b0e-9a64-3a4c6f0f2b11',
  given_name: 'Sandbox',
  family_name: 'User',
}

type SessionCall =
  'create-session' | 'close-session' | 'get-session' | 'list-session-files' | 'list-sessions'

/** What the API does with sessions. */
export function sessionCalls(setting: SessionSetting): Pick<Calls, SessionCall> {
  const { sessions } = setting
  const find = ({ workspace, id }: ApiRequest): Session => {
    const session = sessions.find(workspace, id)
    if (!session) throw new ApiError(404, 'Session not found')
    return session
  }
  return {
    'create-session': (request) => createSession(setting, request),
    'close-session': (request) => {
      const session = find(request)
      if (jsonBody(request.body)['status'] !== 'CLOSED') {
        throw unprocessable(['body', 'status'], "Input should be 'CLOSED'", 'enum')
      }
      if (session.status !== 'OPEN' && setting.secondClose === 409) {
        throw new ApiError(409, 'Session is already closed')
      }
      sessions.close(session)
      return { status: 204 }
    },
    'get-session': (request) => {
      const { id, expiresAt, ingestion } = find(request)
      const failed = ingestion.filter(({ status }) => status === 'FAILED').length
      const finished = ingestion.filter(({ status }) => status === 'FINISHED').length
      return ok({
        session_id: id,
        expires_at: expiresAt,
        documentation_url: DOCUMENTATION,
        ingestion_status: { failed_files: failed, finished_files: finished },
      })
    },
    'list-session-files': (request) => {
      const wanted = request.query.get('ingestion_status')
      if (wanted !== null && !['PENDING', 'FAILED', 'FINISHED'].includes(wanted)) {
        throw unprocessable(
          ['query', 'ingestion_status'],
          "Input should be 'PENDING', 'FAILED' or 'FINISHED'",
          'enum',
        )
      }
      const files = find(request).ingestion.filter(
        ({ status }) => wanted === null || status === wanted,
      )
      return ok(mapped(page(files, request.query, 10), presentedIngestion))
    },
    'list-sessions': (request) => ok(listSessions(setting, request)),
  }
}

async function createSession(
  setting: SessionSetting,
  { workspace, body, plan }: ApiRequest,
): Promise<Reply> {
  const { sessions } = setting
  const asked = sessionRequest(jsonBody(body))
  if (setting.freePlan) {
    throw new ApiError(
      402,
      "You can't upload to this workspace through upload sessions on a free plan.",
    )
  }
  const open = sessions.all().filter(({ status }) => status === 'OPEN').length
  if (open >= (setting.maxOpenSessions ?? 10)) {
    throw new ApiError(
      406,
      "You've reached the maximum number of upload sessions allowed per user.",
    )
  }
  const seconds = plan.sessionSeconds ?? asked.expiresInSeconds
  const session = sessions.open(workspace, { ...asked, expiresInSeconds: seconds })
  const config = await setting.sign(session.prefix, plan.signatureSeconds ?? seconds)
  const answer = { expires_at: session.expiresAt, aws_prefixed_request_config: config }
  const optional = { session_id: session.id, documentation_url: DOCUMENTATION }
  return { status: 201, body: setting.leaveOutOptionalKeys ? answer : { ...optional, ...answer } }
}

/** Newest first, unless told otherwise. A session that was closed expires, too, when its time is over. */
function listSessions(setting: SessionSetting, { workspace, query }: ApiRequest): unknown {
  const { sessions, clock, sessionList = {} } = setting
  const wanted = query.get('is_expired')
  const found = sessions
    .all()
    .filter((session) => session.workspace === workspace)
    .filter(({ expiresAt }) => {
      const isExpired = Date.parse(expiresAt) <= clock.now()
      return wanted === null || isExpired === (wanted === 'true')
    })
    .reverse()
  if (sessionList.shuffled) found.sort((a, b) => (a.id < b.id ? -1 : 1))
  return mapped(page(found, query, sessionList.most ?? 100), (session) => ({
    ...presentedSession(session),
    ...(sessionList.writeMode && { write_mode: sessionList.writeMode }),
  }))
}

function presentedSession(session: Session): Record<string, unknown> {
  return {
    session_id: session.id,
    created_by: USER,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
    write_mode: session.writeMode,
    status: session.status,
  }
}

function presentedIngestion({ id, name, status, reason }: IngestionRecord): unknown {
  return {
    file_ingestion_id: id,
    name,
    ingestion_status: status,
    ...(reason && { ingestion_status_reason: reason }),
  }
}

function mapped<T>(list: { data: readonly T[] }, present: (one: T) => unknown): unknown {
  return { ...list, data: list.data.map(present) }
}

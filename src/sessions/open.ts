import * as v from 'valibot'
import { isLoopback } from '../network/address.ts'
import { pauseAfter, type RetryBudget } from '../network/backoff.ts'
import type { Clock } from '../network/clock.ts'
import { TooManySessions, type Platform, type SessionRequest } from '../platform/client.ts'
import { SessionId, type CreatedSession, type ListedSession } from '../platform/schemas.ts'
import type { Log } from '../report/log.ts'
import { PublishError } from '../report/publish-error.ts'
import { createDestination, type Destination } from '../storage/destination.ts'
import { findSession, openSessions } from './lookup.ts'

/** An open upload session and where its objects go. */
export interface Session {
  readonly id: string
  /** The API's own words: an RFC 3339 date-time. */
  readonly expiresAt: string
  /** The answer to the first request was lost; all requests took so long. */
  readonly askedTwice: { readonly forMilliseconds: number } | undefined
  /** Whoever has these can write into the session. */
  readonly secrets: readonly string[]
  /**
   * Made when it is asked for, so that a session whose storage cannot be used has an id to be closed
   * by.
   */
  readonly destination: () => Destination
}

/** What opening a session needs. */
export interface Opening {
  readonly platform: Platform
  readonly apiUrl: URL
  readonly request: SessionRequest
  readonly clock: Clock
  readonly log: Log
}

/** Others may close their sessions meanwhile, but a run does not wait for that for ever. */
const WAIT_FOR_A_PLACE_MILLISECONDS = 120_000
const PLACE_BUDGET: RetryBudget = {
  attempts: Infinity,
  baseMilliseconds: 4_000,
  capMilliseconds: 30_000,
}
/** Listed in an error, at most. */
const MOST_LISTED = 10

/**
 * Opens an upload session; where too many are open, waits up to two minutes for a place.
 *
 * @throws a `PublishError` where the platform refuses, or gives no id to close the session by
 */
export async function openSession(opening: Opening, signal: AbortSignal): Promise<Session> {
  const started = opening.clock.now()
  const created = await createSession(opening, signal)
  const config = created.aws_prefixed_request_config
  return {
    id: idOf(created),
    expiresAt: created.expires_at,
    askedTwice: created.repeated ? { forMilliseconds: opening.clock.now() - started } : undefined,
    secrets: secretsOf(config.fields),
    destination: () => createDestination(config, isLoopback(opening.apiUrl)),
  }
}

async function createSession(
  { platform, request, clock, log }: Opening,
  signal: AbortSignal,
): ReturnType<Platform['createSession']> {
  const started = clock.now()
  for (let failures = 1; ; failures++) {
    try {
      return await platform.createSession(request, signal)
    } catch (error) {
      if (!(error instanceof TooManySessions)) throw error
      const left = started + WAIT_FOR_A_PLACE_MILLISECONDS - clock.now()
      if (left <= 0) throw await noPlace(error, platform, signal)
      if (failures === 1)
        log.info('Too many upload sessions are open; waiting up to two minutes for one to close')
      await clock.sleep(Math.min(left, 1_000 + pauseAfter(failures, PLACE_BUDGET, clock)), signal)
    }
  }
}

/** The refusal with the sessions that take up the places, where the platform lists them. */
async function noPlace(
  refusal: TooManySessions,
  platform: Platform,
  signal: AbortSignal,
): Promise<PublishError> {
  const open = await openSessions(platform, signal).catch(() => [])
  if (open.length === 0) return refusal
  const listed = open.slice(0, MOST_LISTED).map(describe).join('; ')
  return new PublishError(`${refusal.message} Open in this workspace: ${listed}.`)
}

function describe({ session_id, created_at, expires_at }: ListedSession): string {
  const opened = Date.parse(created_at ?? '')
  const minutes = Math.max(0, Math.round((Date.now() - opened) / 60_000))
  const age = Number.isNaN(opened) ? '' : `, ${minutes} min old`
  return `${session_id} (expires ${expires_at ?? 'at an unknown time'}${age})`
}

/**
 * A create whose answer was lost may have opened a session as well. Which one nobody can tell for
 * sure, so none is closed, but a person can look. Times are the platform's own: the runner's clock
 * may be off.
 */
export async function warnOfTwins(
  { id, askedTwice }: Session,
  { platform, log }: Opening,
  signal: AbortSignal,
): Promise<void> {
  if (askedTwice === undefined) return
  const unsure = 'The answer to opening an upload session was lost, so it was asked for once more'
  try {
    const ours = Date.parse((await findSession(id, platform, signal))?.created_at ?? '')
    const twins = (await openSessions(platform, signal)).filter(({ session_id, created_at }) => {
      const age = ours - Date.parse(created_at ?? '')
      return session_id !== id && age >= -1_000 && age <= askedTwice.forMilliseconds + 1_000
    })
    if (twins.length === 0) return
    log.warning(
      `${unsure}. This run uses session ${id}; of the others opened just before, one may be left over: ${twins.map(describe).join('; ')}. If nobody else uses it, this closes it: ${twins.map(({ session_id }) => platform.closeCommand(session_id)).join(' ; ')}`,
    )
  } catch {
    signal.throwIfAborted()
    log.warning(
      `${unsure}. There may be an open session besides ${id}; it closes by itself when it expires.`,
    )
  }
}

/** The id as the API gave it, else as it stands in the key: `<org>/<workspace>/<session>/${filename}`. */
function idOf(created: CreatedSession): string {
  if (typeof created.session_id === 'string' && created.session_id !== '') return created.session_id
  const key = created.aws_prefixed_request_config.fields['key'] ?? ''
  const id = key.replace('${filename}', '').split('/').filter(Boolean).at(-1)
  if (v.is(SessionId, id)) return id
  throw new PublishError(
    'The platform opened an upload session without saying which: neither the answer nor the key of its form names it. Run the step again; the session closes by itself when it expires.',
  )
}

function secretsOf(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields)
    .filter(([name]) => /policy|credential|token|signature/i.test(name))
    .map(([, value]) => value)
}

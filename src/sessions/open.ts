import { isLoopback } from '../network/address.ts'
import { pauseAfter, type RetryBudget } from '../network/backoff.ts'
import type { Clock } from '../network/clock.ts'
import { TooManySessions, type Platform, type SessionRequest } from '../platform/client.ts'
import { LostAnswer } from '../platform/errors.ts'
import { sessionOfKey, type CreatedSession } from '../platform/schemas.ts'
import type { Log } from '../report/log.ts'
import { PublishError } from '../report/publish-error.ts'
import { createDestination, type Destination } from '../storage/destination.ts'
import type { Ending } from './ending.ts'
import { listed, listOpen, warnOfLost } from './twins.ts'

/** An open upload session and where its objects go. */
export interface Session {
  readonly id: string
  /** The API's own words: an RFC 3339 date-time; empty where it gave none. */
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
  readonly ending: Ending
}

/** Others may close their sessions meanwhile, but a run does not wait for that for ever. */
const WAIT_FOR_A_PLACE_MILLISECONDS = 120_000
const PLACE_BUDGET: RetryBudget = {
  attempts: Infinity,
  baseMilliseconds: 4_000,
  capMilliseconds: 30_000,
}

/**
 * Opens an upload session; where too many are open, waits up to two minutes for a place.
 *
 * @throws a `PublishError` where the platform refuses, or gives no id to close the session by; the
 * run's own reason when the run is cancelled
 */
export async function openSession(opening: Opening): Promise<Session> {
  const started = opening.clock.now()
  const created = await createSession(opening)
  const config = created.aws_prefixed_request_config
  return {
    id: idOf(created),
    expiresAt: created.expires_at,
    askedTwice: created.repeated ? { forMilliseconds: opening.clock.now() - started } : undefined,
    secrets: secretsOf(config.fields),
    destination: () => createDestination(config, isLoopback(opening.apiUrl)),
  }
}

async function createSession(opening: Opening): ReturnType<Platform['createSession']> {
  const { platform, request, clock, log, ending } = opening
  let repeated = false
  let left = WAIT_FOR_A_PLACE_MILLISECONDS
  for (let failures = 1; ; failures++) {
    ending.cancelled.throwIfAborted()
    const started = clock.now()
    try {
      const created = await platform.createSession(request, ending.grace)
      return { ...created, repeated: repeated || created.repeated }
    } catch (error) {
      const isLost = error instanceof LostAnswer || error === ending.grace.reason
      if (isLost) await warnOfLost(clock.now() - started, opening)
      if (!(error instanceof TooManySessions)) throw error
      repeated ||= error.repeated
      if (left <= 0) throw await noPlace(error, opening)
    }
    if (failures === 1)
      log.info('Too many upload sessions are open; waiting up to two minutes for one to close')
    const pause = Math.min(left, 1_000 + pauseAfter(failures, PLACE_BUDGET, clock))
    left -= pause
    await clock.sleep(pause, ending.cancelled)
  }
}

/** The refusal with the sessions that take up the places, where the platform lists them. */
async function noPlace(refusal: TooManySessions, opening: Opening): Promise<PublishError> {
  const open = await listOpen(opening).catch(() => [])
  if (open.length === 0) return refusal
  return new PublishError(`${refusal.message} Open in this workspace: ${listed(open)}.`)
}

/** The id as the API gave it, else as it stands in the key of the form. */
function idOf(created: CreatedSession): string {
  const { session_id, aws_prefixed_request_config } = created
  const id = session_id || sessionOfKey(aws_prefixed_request_config.fields['key'] ?? '')
  if (id !== undefined) return id
  throw new PublishError(
    'The platform opened an upload session without saying which: neither the answer nor the key of its form names it. Run the step again; the session closes by itself when it expires.',
  )
}

function secretsOf(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields)
    .filter(([name]) => /policy|credential|token|signature/i.test(name))
    .map(([, value]) => value)
}

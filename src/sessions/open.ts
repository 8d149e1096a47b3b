import { isLoopback } from '../network/address.ts'
import { pauseAfter } from '../network/backoff.ts'
import { OPENING_MILLISECONDS, PLACE_MILLISECONDS } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { deadlineIn } from '../network/deadline.ts'
import { TooManySessions, type Platform, type SessionRequest } from '../platform/client.ts'
import { LostAnswer } from '../platform/errors.ts'
import { pause } from '../platform/retry.ts'
import { sessionOfKey, type CreatedSession } from '../platform/schemas.ts'
import type { Log } from '../log/log.ts'
import { PublishError } from '../log/publish-error.ts'
import { createDestination, type Destination } from '../storage/destination.ts'
import type { Ending } from './shutdown.ts'
import { LostCreates } from './lost-creates.ts'
import { listed, listOpen, warnOfLost } from './orphans.ts'

/** An open upload session and where its objects go. */
export interface Session {
  readonly id: string
  /** The API's own words: an RFC 3339 date-time; empty where it gave none. */
  readonly expiresAt: string
  /** The answer to an earlier request was lost; all requests took so long. */
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

const PLACE_BACKOFF = { baseMilliseconds: 4_000, capMilliseconds: 30_000 }

/**
 * Opens an upload session. A platform in trouble is waited for up to two minutes; where too many
 * sessions are open, so is a place.
 *
 * @throws a `PublishError` where the platform refuses, or gives no id to close the session by; the
 * run's own reason when the run is cancelled
 */
export async function openSession(opening: Opening): Promise<Session> {
  const { clock } = opening
  const started = clock.now()
  const lost = new LostCreates()
  const created = await createInPlace(opening, lost)
  const config = created.aws_prefixed_request_config
  return {
    id: idOf(created),
    expiresAt: created.expires_at,
    askedTwice: lost.areAny ? { forMilliseconds: clock.now() - started } : undefined,
    secrets: secretsOf(config.fields),
    destination: () => createDestination(config, isLoopback(opening.apiUrl)),
  }
}

/** Creates a session as soon as there is a place for it. */
async function createInPlace(opening: Opening, lost: LostCreates): Promise<CreatedSession> {
  const { clock, log, ending } = opening
  const started = clock.now()
  let left = PLACE_MILLISECONDS
  for (let failures = 1; ; failures++) {
    ending.cancelled.throwIfAborted()
    try {
      return await create(opening, lost)
    } catch (error) {
      if (!(error instanceof TooManySessions)) {
        // Whoever cancels while the answer is on its way cannot know what it would have been.
        const isLost = lost.areAny || ending.grace.aborted
        if (isLost) await warnOfLost(clock.now() - started, opening)
        throw error
      }
      if (left <= 0) throw await noPlace(error, opening)
    }
    if (failures === 1)
      log.info('Too many upload sessions are open; waiting up to two minutes for one to close')
    const rest = Math.min(left, 1_000 + pauseAfter(failures, PLACE_BACKOFF, clock))
    left -= rest
    await clock.sleep(rest, ending.cancelled)
  }
}

/** Creates a session, again where the answer was lost and the platform is well since. */
async function create(opening: Opening, lost: LostCreates): Promise<CreatedSession> {
  const { platform, request, clock, ending } = opening
  const deadline = deadlineIn(OPENING_MILLISECONDS, clock, ending.cancelled, ending.grace)
  for (let failures = 1; ; failures++) {
    try {
      return await platform.createSession(request, deadline)
    } catch (error) {
      if (!(error instanceof LostAnswer)) throw error
      lost.add()
      const mayRepeat =
        (await pause(failures, error.retryAfterMilliseconds, deadline, clock)) &&
        (await lost.mayRepeat(platform, deadline, clock))
      if (!mayRepeat) throw error
    }
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

import { pauseAfter } from '../network/backoff.ts'
import { OPENING_MILLISECONDS, SLOT_MILLISECONDS } from '../network/budgets.ts'
import { deadlineIn } from '../network/deadline.ts'
import type { SessionRequest } from '../platform/client.ts'
import { LostAnswerError, TooManySessionsError } from '../platform/errors.ts'
import { pauseWithin, retry } from '../platform/retry.ts'
import { sessionOfKey, type CreatedSession } from '../platform/schemas.ts'
import { PublishError } from '../log/publish-error.ts'
import { createDestination, type Destination } from '../storage/destination.ts'
import {
  describe,
  listOpenSessionsSoon,
  Orphans,
  warnOfOrphans,
  type SessionCalls,
} from './orphans.ts'

/** An open upload session and where its objects go. */
export interface Session {
  readonly id: string
  /** The API's own words: an RFC 3339 date-time; empty where it gave none. */
  readonly expiresAt: string
  /**
   * How long opening it took, where an answer was lost meanwhile: other sessions of that time may be
   * orphaned.
   */
  readonly orphansWithinMilliseconds: number | undefined
  /** Whoever has these can write into the session. */
  readonly secrets: readonly string[]
  /**
   * Made when it is asked for, so that a session whose storage cannot be used has an id to be closed
   * by.
   */
  readonly destination: () => Destination
}

const SLOT_BACKOFF = { baseMilliseconds: 4_000, capMilliseconds: 30_000 }
const LEAST_SLOT_PAUSE_MILLISECONDS = 1_000

/**
 * Opens an upload session. A platform in trouble is waited for up to two minutes; where too many
 * sessions are open, so is a free slot. Should it fail after an answer was lost, a warning tells what
 * may be open.
 *
 * @throws a `PublishError` where the platform refuses, or gives no id to close the session by; the
 * run's own reason when the run is cancelled
 */
export async function openSession(request: SessionRequest, calls: SessionCalls): Promise<Session> {
  const { platform, clock, shutdown } = calls
  shutdown.cancelled.throwIfAborted()
  const started = clock.now()
  const orphans = new Orphans()
  try {
    const created = await createInSlot(request, calls, orphans)
    const config = created.aws_prefixed_request_config
    return {
      id: idOf(created),
      expiresAt: created.expires_at,
      orphansWithinMilliseconds: orphans.mayExist ? clock.now() - started : undefined,
      secrets: secretsOf(config.fields),
      destination: () => createDestination(config, platform.isLocal),
    }
  } catch (error) {
    // A cancelled run does not learn what the answer on its way would have been.
    if (orphans.mayExist || shutdown.graceOver.aborted)
      await warnOfOrphans(undefined, clock.now() - started, calls)
    throw error instanceof TooManySessionsError ? await withOpenSessions(error, calls) : error
  }
}

/** Creates a session as soon as there is a free slot for it. */
async function createInSlot(
  request: SessionRequest,
  calls: SessionCalls,
  orphans: Orphans,
): Promise<CreatedSession> {
  const { clock, log, shutdown } = calls
  let left = SLOT_MILLISECONDS
  const nextPause = (error: unknown, failures: number): number | undefined => {
    if (!(error instanceof TooManySessionsError) || left === 0) return undefined
    if (failures === 1)
      log.info('Too many upload sessions are open; waiting up to two minutes for one to close')
    const wanted = LEAST_SLOT_PAUSE_MILLISECONDS + pauseAfter(failures, SLOT_BACKOFF, clock)
    const pause = Math.min(left, wanted)
    left -= pause
    return pause
  }
  const { cancelled } = shutdown
  return await retry(() => create(request, calls, orphans), { nextPause, clock, cancelled })
}

/** Creates a session, again where the answer was lost and the platform is well since. */
async function create(
  request: SessionRequest,
  { platform, clock, shutdown }: SessionCalls,
  orphans: Orphans,
): Promise<CreatedSession> {
  const { cancelled, graceOver } = shutdown
  const deadline = deadlineIn(OPENING_MILLISECONDS, clock, cancelled, graceOver)
  return await retry(() => platform.createSession(request, deadline), {
    nextPause: (error, failures) => {
      if (!(error instanceof LostAnswerError)) return undefined
      orphans.answerLost()
      return pauseWithin(deadline, failures, error.retryAfterMilliseconds, clock)
    },
    mayRepeat: () => deadline.left() > 0 && orphans.mayRepeat(platform, deadline, clock),
    clock,
    cancelled,
  })
}

/** The refusal with the sessions that take up the slots, where the platform lists them. */
async function withOpenSessions(
  refusal: TooManySessionsError,
  calls: SessionCalls,
): Promise<PublishError> {
  const open = (await listOpenSessionsSoon(calls)) ?? []
  if (open.length === 0) return refusal
  return new PublishError(`${refusal.message} Open in this workspace: ${describe(open)}.`)
}

/** The id as the API gave it, else as it stands in the key of the form. */
function idOf(created: CreatedSession): string {
  const { session_id, aws_prefixed_request_config } = created
  const id = session_id || sessionOfKey(aws_prefixed_request_config.fields['key'] ?? '')
  if (id !== undefined) return id
  throw new PublishError(
    'The platform opened an upload session but returned no id for it: neither the answer nor the key of its form contains one. Run the step again; the session closes by itself when it expires.',
  )
}

function secretsOf(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields)
    .filter(([name]) => /policy|credential|token|signature/i.test(name))
    .map(([, value]) => value)
}

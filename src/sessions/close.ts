import type { Platform } from '../platform/client.ts'
import type { Ending } from './ending.ts'
import { findSession } from './lookup.ts'

/** How long closing one session may take. */
const CLOSE_MILLISECONDS = 45_000
/** An attempt that takes longer counts as lost: then the list of sessions is asked, and it is made again. */
const ATTEMPT_MILLISECONDS = { ordinary: 10_000, cancelled: 1_500 }

/** What closing sessions needs. */
export interface Closing {
  readonly platform: Platform
  readonly ending: Ending
}

/**
 * Closes a session, which starts its ingestion. Where the platform refuses or does not answer, its
 * list of sessions tells whether the session is closed after all.
 *
 * @returns why it could not be closed, and how to do that by hand; undefined where it is closed
 */
export async function closeSession(
  id: string,
  { platform, ending }: Closing,
): Promise<string | undefined> {
  const end = AbortSignal.any([AbortSignal.timeout(CLOSE_MILLISECONDS), ending.last])
  let why = `Could not close the upload session ${id}: no answer in time.`
  while (!end.aborted) {
    const attempt = attemptOf(ending, end)
    try {
      await platform.closeSession(id, attempt)
      return undefined
    } catch (error) {
      if (await isClosed(id, platform, attemptOf(ending, end))) return undefined
      if (attempt.aborted) continue
      if (error instanceof Error) why = error.message
      break
    }
  }
  return `${why} If it is still open, its documents are ingested when it expires. This closes it: ${platform.closeCommand(id)}`
}

function attemptOf({ cancelled, grace }: Ending, end: AbortSignal): AbortSignal {
  const milliseconds = ATTEMPT_MILLISECONDS[cancelled.aborted ? 'cancelled' : 'ordinary']
  const limits = [end, AbortSignal.timeout(milliseconds)]
  return AbortSignal.any(cancelled.aborted ? limits : [...limits, grace])
}

/** Whether the platform lists a session as one that takes nothing any more. */
async function isClosed(id: string, platform: Platform, signal: AbortSignal): Promise<boolean> {
  try {
    const status = (await findSession(id, platform, signal))?.status
    return status === 'CLOSED' || status === 'EXPIRED'
  } catch {
    // Not knowing is no answer; the refusal to close says more.
    return false
  }
}

import { pauseAfter } from '../network/backoff.ts'
import type { Clock } from '../network/clock.ts'
import type { Deadline } from '../network/deadline.ts'
import type { Log } from '../log/log.ts'
import type { AskRest, Refused, Reply } from './client.ts'
import { GITHUB_BACKOFF, tellPause } from './pause.ts'

/** What GitHub's REST API answered, or why it did not. */
export type RestReply = Extract<Reply, { kind: 'answer' }> | Refused

/** GitHub itself ends a request after ten seconds: one that takes longer has been lost. */
const ATTEMPT_MILLISECONDS = 10_000

/**
 * Asks once, and again after what passes while there is time.
 *
 * @throws the reason of `deadline.cancelled` when that aborts
 */
export async function askInTime(
  ask: AskRest,
  path: string,
  deadline: Deadline,
  clock: Clock,
  log: Log,
): Promise<RestReply> {
  for (let failures = 1; ; failures++) {
    const reply = await attempt(ask, path, deadline)
    if (reply.kind === 'answer' || reply.kind === 'refused') return reply
    log.debug(`GitHub was asked for ${path}: ${reply.why}`)
    const least = reply.kind === 'later' ? reply.milliseconds : 0
    const pause = pauseAfter(failures, GITHUB_BACKOFF, clock, least)
    if (pause >= deadline.left()) return { kind: 'refused', why: reply.why, because: 'other' }
    tellPause(pause, reply.why, log)
    await clock.sleep(pause, deadline.cancelled)
  }
}

async function attempt(ask: AskRest, path: string, deadline: Deadline): Promise<Reply> {
  const signal = AbortSignal.any([deadline.signal, AbortSignal.timeout(ATTEMPT_MILLISECONDS)])
  try {
    return await ask(path, signal)
  } catch (error) {
    deadline.cancelled.throwIfAborted()
    if (!signal.aborted) throw error
    return { kind: 'later', why: 'it did not answer in time', milliseconds: 0 }
  }
}

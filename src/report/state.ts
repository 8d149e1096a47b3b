import * as core from '@actions/core'
import * as v from 'valibot'
import type { Log } from './log.ts'

/** What the main step leaves for the post step: where its sessions are, and which it has not closed. */
const Left = v.object({
  apiUrl: v.pipe(v.string(), v.url()),
  workspace: v.string(),
  sessions: v.array(v.string()),
})
export type Left = v.InferOutput<typeof Left>

/** Notes that the main step has begun: from then on the same program is the post step. */
export function beginMain(): void {
  core.saveState('begun', 'true')
}

export function isPost(): boolean {
  return core.getState('begun') !== ''
}

/** Notes that the main step has come to its end, as it does not when it is killed. */
export function endMain(): void {
  core.saveState('ended', 'true')
}

export function mainHasEnded(): boolean {
  return core.getState('ended') !== ''
}

/**
 * Saves at once what is left to do, in place of what was saved before. Never a key. Where it cannot
 * be saved the main step goes on: it has sessions to close.
 */
export function saveLeft(left: Left, log: Log): void {
  try {
    core.saveState('left', JSON.stringify(left))
  } catch (error) {
    log.debug(`The state was not saved: ${String(error)}`)
  }
}

/** What the main step has left to do; nothing where it has left none. */
export function readLeft(): Left | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Left), core.getState('left'))
  return parsed.success && parsed.output.sessions.length > 0 ? parsed.output : undefined
}

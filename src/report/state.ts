import * as core from '@actions/core'
import * as v from 'valibot'
import type { Log } from '../log/log.ts'
import { PublishError } from '../log/publish-error.ts'
import { withoutSecrets } from '../log/secrets.ts'
import { messageOf } from '../property.ts'

/** What is still to be done about the sessions of a run. */
const Unfinished = v.object({
  /** Those that are to be closed. */
  sessions: v.pipe(v.array(v.string()), v.readonly()),
  /** When the platform was asked for a session whose id has not come yet: by the runner's clock, in RFC 3339. */
  openingSince: v.exactOptional(v.string()),
})
export type Unfinished = v.InferOutput<typeof Unfinished>

/** What the main step leaves to the post step: the same, and where the sessions are. */
const PostState = v.object({
  apiUrl: v.pipe(v.string(), v.url()),
  workspace: v.string(),
  ...Unfinished.entries,
})
export type PostState = v.InferOutput<typeof PostState>

/**
 * Saves what is left to do, in place of what was saved before. Never a key.
 *
 * @returns why it could not be saved, and what to do about it; undefined where it was saved
 */
export function savePostState(state: PostState): string | undefined {
  const sessions = state.sessions.map(withoutSecrets)
  return save('left', JSON.stringify({ ...state, sessions }))
}

/**
 * What the main step left to do; undefined where it left nothing.
 *
 * @throws a `PublishError` where what was saved cannot be read
 */
export function readPostState(): PostState | undefined {
  const text = core.getState('left')
  if (text === '') return undefined
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), PostState), text)
  if (!parsed.success) {
    throw new PublishError(
      'The state that the step saved cannot be read. If the step left an upload session open, the session closes when it expires; the log of the step has a command that closes it now.',
    )
  }
  const { sessions, openingSince } = parsed.output
  return sessions.length === 0 && openingSince === undefined ? undefined : parsed.output
}

/** Saves that the main step ran to its end, which it does not where it is killed. */
export function saveEnd(log: Log): void {
  const problem = save('ended', 'true')
  if (problem !== undefined) log.debug(problem)
}

export function mainHasEnded(): boolean {
  return core.getState('ended') !== ''
}

function save(name: string, value: string): string | undefined {
  // Without the file `core.saveState` prints a command, which runners obey no more.
  if (!process.env['GITHUB_STATE'])
    return 'GITHUB_STATE is not set, so the state of the step cannot be saved. This program runs as a step of a GitHub Actions workflow.'
  try {
    core.saveState(name, value)
    return undefined
  } catch (error) {
    return `The state of the step cannot be saved (${messageOf(error)}). Check that the runner's disk is not full, and that GITHUB_STATE names a file that can be written.`
  }
}

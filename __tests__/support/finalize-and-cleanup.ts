import { cleanUp } from '../../src/cleanup.ts'
import { finalize, type Finalization } from '../../src/finalization.ts'
import type { PostState } from '../../src/report/state.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { fastClock } from './fast-clock.ts'
import { WORKSPACE } from './job.ts'
import { recordingLog } from './recording-log.ts'

const NO_PROXY = { http: '', https: '', except: '' }

/** What the finalize action came to, and what it said. */
interface Finalized {
  /** Absent where nobody waited. */
  readonly ingested: number | undefined
  readonly rejected: readonly { readonly name: string; readonly reason: string }[]
  readonly failure: string | undefined
  readonly lines: readonly string[]
}

/** What the finalize action does with all sessions there are, and waits for a minute at most. */
export async function finalizeAll(
  { apiKey, apiUrl, sessions }: Sandbox,
  { waits = true, ...changes }: Partial<Finalization> & { readonly waits?: boolean } = {},
): Promise<Finalized> {
  const log = recordingLog()
  const { signal } = new AbortController()
  const finalization = {
    sessions: sessions.map(({ id }) => id),
    workspace: WORKSPACE,
    apiUrl: new URL(apiUrl),
    apiKey,
    proxies: NO_PROXY,
    ...(waits ? { ingestionSeconds: 60 } : {}),
    ...changes,
  }
  const finalized = await finalize(finalization, fastClock(), log, signal)
  const { ingested, rejected, failure } = finalized
  return { ingested, rejected, failure, lines: log.lines }
}

/** What the post step came to, and what it said. */
interface Cleaned {
  readonly closed: readonly string[]
  readonly stillOpen: readonly string[]
  readonly lines: readonly string[]
}

/** What the post step does where the main step has left all sessions there are. */
export async function cleanUpAll(
  sandbox: Sandbox,
  { apiKey = sandbox.apiKey, ...changes }: Partial<PostState> & { readonly apiKey?: string } = {},
): Promise<Cleaned> {
  const log = recordingLog()
  const { signal } = new AbortController()
  const { apiUrl, sessions } = sandbox
  const left = { apiUrl, workspace: WORKSPACE, sessions: sessions.map(({ id }) => id), ...changes }
  const access = (): { apiKey: string; proxies: typeof NO_PROXY } => ({ apiKey, proxies: NO_PROXY })
  const cleaned = await cleanUp(left, { access, clock: fastClock(), log, signal })
  return { closed: cleaned.closed, stillOpen: cleaned.open, lines: log.lines }
}

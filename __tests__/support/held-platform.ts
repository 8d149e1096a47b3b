import type { Effect } from '../../sandbox/faults/fault.ts'
import type { SandboxOptions } from '../../sandbox/options.ts'
import type { Call } from '../../sandbox/records.ts'
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts'
import { TIME_LIMITS } from '../../src/network/limits.ts'
import { openNetwork } from '../../src/network/network.ts'
import { shutdownOf, type Shutdown } from '../../src/network/shutdown.ts'
import { connectPlatform, type Platform } from '../../src/platform/client.ts'
import { openSession, type Session } from '../../src/sessions/open.ts'
import { manualClock } from './manual-clock.ts'
import { recordingLog } from './recording-log.ts'

/** A platform by the clock of a test, which only sleeping moves. */
export interface HeldPlatform {
  readonly sandbox: Sandbox
  readonly platform: Platform
  readonly clock: ReturnType<typeof manualClock>
  readonly log: ReturnType<typeof recordingLog>
  readonly shutdown: Shutdown
  open(): Promise<Session>
  /** From now on the platform is in trouble for so many seconds of that clock, with one call or with all. */
  trouble(effect: Effect, seconds: number, call?: Call): void
  /** How often a call has come. */
  asked(call: Call): number
}

interface HeldOptions extends SandboxOptions {
  readonly chance?: number
  /** How many milliseconds of the machine's clock a request may be without an answer. */
  readonly silence?: number
}

/** A test with a platform of its own. */
export async function onPlatform(
  work: (held: HeldPlatform) => Promise<void>,
  { chance = 0.5, silence = TIME_LIMITS.silence, ...options }: HeldOptions = {},
): Promise<void> {
  await using sandbox = await startSandbox(options)
  const clock = manualClock(chance)
  const limits = { ...TIME_LIMITS, silence }
  const network = openNetwork({ http: '', https: '', except: '' }, 2, limits)
  const log = recordingLog()
  const apiUrl = new URL(sandbox.apiUrl)
  const access = { apiUrl, apiKey: sandbox.apiKey, workspace: 'handbook' }
  const platform = connectPlatform(access, network, clock, log)
  const request = { writeMode: 'OVERWRITE', parallelProcessing: false } as const
  const shutdown = shutdownOf(new AbortController().signal)
  try {
    await work({
      sandbox,
      platform,
      clock,
      log,
      shutdown,
      open: () => openSession(request, { platform, clock, log, shutdown }),
      trouble(effect, seconds, call) {
        const end = clock.now() + seconds * 1_000
        const match = (asked: { call: string }): boolean =>
          clock.now() < end && (call === undefined || asked.call === call)
        sandbox.fault({ on: 'platform', match, effect })
      },
      asked: (call) => sandbox.requests.filter((request) => request.call === call).length,
    })
  } finally {
    await network.destroy()
  }
}

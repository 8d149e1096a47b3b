import { startSandbox, type NewFile, type Sandbox } from '../../sandbox/sandbox.ts'
import type { SandboxOptions } from '../../sandbox/options.ts'
import { openNetwork } from '../../src/network/network.ts'
import { connectPlatform } from '../../src/platform/client.ts'
import {
  readWorkspace,
  type ReadRequest,
  type WorkspaceReading,
} from '../../src/sync/read-workspace.ts'
import { WORKSPACE } from './client.ts'
import { manualClock } from './manual-clock.ts'
import { recordingLog } from './recording-log.ts'

export const OURS = '4711'
export const REPOSITORY = 'octo-org/handbook'

/** What a file that this repository has published says of itself. */
export function ours(name: string): NewFile {
  return { name, content: name, meta: { publisher_id: OURS, repository: REPOSITORY, path: name } }
}

/** As many names in their order. */
export function names(count: number, prefix = 'docs__'): string[] {
  return Array.from(
    { length: count },
    (_, index) => `${prefix}${String(index).padStart(5, '0')}.md`,
  )
}

/** Work with a sandbox whose workspace holds these files, and a way to read them by its API. */
export async function withFiles(
  files: readonly NewFile[],
  options: SandboxOptions,
  work: (held: {
    readonly sandbox: Sandbox
    readonly clock: ReturnType<typeof manualClock>
    readonly read: (
      wanted: readonly string[],
      more?: Partial<ReadRequest>,
    ) => Promise<WorkspaceReading>
    /** The paths of the calls so far, without that of the list itself. */
    readonly queries: () => string[]
  }) => Promise<void>,
): Promise<void> {
  await using sandbox = await startSandbox(options)
  const publisher = sandbox.publisher(WORKSPACE)
  for (const file of files) publisher.put(file)
  const network = openNetwork({ http: '', https: '', except: '' }, 16)
  const clock = manualClock()
  const log = recordingLog()
  const access = { apiUrl: new URL(sandbox.apiUrl), apiKey: sandbox.apiKey, workspace: WORKSPACE }
  const platform = connectPlatform(access, network, clock, log)
  const read = (wanted: readonly string[], more: Partial<ReadRequest> = {}) =>
    readWorkspace({
      platform,
      clock,
      log,
      signal: new AbortController().signal,
      publisherId: OURS,
      repository: REPOSITORY,
      wantedNames: new Set(wanted),
      ...more,
    })
  const queries = (): string[] =>
    sandbox.requests.map(({ path }) => decodeURIComponent(path.split('?')[1] ?? path))
  try {
    await work({ sandbox, clock, read, queries })
  } finally {
    await network.destroy()
  }
}

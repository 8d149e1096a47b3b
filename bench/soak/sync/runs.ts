import { join } from 'node:path'
import { recordingLog } from '../../../__tests__/support/recording-log.ts'
import { startAction } from '../../../sandbox/runner.ts'
import { PublishError } from '../../../src/log/publish-error.ts'
import { readEvent } from '../../../src/metadata/event.ts'
import type { Clock } from '../../../src/network/clock.ts'
import { publish } from '../../../src/publish.ts'
import type { PublishInputs } from '../../../src/run.ts'
import { readTrigger } from '../../../src/sync/trigger.ts'

/** A run of the action on a checked-out commit. */
export interface RunRequest {
  readonly folder: string
  /** What a runner sets of GitHub's. */
  readonly environment: Readonly<Record<string, string>>
  readonly apiUrl: string
  readonly apiKey: string
  readonly workspace: string
  readonly skipsUnchanged: boolean
  readonly prunes: boolean
  readonly waits: boolean
  /** Kills it. */
  readonly death: AbortSignal
}

/** What a run said of itself. */
export interface Said {
  readonly failure: string | undefined
  readonly syncedCommit: string | undefined
  readonly lines: readonly string[]
}

/** How a run is carried out. */
export type Runner = (request: RunRequest) => Promise<Said>

/** The token that the sandbox's GitHub takes. */
const TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz'
const PRUNE_LIMIT = 20
const INGESTION_SECONDS = 600

/** In this process, from the sources; death is a cancellation whose last requests find nobody. */
export function inThisProcess(clock: Clock): Runner {
  return async (request) => {
    const { folder, environment: variables, apiUrl, apiKey, workspace, death } = request
    const { skipsUnchanged, prunes, waits } = request
    const environment = { PATH: process.env['PATH'], HOME: join(folder, '..'), ...variables }
    const sync = {
      skipsUnchanged,
      ...(prunes ? { pruneLimit: PRUNE_LIMIT } : {}),
      timeoutSeconds: INGESTION_SECONDS,
      trigger: readTrigger(environment, {}),
    }
    const inputs: PublishInputs = {
      workspaceFolder: folder,
      patterns: 'docs/**',
      includeHiddenFiles: false,
      ifNoFilesFound: 'error',
      naming: { fileName: 'path', prefix: '' },
      workspace,
      apiUrl: new URL(apiUrl),
      mode: skipsUnchanged || prunes ? { kind: 'sync', apiKey, sync } : { kind: 'upload', apiKey },
      session: { writeMode: 'OVERWRITE', parallelProcessing: false },
      closesSessions: true,
      ...(waits ? { ingestionSeconds: INGESTION_SECONDS } : {}),
      concurrency: 'auto',
      proxies: { http: '', https: '', except: '' },
      event: readEvent(environment, {}),
      metadata: '',
      frontMatter: '',
      pageUrl: '',
      github: {
        apiUrl: new URL(variables['GITHUB_API_URL'] ?? ''),
        graphqlUrl: new URL(variables['GITHUB_GRAPHQL_URL'] ?? ''),
        token: TOKEN,
      },
      environment,
    }
    const log = recordingLog()
    const ignored = (): undefined => undefined
    const { failure, sync: report } = await publish(inputs, {
      log,
      clock,
      mask: ignored,
      remember: ignored,
      signal: death,
    })
    return { failure, syncedCommit: report?.syncedCommit, lines: log.lines }
  }
}

/** As a step of a job, from `dist/`, by the machine's own clock; death is a SIGKILL. */
export function inItsOwn(action: string, temp: string): Runner {
  return async (request) => {
    const { folder, environment, apiUrl, apiKey, workspace, death } = request
    const { process: child, result } = startAction({
      action,
      workspace: folder,
      temp,
      timeoutMs: 200_000,
      environment,
      with: {
        'api-key': apiKey,
        'api-url': apiUrl,
        workspace,
        glob: 'docs/**',
        'skip-unchanged': String(request.skipsUnchanged),
        prune: String(request.prunes),
        'wait-for-ingestion': String(request.waits),
      },
    })
    const kill = (): void => {
      child.kill('SIGKILL')
    }
    death.addEventListener('abort', kill)
    const { outcome, outputs, log, annotations } = await result
    const error = annotations.find(({ name }) => name === 'error')?.data
    return {
      failure: outcome === 'success' ? undefined : (error ?? 'it was killed'),
      syncedCommit: outputs['synced-commit'] || undefined,
      lines: log.split('\n'),
    }
  }
}

/** The reason of a death in this process. */
export function killed(): PublishError {
  return new PublishError('The run was killed.')
}

import { expect } from '@jest/globals'
import type { WorkflowEvent } from '../../sandbox/runner.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox.ts'
import { readEvent } from '../../src/metadata/event.ts'
import { publish } from '../../src/publish.ts'
import type { Result } from '../../src/report/result.ts'
import type { PublishInputs, Runtime } from '../../src/run.ts'
import { expectNoSessionOpen } from './checks.ts'
import { fastClock } from './fast-clock.ts'
import { WORKSPACE } from './job.ts'
import { recordingLog } from './recording-log.ts'
import { Repository, type Snapshot } from './repository.ts'

/** What a run in this process came to. */
export interface Run extends Result {
  /** As `recordingLog` has them. */
  readonly lines: readonly string[]
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  /** What was saved for the post step, one after the other. */
  readonly remembered: readonly Parameters<Runtime['remember']>[0][]
}

/** Inputs of a run where they are not the defaults, and what its event and runner are. */
export type Changes = Partial<Omit<PublishInputs, 'event' | 'environment'>> & {
  readonly event?: WorkflowEvent
  /** Over what the runner sets. */
  readonly environment?: Readonly<Record<string, string>>
}

/** A clone, a platform, and runs in this process: of the sources, not of `dist/`. */
export class Publishing {
  readonly sandbox: Sandbox
  readonly repository: Repository
  readonly #runs: Run[] = []

  constructor(sandbox: Sandbox, repository: Repository) {
    this.sandbox = sandbox
    this.repository = repository
  }

  /** Writes files without committing them. */
  write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [path, content] of Object.entries(files)) this.repository.write(path, content)
  }

  /** Publishes `docs/**` by a clock that is fifty times as fast as the machine's. */
  async publish(changes: Changes = {}, runtime: Partial<Omit<Runtime, 'log'>> = {}): Promise<Run> {
    const log = recordingLog()
    const remembered: Run['remembered'][number][] = []
    const result = await publish(this.#inputs(changes), {
      log,
      clock: fastClock(),
      mask: () => undefined,
      remember: (unfinished) => {
        remembered.push(unfinished)
        return undefined
      },
      signal: new AbortController().signal,
      ...runtime,
    })
    const { lines } = log
    const run = {
      ...result,
      lines,
      errors: messages(lines, 'error'),
      warnings: messages(lines, 'warning'),
      remembered,
    }
    this.#runs.push(run)
    return run
  }

  /** What every run must hold to, whatever else a test is about. */
  expectClean(): void {
    for (const run of this.#runs) {
      expectResultAddsUp(run)
      const said = [...run.lines, JSON.stringify(run.entries), run.failure ?? ''].join('\n')
      expect(this.sandbox.secrets.filter((secret) => said.includes(secret))).toEqual([])
      expect(said).not.toMatch(/[Uu]nexpected error|\[object |undefined/)
    }
  }

  #inputs({ event = PUSH, environment: variables, ...changes }: Changes): PublishInputs {
    const { apiKey, apiUrl } = this.sandbox
    const environment = {
      ...this.repository.environment,
      ...VARIABLES,
      GITHUB_EVENT_NAME: event.name,
      GITHUB_SHA: this.repository.head,
      ...variables,
    }
    return {
      workspaceFolder: this.repository.folder,
      patterns: 'docs/**',
      includeHiddenFiles: false,
      ifNoFilesFound: 'error',
      naming: { fileName: 'path', prefix: '' },
      workspace: WORKSPACE,
      apiUrl: new URL(apiUrl),
      mode: { kind: 'upload', apiKey },
      session: { writeMode: 'OVERWRITE', parallelProcessing: false },
      closesSessions: true,
      concurrency: 'auto',
      proxies: { http: '', https: '', except: '' },
      event: readEvent(environment, event.payload),
      metadata: '',
      frontMatter: '',
      pageUrl: '',
      github: undefined,
      environment,
      ...changes,
    }
  }
}

const PUSH: WorkflowEvent = { name: 'push', payload: {} }

/** What a runner says of a run, and this program asks for: the same as `sandbox/runner/variables.ts` has. */
const VARIABLES = {
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_REPOSITORY: 'octo-org/handbook',
  GITHUB_REPOSITORY_ID: '1296269',
  GITHUB_RUN_ID: '1658821493',
  GITHUB_SERVER_URL: 'https://github.com',
}

/** A clone of one commit without files: made once, since that takes a few processes. */
let clone: Promise<Snapshot> | undefined

function makeClone(): Promise<Snapshot> {
  return Repository.with((repository) => {
    repository.commit('Begin')
    return repository.snapshot()
  })
}

/** The counts add up, each document has an outcome, and an error line says why where something failed. */
function expectResultAddsUp({ counts, entries, errors, failure }: Run): void {
  expect(counts.matched).toBe(counts.uploaded + counts.unchanged + counts.skipped + counts.failed)
  expect(entries).toHaveLength(counts.matched)
  expect(
    entries.filter(
      ({ outcome, reason }) => !reason !== ['uploaded', 'unchanged'].includes(outcome),
    ),
  ).toEqual([])
  expect(errors.length > 0).toBe(failure !== undefined || counts.failed > 0)
}

function messages(lines: readonly string[], kind: 'error' | 'warning'): string[] {
  return lines
    .filter((line) => line.startsWith(`${kind} `))
    .map((line) => line.slice(kind.length + 1))
}

export interface PublishingOptions extends SandboxOptions {
  /** For a test in which no session can be closed, or none is to be. */
  readonly mayLeaveSessionsOpen?: boolean
}

/** A test with a clone and a platform of its own, as `onSandbox` is with a runner. */
export function inProcess(
  work: (publishing: Publishing) => Promise<void>,
  { mayLeaveSessionsOpen = false, ...options }: PublishingOptions = {},
): () => Promise<void> {
  return async () => {
    await Repository.with(
      async (repository) => {
        await using sandbox = await startSandbox(options)
        await sandbox.ready()
        const publishing = new Publishing(sandbox, repository)
        await work(publishing)
        publishing.expectClean()
        if (!mayLeaveSessionsOpen) expectNoSessionOpen(sandbox)
      },
      await (clone ??= makeClone()),
    )
  }
}

/** What became of each document: its outcome, and why it was not uploaded. */
export function fatesOf({ entries }: Run): Record<string, string> {
  return Object.fromEntries(
    entries.map(({ path, outcome, reason }) => [
      path,
      reason === undefined ? outcome : `${outcome}: ${reason}`,
    ]),
  )
}

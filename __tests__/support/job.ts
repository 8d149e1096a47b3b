import { join, dirname } from 'node:path'
import { runAction, startAction } from '../../sandbox/runner.ts'
import type { RunningStep, StepOptions, StepResult } from '../../sandbox/runner.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts'
import { WORKSPACE } from './client.ts'
import { preload } from './preload.ts'
import { Repository } from './repository.ts'
import {
  expectAccountGiven,
  expectNoCommandInjected,
  expectNoSecretPrinted,
  expectNoSessionOpen,
  expectPlainSummary,
  expectReadable,
} from './checks.ts'

const ACTION = join(import.meta.dirname, '..', '..')

/** A step whose timers run fifty times as fast. */
export const FASTER = {
  environment: preload('fast-timers.ts'),
} satisfies Partial<StepOptions>

/** What a job publishes into. */
export { WORKSPACE }

/** A checked-out repository, a platform, and a runner to run the action on them. */
export class Job {
  readonly repository: Repository
  readonly sandbox: Sandbox
  readonly #results: Promise<StepResult>[] = []

  constructor(repository: Repository, sandbox: Sandbox) {
    this.repository = repository
    this.sandbox = sandbox
  }

  /** Publishes `docs/**` as a step whose inputs, but for those of the sandbox, are defaults. */
  publish(
    inputs: Record<string, string> = {},
    options: Partial<StepOptions> = {},
  ): Promise<StepResult> {
    return this.#remember(runAction(this.#step(inputs, options)))
  }

  /** The same, for a test that does something while it runs; its `result` is to be awaited. */
  start(inputs: Record<string, string> = {}, options: Partial<StepOptions> = {}): RunningStep {
    const running = startAction(this.#step(inputs, options))
    void this.#remember(running.result)
    return running
  }

  /** What every step must hold to, whatever else a test is about. */
  async expectClean(): Promise<void> {
    for (const result of await Promise.all(this.#results)) {
      expectNoCommandInjected(result)
      expectNoSecretPrinted(result, this.sandbox.secrets)
      expectReadable(result)
      expectPlainSummary(result)
      expectAccountGiven(result)
    }
  }

  #step(inputs: Record<string, string>, options: Partial<StepOptions>): StepOptions {
    const { apiKey, apiUrl } = this.sandbox
    return {
      action: ACTION,
      workspace: this.repository.folder,
      temp: join(dirname(this.repository.folder), 'temp'),
      secrets: [apiKey],
      with: {
        'api-key': apiKey,
        'api-url': apiUrl,
        workspace: WORKSPACE,
        glob: 'docs/**',
        ...inputs,
      },
      ...options,
    }
  }

  #remember(result: Promise<StepResult>): Promise<StepResult> {
    this.#results.push(result)
    return result
  }
}

export interface JobOptions extends SandboxOptions {
  /** For a test in which no session can be closed, as where the API is gone. */
  readonly mayLeaveSessionsOpen?: boolean
}

/**
 * A test with a job of its own, whose repository is empty and whose platform behaves as the options
 * say. After it, each step is checked for what all steps must hold to: no command but its own, no
 * secret printed, readable lines, an account of every document, no session left open.
 */
export function onSandbox(
  work: (job: Job) => Promise<void>,
  { mayLeaveSessionsOpen = false, ...options }: JobOptions = {},
): () => Promise<void> {
  return () =>
    Repository.with(async (repository) => {
      await using sandbox = await startSandbox(options)
      await sandbox.ready()
      const job = new Job(repository, sandbox)
      await work(job)
      await job.expectClean()
      if (!mayLeaveSessionsOpen) expectNoSessionOpen(sandbox)
    })
}

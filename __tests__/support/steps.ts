import { expect } from '@jest/globals'
import { dirname, join } from 'node:path'
import { runAction, startAction, startPost } from '../../sandbox/runner.ts'
import type { Ended, RunningStep, StepOptions, StepResult } from '../../sandbox/runner.ts'
import { expectNoCommandInjected, expectNoSecretPrinted, expectPlainSummary } from './checks.ts'
import { FASTER, WORKSPACE } from './job.ts'
import type { Job } from './job.ts'

const ROOT = join(import.meta.dirname, '..', '..')

type Inputs = Readonly<Record<string, string>>
type Options = Partial<StepOptions>

/** A step of the job: for tests of runs that are killed, and so cannot give the account that others must. */
export function stepOf(
  { repository, sandbox }: Job,
  inputs: Inputs = {},
  options: Options = {},
): StepOptions {
  const { apiKey, apiUrl } = sandbox
  return {
    action: ROOT,
    workspace: repository.folder,
    temp: join(dirname(repository.folder), 'temp'),
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

/** Starts the main program, and hears when its log has shown so many lines that match. */
export async function startUntil(step: StepOptions, line: RegExp, times = 1): Promise<RunningStep> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  let shown = 0
  const onLine = (text: string): void => {
    if (line.test(text) && ++shown === times) resolve(undefined)
  }
  const running = startAction({ ...step, onLine })
  running.result.then(({ log }) => {
    reject(new Error(`It ended without saying ${line}:\n${log}`))
  }, reject)
  await promise
  return running
}

/** Kills a step, and gives what the runner has of it. */
export async function killed(
  running: RunningStep,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<StepResult> {
  running.process.kill(signal)
  return running.result
}

/** Runs the post step after a main step; what every step must hold to is checked. */
export async function post(job: Job, step: StepOptions, main: Ended): Promise<StepResult> {
  const running = startPost(step, main)
  if (running === undefined) throw new Error('The action has no post step.')
  const result = await running.result
  expectClean(job, result)
  return result
}

/** Runs the finalize action on all sessions there are, its timers fifty times as fast. */
export async function finalize(
  job: Job,
  inputs: Inputs = {},
  options: Options = {},
): Promise<StepResult> {
  const result = await runAction(finalizeStep(job, inputs, { ...FASTER, ...options }))
  expectClean(job, result)
  return result
}

export function finalizeStep(job: Job, inputs: Inputs = {}, options: Options = {}): StepOptions {
  const { apiKey, apiUrl, sessions } = job.sandbox
  const ids = JSON.stringify(sessions.map(({ id }) => id))
  return stepOf(job, inputs, {
    action: join(ROOT, 'finalize'),
    with: {
      'api-key': apiKey,
      'api-url': apiUrl,
      workspace: WORKSPACE,
      'session-id': ids,
      ...inputs,
    },
    ...options,
  })
}

/** The outputs of the finalize action: its counts, and a report. */
export function expectFinalized({ outputs }: StepResult, ingested: number, failed: number): void {
  expect(outputs).toEqual({
    'documents-ingested': String(ingested),
    'documents-failed': String(failed),
    report: expect.stringMatching(/\.json$/),
  })
}

function expectClean({ sandbox }: Job, result: StepResult): void {
  expectNoCommandInjected(result)
  expectNoSecretPrinted(result, sandbox.secrets)
  expectPlainSummary(result)
}

/** Commits so many documents, `docs/0.md` and so on. */
export function writeDocuments({ repository }: Job, count: number, text = 'text'): void {
  const numbers = Array.from({ length: count }, (_, number) => number)
  const documents = numbers.map((number) => [`docs/${number}.md`, text] as const)
  repository.commit('Write', Object.fromEntries(documents))
}

/** A step that publishes so many documents. */
export function documentsStep(job: Job, inputs: Inputs = {}, count = 5): StepOptions {
  writeDocuments(job, count)
  return stepOf(job, inputs)
}

/** Publishes so many documents of their own, `docs/a0.md` and so on; the session stays open. */
export async function publishOpen(
  job: Job,
  count: number,
  inputs: Inputs = {},
  name = 'a',
): Promise<StepResult> {
  const numbers = Array.from({ length: count }, (_, number) => number)
  const documents = numbers.map((number) => [`docs/${name}${number}.md`, 'text'] as const)
  job.repository.commit('Write', Object.fromEntries(documents))
  return job.publish({ 'close-session': 'false', glob: `docs/${name}*`, ...inputs })
}

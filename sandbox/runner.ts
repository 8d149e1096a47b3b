import { spawn } from 'node:child_process'
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { cancel, ended } from './runner/child.ts'
import type { End } from './runner/child.ts'
import { commandReader } from './runner/commands.ts'
import type { Command } from './runner/commands.ts'
import { inputVariables, readDefinition } from './runner/definition.ts'
import { makeCommandFiles, readCommandFiles } from './runner/file-commands.ts'
import type { FileResults } from './runner/file-commands.ts'
import { readLines } from './runner/lines.ts'
import type { Line } from './runner/lines.ts'
import { StepLog } from './runner/log.ts'
import { githubContext, jobVariables } from './runner/variables.ts'
import type { JobOptions } from './runner/variables.ts'

export type { Command, Line }
export type { WorkflowEvent } from './runner/variables.ts'

/** A step as a workflow writes it, in the job that has it. */
export interface StepOptions extends JobOptions {
  /** Inputs. One that is absent gets its default, an empty one does not. */
  readonly with: Readonly<Record<string, string>>
  /** Over all that the runner sets; the variables of this process are not passed on. */
  readonly environment?: Readonly<Record<string, string>>
  /** Values that the log masks from the start, as it does the secrets of a workflow. */
  readonly secrets?: readonly string[]
  /** What `${{ github.token }}` stands for. */
  readonly token?: string
  /** Ends a step that hangs, in milliseconds; 50 000. */
  readonly timeoutMs?: number
  /** Called with each line that the log shows, as soon as it is printed. */
  readonly onLine?: (line: string) => void
}

/** What a step did, all that the runner would know of it. */
export interface StepResult extends End, FileResults {
  readonly outcome: Outcome
  /** As printed: unmasked, commands included, in the order they came. */
  readonly lines: readonly Line[]
  /** As people see it. */
  readonly log: string
  readonly commands: readonly Command[]
  /** The commands that annotate the run: errors, warnings and notices. */
  readonly annotations: readonly Command[]
  readonly durationMs: number
}

export type Outcome = 'success' | 'failure' | 'cancelled'

/** What the runner keeps of a main program for the program that comes after it. */
export type Ended = Pick<StepResult, 'outcome' | 'state'>

/** A step that is under way. */
export interface RunningStep {
  readonly process: ChildProcess
  /** Rejects where the step does not end in time, or wrote into its files what the runner refuses. */
  readonly result: Promise<StepResult>
  /** Does what the runner does when someone cancels the run: three signals, until one is enough. */
  cancel(): void
}

/** Runs an action's main program as a step of a job, as the runner does, to its end. */
export async function runAction(options: StepOptions): Promise<StepResult> {
  return startAction(options).result
}

/** Starts an action's main program as a step of a job, as the runner does. */
export function startAction(options: StepOptions): RunningStep {
  return start(options, readDefinition(options.action).runs.main, {})
}

/**
 * Runs what the action wants to do after the job's steps, with the state that its main program has
 * saved. Nothing, where `action.yml` names no such program or its condition does not hold.
 */
export async function runPost(options: StepOptions, main: Ended): Promise<StepResult | undefined> {
  return startPost(options, main)?.result
}

/** Starts what `runPost` runs. */
export function startPost(options: StepOptions, main: Ended): RunningStep | undefined {
  const { runs } = readDefinition(options.action)
  if (runs.post === undefined || !holds(runs['post-if'], main.outcome)) return undefined
  const state = new Map(Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value]))
  return start(options, runs.post, Object.fromEntries(state))
}

function holds(condition: string, outcome: Outcome): boolean {
  if (condition === 'always()') return true
  if (condition === '!cancelled()') return outcome !== 'cancelled'
  return condition === `${outcome}()`
}

function start(options: StepOptions, program: string, state: Record<string, string>): RunningStep {
  const { action, token = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz' } = options
  const files = makeCommandFiles(options.temp)
  const variables = { ...jobVariables(options), ...options.environment }
  const github = githubContext(variables, token)
  const inputs = inputVariables(readDefinition(action), options.with, github)
  const started = performance.now()
  const child = spawn(process.execPath, [join(action, program)], {
    cwd: options.workspace,
    env: { ...variables, ...inputs, ...state, ...files, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = new StepLog([token, ...(options.secrets ?? [])], options.debug ?? false)
  const printed = listen(child, log, options.onLine)
  let cancelled = false

  const finish = async (): Promise<StepResult> => {
    const end = await ended(child, options.timeoutMs ?? 50_000).catch((cause: unknown) => {
      throw new Error(`The step did not come to an end. It printed:\n${log.text()}`, { cause })
    })
    return {
      ...end,
      outcome: cancelled ? 'cancelled' : end.exitCode === 0 ? 'success' : 'failure',
      ...printed,
      log: log.text(),
      annotations: printed.commands.filter(({ name }) => ANNOTATIONS.has(name)),
      ...readCommandFiles(files),
      durationMs: performance.now() - started,
    }
  }
  return {
    process: child,
    result: finish(),
    cancel() {
      cancelled = true
      cancel(child)
    },
  }
}

const ANNOTATIONS = new Set(['error', 'warning', 'notice'])

/** Collects what a process prints, for as long as it does. */
function listen(
  child: ChildProcessByStdio<null, Readable, Readable>,
  log: StepLog,
  onLine: (line: string) => void = () => undefined,
): { readonly lines: readonly Line[]; readonly commands: readonly Command[] } {
  const lines: Line[] = []
  const commands: Command[] = []
  const readCommand = commandReader()
  for (const stream of ['stdout', 'stderr'] as const) {
    readLines(child[stream], (text) => {
      const command = readCommand(text)
      lines.push({ stream, text })
      if (command) commands.push(command)
      const shown = log.add(text, command)
      if (shown !== undefined) onLine(shown)
    })
  }
  return { lines, commands }
}

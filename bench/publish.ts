import { join } from 'node:path'
import type { Counters, PlatformProcess } from './platform.ts'
import { run, succeeded, type Program, type Run } from './process.ts'
import { figure, type Bench } from './row.ts'
import { stepProgram } from './step.ts'

/** The workspace that is published into. */
export const WORKSPACE = 'bench'

/** A step of the action on a platform. */
export interface Publishing {
  readonly repository: string
  readonly platform: PlatformProcess
  readonly glob?: string
  /** Further inputs. */
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
}

export function actionProgram(bench: Bench, step: Publishing): Program {
  const { platform, repository, glob = 'docs/**', inputs = {}, environment = {} } = step
  return stepProgram({
    action: bench.action,
    repository,
    temp: join(bench.folder, 'temp'),
    with: {
      'api-key': platform.apiKey,
      'api-url': platform.apiUrl,
      workspace: WORKSPACE,
      glob,
      ...inputs,
    },
    environment,
  })
}

/** Runs the action, and makes sure that it has done its work: that so many documents are stored. */
export async function publish(
  bench: Bench,
  step: Publishing & { readonly documents: number },
): Promise<Run> {
  const { platform, documents } = step
  const before = objectsIn(await platform.counters())
  const result = succeeded(await run(actionProgram(bench, step)))
  const after = await platform.counters()
  const stored = objectsIn(after) - before
  if (stored !== 2 * documents)
    throw new Error(`${stored} objects stored for ${documents} documents`)
  if (after.sessions.some(({ status }) => status !== 'CLOSED'))
    throw new Error('a session is still open')
  return result
}

/** Not requests: a probe stores an object once more. */
function objectsIn({ sessions }: Counters): number {
  return sessions.reduce((sum, { objects }) => sum + objects, 0)
}

export function describeRun({ seconds, cpuSeconds, peakBytes }: Run): string {
  const cpu = figure(cpuSeconds, 's of CPU')
  return `${figure(seconds, 's')}, ${cpu}, peak ${figure(megabytes(peakBytes), 'MB')}`
}

export function megabytes(bytes: number): number {
  return bytes / 1024 ** 2
}

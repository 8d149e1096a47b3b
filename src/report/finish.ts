import * as core from '@actions/core'
import type { Log } from './log.ts'
import { setOutputs } from './outputs.ts'
import { writeReportFile } from './report-file.ts'
import type { Result } from './result.ts'
import { summaryOf } from './summary.ts'

/**
 * Leaves what later steps and people read: outputs, report file and summary; and turns the step red
 * where a document or the run has failed.
 *
 * @param folder where the report file goes
 */
export async function finish(result: Result, folder: string, log: Log): Promise<void> {
  if (result.failure !== undefined || result.counts.failed > 0) {
    process.exitCode = core.ExitCode.Failure
  }
  const report = attempt('report', log, () => writeReportFile(result, folder))
  attempt('outputs', log, () => {
    setOutputs(result, report ?? '')
  })
  try {
    await core.summary.addRaw(summaryOf(result)).write()
  } catch (error) {
    log.debug(`The summary was not written: ${String(error)}`)
  }
}

/** Sets the outputs of the finalize action, and turns the step red where anything has failed. */
export function finishFinalizing(done: {
  readonly ingested: number
  readonly failed: number
  readonly failure?: string
}): void {
  if (done.failure !== undefined || done.failed > 0) process.exitCode = core.ExitCode.Failure
  core.setOutput('documents-ingested', done.ingested)
  core.setOutput('documents-failed', done.failed)
}

/** A result of a run that ended before it began. */
export function unstarted(failure: string): Result {
  return {
    workspace: core.getInput('workspace'),
    dryRun: false,
    sessions: [],
    counts: { matched: 0, uploaded: 0, skipped: 0, failed: 0, bytesUploaded: 0 },
    entries: [],
    durationMilliseconds: 0,
    failure,
  }
}

function attempt<T>(what: string, log: Log, write: () => T): T | undefined {
  try {
    return write()
  } catch (error) {
    log.error(
      `The ${what} could not be written: ${error instanceof Error ? error.message : String(error)}`,
    )
    process.exitCode = core.ExitCode.Failure
    return undefined
  }
}

import * as core from '@actions/core'
import { summaryOfFinalized, type Finalized } from './finalized.ts'
import type { Log } from '../log/log.ts'
import { messageOf } from '../property.ts'
import { setFinalizeOutputs, setOutputs } from './outputs.ts'
import { writeFinalizeReport, writeReportFile } from './report-file.ts'
import type { Result } from './result.ts'
import { summaryOf } from './summary.ts'

/**
 * Writes what later steps and people read: outputs, report file and summary. Turns the step red where
 * a document or the run has failed.
 *
 * @param folder where the report file goes
 */
export async function finish(result: Result, folder: string, log: Log): Promise<void> {
  if (result.failure !== undefined || result.counts.failed > 0) {
    process.exitCode = core.ExitCode.Failure
  }
  const report = orFail('report', log, () => writeReportFile(result, folder))
  orFail('outputs', log, () => {
    setOutputs(result, report ?? '')
  })
  await summarize(summaryOf(result), log)
}

/**
 * The same for the finalize action.
 *
 * @param workspace the workspace's name on the platform
 */
export async function finishFinalizing(
  finalized: Finalized,
  workspace: string,
  folder: string,
  log: Log,
): Promise<void> {
  const { rejected, failure } = finalized
  if (failure !== undefined || rejected.length > 0) process.exitCode = core.ExitCode.Failure
  const report = orFail('report', log, () => writeFinalizeReport(finalized, workspace, folder))
  orFail('outputs', log, () => {
    setFinalizeOutputs(finalized, report ?? '')
  })
  await summarize(summaryOfFinalized(finalized), log)
}

/** Adds to the step's summary. One that cannot be written is no reason to fail. */
export async function summarize(html: string, log: Log): Promise<void> {
  try {
    await core.summary.addRaw(html).write()
  } catch (error) {
    log.debug(`The summary was not written: ${String(error)}`)
  }
}

/** The result of a run that failed before it began. */
export function notStarted(workspace: string, failure: string): Result {
  return {
    workspace,
    dryRun: false,
    sessions: [],
    counts: { matched: 0, uploaded: 0, unchanged: 0, skipped: 0, failed: 0, bytesUploaded: 0 },
    entries: [],
    durationMilliseconds: 0,
    failure,
  }
}

/** Without a report or outputs, later steps would go on with nothing: the step fails. */
function orFail<T>(what: string, log: Log, write: () => T): T | undefined {
  try {
    return write()
  } catch (error) {
    log.error(`The ${what} could not be written: ${messageOf(error)}`)
    process.exitCode = core.ExitCode.Failure
    return undefined
  }
}

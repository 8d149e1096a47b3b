import * as core from '@actions/core'
import type { Result } from './result.ts'

/** Sets the outputs of the step. Counts are always set; without a session the ids are empty. */
export function setOutputs(result: Result, reportPath: string): void {
  const { counts, sessions } = result
  const [first] = sessions
  core.setOutput('session-id', first?.id ?? '')
  core.setOutput('expires-at', first?.expiresAt ?? '')
  core.setOutput('session-ids', JSON.stringify(sessions.map(({ id }) => id)))
  core.setOutput('documents-matched', counts.matched)
  core.setOutput('documents-uploaded', counts.uploaded)
  core.setOutput('documents-skipped', counts.skipped)
  core.setOutput('documents-failed', counts.failed)
  core.setOutput('bytes-uploaded', counts.bytesUploaded)
  core.setOutput('report', reportPath)
}

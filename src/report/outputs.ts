import * as core from '@actions/core'
import type { Finalized } from './finalized.ts'
import type { Result } from './result.ts'
import { withoutSecrets } from '../log/secrets.ts'

/** Sets the outputs of the step. Counts are always set; without a session the ids are empty. */
export function setOutputs(result: Result, reportPath: string): void {
  const { counts, sessions, sync } = result
  const ids = sessions.map(({ id }) => withoutSecrets(id))
  core.setOutput('session-id', ids[0] ?? '')
  core.setOutput('expires-at', withoutSecrets(sessions[0]?.expiresAt ?? ''))
  core.setOutput('session-ids', JSON.stringify(ids))
  core.setOutput('documents-matched', counts.matched)
  core.setOutput('documents-uploaded', counts.uploaded)
  core.setOutput('documents-unchanged', counts.unchanged)
  core.setOutput('documents-skipped', counts.skipped)
  core.setOutput('documents-failed', counts.failed)
  core.setOutput('documents-pruned', sync?.pruned.length ?? 0)
  core.setOutput('synced-commit', sync?.syncedCommit ?? '')
  core.setOutput('plan', sync === undefined ? '' : JSON.stringify(sync.plan))
  core.setOutput('bytes-uploaded', counts.bytesUploaded)
  core.setOutput('report', reportPath)
}

/** Sets the outputs of the finalize action. */
export function setFinalizeOutputs(finalized: Finalized, reportPath: string): void {
  core.setOutput('documents-ingested', finalized.ingested ?? 0)
  core.setOutput('documents-failed', finalized.rejected.length)
  core.setOutput('report', reportPath)
}

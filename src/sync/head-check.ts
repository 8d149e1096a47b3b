import type { HostedRepository } from '../github/hosted-repository.ts'
import type { Event } from '../metadata/event.ts'
import { decide, type Decision } from './may-speak.ts'
import type { RunOfFile } from './ownership.ts'
import type { Trigger } from './trigger.ts'

/** Whose commit it is that wants to speak, and what it publishes. */
export interface HeadCheckOptions {
  readonly github: Pick<HostedRepository, 'headOf' | 'compareFiles'>
  readonly event: Event
  readonly trigger: Trigger
  /** Whether a path relative to the repository's top is that of a document or a sidecar, by the patterns. */
  readonly touches: (repositoryPath: string) => boolean
  /** Whether anything is published that git does not track. */
  readonly publishesUntracked: boolean
}

/**
 * Asks GitHub whether the run's commit may still speak for its scope, each time anew.
 *
 * @param newestRun the latest run that the workspace tells of, once that is known
 * @throws the signal's reason when the signal aborts
 */
export type HeadCheck = (newestRun: RunOfFile | undefined) => Promise<Decision>

export function headCheck(options: HeadCheckOptions): HeadCheck {
  const { github, event, trigger, touches, publishesUntracked } = options
  const ref = event.metadata['publisher_ref'] ?? ''
  const sha = event.commit?.sha ?? ''
  return async (newestRun) => {
    const head = await github.headOf(ref)
    const hasMoved = head.kind === 'at' && head.sha !== sha && ref.startsWith('refs/heads/')
    const comparison = hasMoved ? await github.compareFiles(sha, head.sha) : undefined
    return decide({
      event: trigger.event,
      action: trigger.action,
      ref,
      sha,
      runId: trigger.runId,
      attempt: trigger.attempt,
      head,
      comparison,
      touches,
      publishesUntracked,
      newestRun,
    })
  }
}

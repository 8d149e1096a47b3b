import { PublishError } from '../log/publish-error.ts'
import type { Event } from '../metadata/event.ts'
import { property } from '../property.ts'

/** What started a run that keeps a workspace in step. */
export interface Trigger {
  /** `GITHUB_EVENT_NAME` */
  readonly event: string
  /** The payload's `action`, such as `published`. */
  readonly action: string | undefined
  /** `GITHUB_RUN_ID`: higher in later runs. */
  readonly runId: number
  /** `GITHUB_RUN_ATTEMPT`: more than 1 where somebody has run it again, perhaps long after other runs. */
  readonly attempt: number
  /** The number of the pull request that started it. */
  readonly pullRequest?: number
}

/**
 * Reads what started the run from the environment and the event's payload, which may be anything.
 *
 * @throws a `PublishError` where the environment has no usable `GITHUB_RUN_ID`
 */
export function readTrigger(environment: NodeJS.ProcessEnv, payload: unknown): Trigger {
  const runId = environment['GITHUB_RUN_ID'] ?? ''
  if (!/^\d{1,15}$/.test(runId)) throw missing('GITHUB_RUN_ID')
  const action = property(payload, 'action')
  const number = property(property(payload, 'pull_request'), 'number')
  return {
    event: environment['GITHUB_EVENT_NAME'] ?? '',
    action: typeof action === 'string' ? action : undefined,
    runId: Number(runId),
    attempt: Number(environment['GITHUB_RUN_ATTEMPT'] ?? 1) || 1,
    ...(typeof number === 'number' && Number.isSafeInteger(number) ? { pullRequest: number } : {}),
  }
}

/** Whether what is checked out is not yet in the branch that it is for, so that a plan is all there can be. */
export function isPreview({ event }: Trigger): boolean {
  return event === 'pull_request' || event === 'merge_group'
}

/**
 * The event as it will be once what is previewed is in the branch that it is for: documents are
 * compared with those that runs on that branch have published.
 */
export function onBaseBranch(
  event: Event,
  environment: NodeJS.ProcessEnv,
  payload: unknown,
): Event {
  // A merge group's base is a whole ref. (GitHub: "Webhook events and payloads")
  const base =
    environment['GITHUB_BASE_REF'] || property(property(payload, 'merge_group'), 'base_ref')
  if (typeof base !== 'string' || base === '') return event
  const name = base.replace(/^refs\/heads\//, '')
  const ref = `refs/heads/${name}`
  const metadata = { ...event.metadata, ref, ref_name: name, publisher_ref: ref }
  return { ...event, metadata }
}

/**
 * Checks that the environment tells who publishes what: by that a file of the workspace is told from
 * other people's.
 *
 * @throws a `PublishError` that names the variable which is missing
 */
export function checkPublisher({ metadata, server, repository, commit }: Event): void {
  if (!/^\d+$/.test(metadata['publisher_id'] ?? '')) throw missing('GITHUB_REPOSITORY_ID')
  if (server === undefined) throw missing('GITHUB_SERVER_URL')
  if (repository === undefined) throw missing('GITHUB_REPOSITORY')
  if (metadata['publisher_ref'] === undefined) throw missing('GITHUB_REF')
  if (commit === undefined) throw missing('GITHUB_SHA')
}

function missing(variable: string): PublishError {
  return new PublishError(
    `${variable} is missing or invalid. "skip-unchanged" and "prune" use it to tell which documents of the workspace belong to this repository, so they work only in a GitHub Actions workflow.`,
  )
}

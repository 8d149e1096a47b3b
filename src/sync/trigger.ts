import { PublishError } from '../log/publish-error.ts'
import type { Event } from '../metadata/event.ts'
import { property } from '../property.ts'

/** What started a run that keeps a workspace in step. */
export interface Trigger {
  /** `GITHUB_RUN_ID`: higher in later runs. */
  readonly runId: number
  /** Whether somebody has run it again, perhaps long after other runs. */
  readonly isRerun: boolean
  /**
   * `preview`: what it has checked out is not yet in the branch, so it can only show the plan.
   * `release-gone`: the release was deleted or unpublished, so there is nothing to publish.
   */
  readonly occasion: 'publish' | 'preview' | 'release-gone'
  /** The number of the pull request that is previewed. */
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
  const number = property(property(payload, 'pull_request'), 'number')
  return {
    runId: Number(runId),
    isRerun: Number(environment['GITHUB_RUN_ATTEMPT'] ?? 1) > 1,
    occasion: occasionOf(environment['GITHUB_EVENT_NAME'], property(payload, 'action')),
    ...(typeof number === 'number' && Number.isSafeInteger(number) ? { pullRequest: number } : {}),
  }
}

function occasionOf(event: string | undefined, action: unknown): Trigger['occasion'] {
  if (event === 'pull_request' || event === 'merge_group') return 'preview'
  const isGone = event === 'release' && (action === 'deleted' || action === 'unpublished')
  return isGone ? 'release-gone' : 'publish'
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
    `${variable} is not set, or not to what a runner sets it to. "skip-unchanged" and "prune" tell by it which documents of the workspace are this repository's: they need a step of a GitHub Actions workflow.`,
  )
}

import * as v from 'valibot'

/**
 * What a run may publish where strangers can start it while it has this repository's secrets: files
 * of one commit of this repository, and nothing else that lies in the workspace folder.
 */
export interface Restriction {
  /** What started the run. */
  readonly event: string
  /** The one commit, in full; undefined where the run does not tell, so that nothing fits. */
  readonly commit: string | undefined
  /** The run of this repository that was waited for, where the commit is that run's own. */
  readonly waitedFor?: WaitedFor
}

/** A run of this repository that no pull request started. */
interface WaitedFor {
  /** What it ran on. A tag is told from a branch on releases only: `head_branch` has either's name. */
  readonly ref: string | undefined
  readonly refName: string | undefined
  /** Its commit as the payload has it. */
  readonly headCommit: unknown
}

/**
 * Started by anybody's pull request or comment, and run with secrets all the same. On `pull_request`
 * GitHub gives none to forks. (GitHub: "Secure use reference")
 */
const OPEN_TO_STRANGERS = ['pull_request_target', 'workflow_run', 'issue_comment']

/**
 * What runs commits that are in this repository already. Not `merge_group`, which runs pull requests
 * that may still be turned down, nor `workflow_run`, which does not tell what it was started by.
 */
const OF_OWN_COMMITS = ['push', 'release', 'schedule', 'workflow_dispatch', 'repository_dispatch']

const Sha = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))
const Payload = v.object({
  workflow_run: v.object({
    event: v.picklist(OF_OWN_COMMITS),
    head_sha: Sha,
    head_branch: v.nullish(v.string()),
    head_commit: v.optional(v.unknown()),
    /** Null where a fork was deleted. */
    head_repository: v.object({ id: v.optional(v.number()), full_name: v.string() }),
  }),
})

/**
 * What the run may publish; undefined where that is whatever the workflow puts before it.
 * @param payload the parsed event file, which may be anything: then the stricter rule holds
 */
export function readRestriction(
  environment: NodeJS.ProcessEnv,
  payload: unknown,
): Restriction | undefined {
  const event = environment['GITHUB_EVENT_NAME'] ?? ''
  if (!OPEN_TO_STRANGERS.includes(event)) return undefined
  const run = event === 'workflow_run' ? ownRun(environment, payload) : undefined
  if (run !== undefined) return { event, ...run }
  const sha = v.safeParse(Sha, environment['GITHUB_SHA'])
  return { event, commit: sha.success ? sha.output : undefined }
}

function ownRun(
  environment: NodeJS.ProcessEnv,
  payload: unknown,
): Required<Pick<Restriction, 'commit' | 'waitedFor'>> | undefined {
  const parsed = v.safeParse(Payload, payload)
  if (!parsed.success) return undefined
  const { event, head_sha, head_branch, head_commit, head_repository } = parsed.output.workflow_run
  const { id, full_name } = head_repository
  if (full_name !== environment['GITHUB_REPOSITORY']) return undefined
  // A name can pass from one repository to another, an id cannot.
  if (id !== undefined && String(id) !== environment['GITHUB_REPOSITORY_ID']) return undefined
  const refName = head_branch || undefined
  const ref = refName && `refs/${event === 'release' ? 'tags' : 'heads'}/${refName}`
  return { commit: head_sha, waitedFor: { ref, refName, headCommit: head_commit } }
}

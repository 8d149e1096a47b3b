import type { Comparison, Head } from '../github/hosted-repository.ts'
import { METADATA_SUFFIX } from '../documents/names.ts'
import { cut, type RunOfFile } from './ownership.ts'
import type { Scope } from './scope.ts'

/** What decides whether a run's commit may speak for its scope. */
export interface Standing {
  /** GITHUB_EVENT_NAME. */
  readonly event: string
  /** The event's `action`, such as `published`. */
  readonly action: string | undefined
  readonly ref: string
  readonly sha: string
  /** GITHUB_RUN_ID. */
  readonly runId: number
  /** GITHUB_RUN_ATTEMPT. */
  readonly attempt: number
  readonly head: Head
  /** From our commit to the head; undefined where the head is at it, or was not found. */
  readonly comparison: Comparison | { readonly kind: 'unknown'; readonly why: string } | undefined
  /** Whether a path, relative to the repository's top, concerns this scope. */
  readonly touches: (repositoryPath: string) => boolean
  /** Whether anything is published that git does not track. */
  readonly publishesUntracked: boolean
  /** As the plan has it; undefined before there is a plan, too. */
  readonly newestRun: RunOfFile | undefined
}

export type Decision =
  /** `doubt`: a sentence on why this run may neither prune nor prove; undefined where the head is ours. */
  | { readonly kind: 'go'; readonly doubt: string | undefined }
  | { readonly kind: 'only-plan'; readonly reason: string }
  /** There is nothing to publish. */
  | { readonly kind: 'nothing'; readonly reason: string }
  /** Something newer speaks for this scope: nothing is sent. Red where the run may have evicted it. */
  | { readonly kind: 'superseded'; readonly reason: string; readonly isRed: boolean }

const ONLY_PLANNED = ['pull_request', 'merge_group']

/** What takes a release back. (GitHub: "Events that trigger workflows") */
const TAKEN_BACK = ['deleted', 'unpublished']

/** Whether the run's commit may speak for its scope now. Reasons are sentences. */
export function decide(standing: Standing): Decision {
  const { event, action, ref, sha, head, comparison } = standing
  if (ONLY_PLANNED.includes(event)) {
    return {
      kind: 'only-plan',
      reason: `On ${event} nothing is published: its commit is not the branch's yet.`,
    }
  }
  if (event === 'release' && TAKEN_BACK.includes(action ?? '')) {
    return {
      kind: 'nothing',
      reason: `A release was ${action ?? ''}: nothing is published, and what it published stays.`,
    }
  }
  const isTag = ref.startsWith('refs/tags/')
  if (isTag && isOlder(standing)) return supersededByRun(standing)
  if (head.kind === 'at' && head.sha === sha) return { kind: 'go', doubt: undefined }
  if (head.kind === 'gone') return superseded(standing, `${ref} no longer exists.`)
  if (head.kind === 'unknown') return inDoubt(standing, head.why)
  if (isTag) return superseded(standing, movedTo(standing, head.sha))
  if (comparison?.kind === 'unknown') return inDoubt(standing, comparison.why)
  const why = whyMoved(standing)
  if (why === undefined) {
    // What came since may change how documents are built or described, and that run has shown it.
    return isOlder(standing) ? supersededByRun(standing) : { kind: 'go', doubt: undefined }
  }
  return superseded(standing, `${movedTo(standing, head.sha)} ${why}`)
}

/** Whether a path of the workspace folder concerns a scope: a document's, or a sidecar's. */
export function concerns(path: string, { matches }: Pick<Scope, 'matches'>): boolean {
  if (matches(path)) return true
  return path.endsWith(METADATA_SUFFIX) && matches(path.slice(0, -METADATA_SUFFIX.length))
}

/** Why a branch that is ahead says something of this scope; undefined where it does not. */
function whyMoved({ comparison, touches, publishesUntracked }: Standing): string | undefined {
  if (comparison?.kind === 'not-usable') {
    return `Later commits may have changed its documents: ${comparison.why}.`
  }
  if (comparison?.kind !== 'ahead') return ''
  const touched = comparison.files.find(touches)
  if (touched !== undefined) return `A commit since has touched ${JSON.stringify(touched)}.`
  return publishesUntracked
    ? 'Documents that git does not track may differ there, so its run publishes them.'
    : undefined
}

function movedTo({ ref, sha }: Standing, head: string): string {
  return `${ref} is at ${short(head)} now, and this run is for ${short(sha)}.`
}

/** GitHub does not tell: then the runs that have published tell. */
function inDoubt(standing: Standing, why: string): Decision {
  if (isOlder(standing)) return supersededByRun(standing)
  return {
    kind: 'go',
    doubt: `GitHub did not say whether ${standing.ref} is still at ${short(standing.sha)}: ${why}. So nothing is deleted, and "synced-commit" stays empty. The job's token needs the permission "contents: read".`,
  }
}

function isOlder({ newestRun, runId }: Standing): boolean {
  return newestRun !== undefined && newestRun.id > runId
}

function supersededByRun(standing: Standing): Decision {
  return superseded(
    standing,
    `A later run has published these documents: ${cut(standing.newestRun?.url ?? '')}.`,
  )
}

function superseded({ attempt }: Standing, why: string): Decision {
  const isRed = attempt > 1
  const advice = isRed
    ? ' A re-run may have cancelled the newest run in its concurrency group: re-run that one.'
    : ''
  return {
    kind: 'superseded',
    reason: `Superseded: ${why.trim()} Nothing was sent.${advice}`,
    isRed,
  }
}

function short(sha: string): string {
  return sha.slice(0, 12)
}

/** Why a commit may neither delete nor prove anything, a sentence; undefined where it may. */
export function doubtOf(decision: Decision): string | undefined {
  return decision.kind === 'go' ? decision.doubt : decision.reason
}

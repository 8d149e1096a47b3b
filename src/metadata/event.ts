import { property } from '../property.ts'
import { subjectOf, toCommit, type Commit } from './commit.ts'
import { readServer, repositoryOn, type Repository } from './repository.ts'
import { readRestriction, type Restriction } from './restriction.ts'

/** What the workflow's run says of every document. */
export interface Event {
  /** Metadata by its keys; a key without a value is left out. */
  readonly metadata: Readonly<Record<string, string>>
  /** Where GitHub is; undefined where the runner does not tell. */
  readonly server: URL | undefined
  /** The repository that the workflow runs in. Documents may come from others. */
  readonly repository: Repository | undefined
  /** The commit the run is about. It need not be the one that is checked out. */
  readonly commit: Commit | undefined
  /** What may be published; undefined where that is whatever the workflow puts before the run. */
  readonly restriction: Restriction | undefined
}

/**
 * Reads the environment that GitHub documents ("Default environment variables") and the payload of
 * the event, which may be anything. Never throws.
 * @param payload the parsed event file, undefined when there is none
 */
export function readEvent(environment: NodeJS.ProcessEnv, payload: unknown): Event {
  const restriction = readRestriction(environment, payload)
  const run = restriction?.waitedFor
  const server = readServer(environment['GITHUB_SERVER_URL'])
  const name = environment['GITHUB_REPOSITORY']
  const repository = name ? repositoryOn(server, name) : undefined
  const runId = environment['GITHUB_RUN_ID']
  const ref = run ? run.ref : environment['GITHUB_REF']
  const refName = run ? run.refName : environment['GITHUB_REF_NAME']
  const eventName = environment['GITHUB_EVENT_NAME']
  const release = eventName === 'release' ? property(payload, 'release') : undefined
  return {
    metadata: present({
      ref,
      ref_name: refName,
      publisher_id: environment['GITHUB_REPOSITORY_ID'],
      publisher_ref: ref,
      event_name: eventName,
      run_url: repository?.url && runId && `${repository.url}/actions/runs/${runId}`,
      // A release's run has the tag for its ref.
      release_tag: eventName === 'release' ? text(release, 'tag_name') || refName : undefined,
      release_name: text(release, 'name'),
    }),
    server,
    repository,
    commit: run
      ? toEventCommit(restriction.commit, run.headCommit)
      : toEventCommit(environment['GITHUB_SHA'], property(payload, 'head_commit')),
    restriction,
  }
}

/**
 * A run that was waited for has the name of its branch, or of its tag. It is the tag's where the clone
 * has such a tag at the run's commit, and no such branch.
 * @param refs the clone's branches and tags at that commit
 */
export function withTagOf(event: Event, refs: readonly string[]): Event {
  const name = event.restriction?.waitedFor?.refName
  if (name === undefined) return event
  const tag = `refs/tags/${name}`
  const branches = [`refs/heads/${name}`, `refs/remotes/origin/${name}`]
  if (!refs.includes(tag) || branches.some((branch) => refs.includes(branch))) return event
  return { ...event, metadata: { ...event.metadata, ref: tag, publisher_ref: tag } }
}

/** The payload's head commit is another one than the run's for some events. */
function toEventCommit(sha: string | undefined, head: unknown): Commit | undefined {
  if (!sha) return undefined
  if (text(head, 'id') !== sha) return toCommit(sha, NaN, '', '')
  const author = text(property(head, 'author'), 'name')
  return toCommit(
    sha,
    Date.parse(text(head, 'timestamp')),
    author,
    subjectOf(text(head, 'message')),
  )
}

function present(
  values: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  )
}

function text(value: unknown, key: string): string {
  const found = property(value, key)
  return typeof found === 'string' ? found : ''
}

import * as v from 'valibot'
import type { Clock } from '../network/clock.ts'
import { deadlineIn, type Deadline } from '../network/deadline.ts'
import type { Network } from '../network/network.ts'
import type { Log } from '../log/log.ts'
import { encodePath } from '../metadata/repository.ts'
import { messageOf } from '../property.ts'
import { connectRest, type AskRest, type Refused } from './client.ts'
import type { GitHub } from './commits.ts'
import { inShort } from './query.ts'
import { askInTime, type RestReply } from './rest.ts'
import type { GitHubAccess } from './shallow.ts'

/** Where GitHub says a branch or a tag is. */
export type Head =
  /** At this commit; an annotated tag is peeled. */
  | { readonly kind: 'at'; readonly sha: string }
  /** It is not there, though the same token has read the repository in this run. */
  | { readonly kind: 'gone' }
  /** GitHub does not tell. `why` is a clause: `it answered HTTP 500`. */
  | { readonly kind: 'unknown'; readonly why: string }

/** What came to a branch after a commit. */
export type Comparison =
  /** Only further commits. `files` are the paths that they touch, relative to the repository's top, old names of renames too. */
  | { readonly kind: 'ahead'; readonly files: readonly string[] }
  /** Something else, or more files than GitHub lists. `why` is a clause. */
  | { readonly kind: 'not-usable'; readonly why: string }
  /** GitHub does not tell. `why` is a clause. */
  | { readonly kind: 'unknown'; readonly why: string }

/** A file that a pull request touches. */
export interface PullRequestFile {
  /** Relative to the repository's top. */
  readonly path: string
  readonly change: 'added' | 'changed' | 'removed' | 'renamed'
  /** Before a rename. */
  readonly oldPath?: string
}

/** The files that a pull request touches. */
export type PullRequestFiles =
  /** `isComplete` is false where there are more than GitHub lists. */
  | {
      readonly kind: 'files'
      readonly files: readonly PullRequestFile[]
      readonly isComplete: boolean
    }
  /** `why` is a clause. */
  | { readonly kind: 'unknown'; readonly why: string }

/**
 * A repository as GitHub has it. What goes wrong is in the answers; each takes some 30 s at most.
 *
 * @throws each of them: the signal's reason when the signal aborts
 */
export interface HostedRepository {
  /** @param ref in full: `refs/heads/main`, `refs/tags/v1` */
  headOf(ref: string): Promise<Head>
  /**
   * What leads from one commit to another.
   *
   * @param base a commit's SHA
   * @param head a commit's SHA
   */
  compareFiles(base: string, head: string): Promise<Comparison>
  /**
   * Which of these branches are gone, for certain. What is no branch, what GitHub does not tell of, and all after the
   * first twenty is not among them.
   *
   * @param refs in full; each once. What others have written, so anything
   */
  branchesGone(refs: Iterable<string>): Promise<ReadonlySet<string>>
  pullRequestFiles(number: number): Promise<PullRequestFiles>
  /** Closes the connections. Never throws. */
  close(): Promise<void>
}

/** Whom to ask, for which repository. */
export interface HostedOptions {
  /** Undefined where there is no token to ask with. */
  readonly access: Pick<GitHubAccess, 'apiUrl' | 'token'> | undefined
  /** `owner/name` */
  readonly repository: string
  /** A commit that the repository has: the run's. Undefined where that is not known. */
  readonly sha: string | undefined
  readonly openNetwork: GitHub['openNetwork']
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** A repository of the GitHub that the workflow runs on. Nothing is loaded or opened before it is asked. */
export function hostedRepository(options: HostedOptions): HostedRepository {
  return new Hosted(options)
}

/** A document waits for each answer, and can do without it. */
const LIMIT_MILLISECONDS = 30_000
/** GitHub's documentation advises against many at once. */
const CALLS_AT_ONCE = 2
/** Each takes a call, of a thousand that a token has in an hour. */
const MOST_BRANCHES = 20
/** Git knows no limit, and nobody tags tags. */
const MOST_TAGS = 5
/** GitHub lists so many files of a comparison, and does not say whether there are more. */
const MOST_COMPARED = 300
const FILES_A_PAGE = 100
/** As many files of a pull request as GitHub lists. */
const MOST_PULL_FILES = 3_000

const Sha = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))
const Pointing = v.object({ object: v.object({ type: v.string(), sha: Sha }) })
const Ref = v.object({ ref: v.string(), ...Pointing.entries })
const Commit = v.object({ sha: Sha })
const Compared = v.object({
  status: v.string(),
  files: v.array(v.object({ filename: v.string(), previous_filename: v.nullish(v.string()) })),
})
const PullFiles = v.array(
  v.object({
    filename: v.string(),
    status: v.string(),
    previous_filename: v.nullish(v.string()),
  }),
)

class Hosted implements HostedRepository {
  readonly #options: HostedOptions
  #connection: Promise<Connection> | undefined
  /** Whether the token was seen to read the repository. */
  #hasRead = false
  /** What annotated tags point to, by their own ids: neither ever changes. */
  readonly #peeled = new Map<string, Head>()

  constructor(options: HostedOptions) {
    this.#options = options
  }

  headOf(ref: string): Promise<Head> {
    return this.#headOf(ref, this.#soon())
  }

  async compareFiles(base: string, head: string): Promise<Comparison> {
    // The commits are listed by pages, the files come whole with the first.
    const path = `compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}?per_page=1`
    const reply = await this.#ask(path, this.#soon())
    if (reply.kind === 'refused') {
      const kind = reply.because === 'missing' ? 'not-usable' : 'unknown'
      return { kind, why: explain(reply, 'contents') }
    }
    const { success, output } = v.safeParse(Compared, reply.data)
    if (!success) return { kind: 'unknown', why: STRANGE }
    const { status, files } = output
    if (status !== 'ahead' && status !== 'identical') {
      return { kind: 'not-usable', why: 'the commit is no longer part of it' }
    }
    if (files.length >= MOST_COMPARED) {
      return { kind: 'not-usable', why: `${MOST_COMPARED} files or more have changed since` }
    }
    const paths = files.flatMap(({ filename, previous_filename: old }) =>
      typeof old === 'string' ? [filename, old] : [filename],
    )
    return { kind: 'ahead', files: paths }
  }

  async branchesGone(refs: Iterable<string>): Promise<ReadonlySet<string>> {
    const deadline = this.#soon()
    const branches = [...new Set(refs)].filter((ref) => ref.startsWith('refs/heads/'))
    const asked = branches.slice(0, MOST_BRANCHES).values()
    const gone = new Set<string>()
    let isTold = true
    const askAll = async (): Promise<void> => {
      for (const ref of asked) {
        if (!isTold) return
        const head = await this.#headOf(ref, deadline)
        if (head.kind === 'gone') gone.add(ref)
        // No branch can have such a name: that says nothing of the others.
        if (head.kind === 'unknown' && nameOf(ref) !== undefined) isTold = false
      }
    }
    await Promise.all(Array.from({ length: CALLS_AT_ONCE }, askAll))
    return gone
  }

  async pullRequestFiles(number: number): Promise<PullRequestFiles> {
    const deadline = this.#soon()
    const files: PullRequestFile[] = []
    for (let page = 1; files.length < MOST_PULL_FILES; page++) {
      const path = `pulls/${number}/files?per_page=${FILES_A_PAGE}&page=${page}`
      const reply = await this.#ask(path, deadline)
      if (reply.kind === 'refused') {
        return { kind: 'unknown', why: explain(reply, 'pull-requests') }
      }
      const { success, output } = v.safeParse(PullFiles, reply.data)
      if (!success) return { kind: 'unknown', why: STRANGE }
      files.push(...output.map(toPullRequestFile))
      if (output.length < FILES_A_PAGE) return { kind: 'files', files, isComplete: true }
    }
    return { kind: 'files', files, isComplete: false }
  }

  async close(): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined)
    await connection?.network.destroy()
  }

  #soon(): Deadline {
    const { clock, signal } = this.#options
    return deadlineIn(LIMIT_MILLISECONDS, clock, signal)
  }

  async #headOf(ref: string, deadline: Deadline): Promise<Head> {
    const name = nameOf(ref)
    if (name === undefined) {
      return {
        kind: 'unknown',
        why: `${JSON.stringify(inShort(ref))} is neither a branch nor a tag`,
      }
    }
    const reply = await this.#ask(`git/ref/${encodePath(name)}`, deadline)
    if (reply.kind === 'refused') {
      return reply.because === 'missing'
        ? await this.#goneIfReadable(reply, deadline)
        : { kind: 'unknown', why: explain(reply, 'contents') }
    }
    const { success, output } = v.safeParse(Ref, reply.data)
    if (!success || output.ref !== ref) return { kind: 'unknown', why: STRANGE }
    this.#hasRead = true
    return await this.#peel(output.object, deadline)
  }

  /** What a token may not see is not there for it, either. */
  async #goneIfReadable(missing: Refused, deadline: Deadline): Promise<Head> {
    const { sha } = this.#options
    if (!this.#hasRead && sha !== undefined) {
      // It takes the same permission as to read a ref; to read what the repository is called takes none.
      const reply = await this.#ask(`git/commits/${encodeURIComponent(sha)}`, deadline)
      const isRead = reply.kind === 'answer' && v.is(Commit, reply.data)
      this.#hasRead ||= isRead && reply.data.sha === sha
    }
    return this.#hasRead
      ? { kind: 'gone' }
      : { kind: 'unknown', why: explain({ ...missing, because: 'not-permitted' }, 'contents') }
  }

  async #peel(first: v.InferOutput<typeof Pointing>['object'], deadline: Deadline): Promise<Head> {
    const known = this.#peeled.get(first.sha)
    if (known !== undefined) return known
    let object = first
    for (let tags = 0; object.type === 'tag' && tags < MOST_TAGS; tags++) {
      const reply = await this.#ask(`git/tags/${object.sha}`, deadline)
      if (reply.kind === 'refused') return { kind: 'unknown', why: explain(reply, 'contents') }
      const { success, output } = v.safeParse(Pointing, reply.data)
      if (!success) return { kind: 'unknown', why: STRANGE }
      object = output.object
    }
    if (object.type !== 'commit') return { kind: 'unknown', why: 'it does not point to a commit' }
    const head: Head = { kind: 'at', sha: object.sha }
    if (first !== object) this.#peeled.set(first.sha, head)
    return head
  }

  /** @param path below the repository's own */
  async #ask(path: string, deadline: Deadline): Promise<RestReply> {
    const { repository, clock, log, signal } = this.#options
    try {
      this.#connection ??= connectTo(this.#options)
      const { ask } = await this.#connection
      return await askInTime(ask, `repos/${encodePath(repository)}/${path}`, deadline, clock, log)
    } catch (error) {
      signal.throwIfAborted()
      const why = inShort(messageOf(error))
      return { kind: 'refused', why, because: 'other' }
    }
  }
}

interface Connection {
  readonly network: Network
  readonly ask: AskRest
}

async function connectTo({ access, openNetwork, log }: HostedOptions): Promise<Connection> {
  if (access === undefined) throw new Error('there is no "github-token" to ask it with')
  if (access.apiUrl === undefined) throw new Error('GITHUB_API_URL is not an address')
  const network = await openNetwork(CALLS_AT_ONCE)
  try {
    return { network, ask: await connectRest(access.apiUrl, access.token, network, log) }
  } catch (error) {
    await network.destroy()
    throw error
  }
}

const STRANGE = 'it answered with something other than its REST API does'

/** What a run can do about a refusal is said with it. */
function explain({ why, because }: Refused, permission: 'contents' | 'pull-requests'): string {
  if (because !== 'not-permitted') return why
  return `${why}; give the job the permission "${permission}: read"`
}

/** What no name of a ref has in it (git's documentation of `check-ref-format`). */
const NO_REF = /[\0-\x20\x7f~^:?*[\\]|\.\.|\/\.|\/\/|@\{|\.lock(?:\/|$)|[./]$/

/**
 * A branch or a tag as the path of its address has it: `heads/main`. Undefined for all else, such as a name with `..`, by
 * which an address would lead elsewhere.
 */
function nameOf(ref: string): string | undefined {
  if (!/^refs\/(?:heads|tags)\/./.test(ref) || NO_REF.test(ref) || !ref.isWellFormed()) {
    return undefined
  }
  return ref.slice('refs/'.length)
}

function toPullRequestFile({
  filename: path,
  status,
  previous_filename: old,
}: v.InferOutput<typeof PullFiles>[number]): PullRequestFile {
  switch (status) {
    case 'added':
    case 'copied':
      return { path, change: 'added' }
    case 'removed':
      return { path, change: 'removed' }
    case 'renamed':
      return { path, change: 'renamed', ...(typeof old === 'string' && { oldPath: old }) }
    default:
      return { path, change: 'changed' }
  }
}

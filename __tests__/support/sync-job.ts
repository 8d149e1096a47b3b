import { cpSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startGitHub, type GitHubOptions, type SandboxGitHub } from '../../sandbox/github.ts'
import { startAction } from '../../sandbox/runner.ts'
import type { RunningStep, StepOptions, StepResult } from '../../sandbox/runner.ts'
import type { FileRecord } from '../../sandbox/sandbox.ts'
import { addStrangers, expectLookedAtBeforeDeleted } from './deletions.ts'
import { onSandbox, WORKSPACE, type Job, type JobOptions } from './job.ts'
import { stepOf } from './steps.ts'

/** Where the next run stands in the order of runs. */
const FIRST_RUN = 1_658_821_493

/** What a workflow that keeps its workspace in step says. */
const IN_STEP = { 'skip-unchanged': 'true', prune: 'true' }

/** A run, where it is not a push to `main` whose commit is checked out. */
export interface SyncOptions extends Partial<StepOptions> {
  /** The branch or tag that it is of. */
  readonly ref?: string
  /** Which run of the repository it is; by default the next. */
  readonly runId?: number
}

/** A repository on a GitHub that tells of its refs, and runs that keep a workspace in step with it. */
export class SyncJob {
  readonly job: Job
  readonly github: SandboxGitHub
  #runs = 0
  #runners = 0

  constructor(job: Job, github: SandboxGitHub) {
    this.job = job
    this.github = github
  }

  /** Runs the action on what is checked out, as a push of it would. */
  publish(inputs: Record<string, string> = {}, options: SyncOptions = {}): Promise<StepResult> {
    return this.job.publish({ ...IN_STEP, ...inputs }, this.#step(options))
  }

  start(inputs: Record<string, string> = {}, options: SyncOptions = {}): RunningStep {
    return this.job.start({ ...IN_STEP, ...inputs }, this.#step(options))
  }

  /** Runs it on this commit, which is checked out as a runner does: by itself, and on no branch. */
  publishAt(
    sha: string,
    inputs: Record<string, string> = {},
    options: SyncOptions = {},
  ): Promise<StepResult> {
    this.job.repository.git('checkout', '--quiet', '--detach', sha)
    return this.publish(inputs, options)
  }

  /** The folders of another runner, which has what is checked out here now. */
  otherRunner(): Pick<StepOptions, 'workspace' | 'temp'> {
    this.#runners += 1
    const { folder } = this.job.repository
    const workspace = join(dirname(folder), `work-${this.#runners}`)
    cpSync(folder, workspace, { recursive: true })
    return { workspace, temp: join(dirname(folder), `temp-${this.#runners}`) }
  }

  /** Puts the files of others into the workspace that `STRANGERS` has. */
  addStrangers(): void {
    addStrangers(this.job.sandbox, WORKSPACE)
  }

  /** How many sessions there were, and how many calls to delete. */
  get asked(): { readonly sessions: number; readonly deletions: number } {
    const { sessions, requests } = this.job.sandbox
    const deletions = requests.filter(({ call }) => call === 'delete-file').length
    return { sessions: sessions.length, deletions }
  }

  /** Starts a run that is lost before its end, so that it gives no account. */
  startLost(inputs: Record<string, string> = {}): RunningStep {
    return startAction(stepOf(this.job, { ...IN_STEP, ...inputs }, this.#step({})))
  }

  /** What the workspace holds, in the order it came. */
  get files(): FileRecord[] {
    return this.job.sandbox.files(WORKSPACE)
  }

  /** What it holds, by names; the contents of several files of a name one after the other. */
  get contents(): Record<string, string> {
    const contents = new Map<string, string>()
    for (const { name, content } of this.files)
      contents.set(name, (contents.get(name) ?? '') + String(content))
    return Object.fromEntries([...contents].sort(([one], [other]) => (one < other ? -1 : 1)))
  }

  #step({ ref = 'refs/heads/main', runId, environment, ...options }: SyncOptions) {
    this.#runs += 1
    return {
      ...options,
      environment: {
        GITHUB_API_URL: this.github.apiUrl,
        GITHUB_GRAPHQL_URL: this.github.graphqlUrl,
        GITHUB_REF: ref,
        GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags)\//, ''),
        GITHUB_RUN_ID: String(runId ?? FIRST_RUN + this.#runs),
        ...environment,
      },
    } satisfies Partial<StepOptions>
  }
}

export interface SyncJobOptions extends JobOptions {
  readonly github?: Omit<GitHubOptions, 'folder'>
}

/**
 * A test with a repository, a GitHub that has it, and a platform of its own, as `onSandbox` is without GitHub. No file may
 * have been deleted without a look right before.
 */
export function onSync(
  work: (sync: SyncJob) => Promise<void>,
  { github: options = {}, ...sandboxOptions }: SyncJobOptions = {},
): () => Promise<void> {
  return onSandbox(async (job) => {
    const { folder } = job.repository
    await using github = await startGitHub({ folder, id: 1_296_269, ...options })
    await work(new SyncJob(job, github))
    expectLookedAtBeforeDeleted(job.sandbox)
  }, sandboxOptions)
}

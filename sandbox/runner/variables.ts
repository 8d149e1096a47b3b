import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Why the workflow runs. */
export interface WorkflowEvent {
  /** `push`, `release`, ... */
  readonly name: string
  /** What GitHub's webhook would say; the event file holds it as JSON. */
  readonly payload: unknown
}

/** What a job is about. */
export interface JobOptions {
  /** Folder of the action's `action.yml`. */
  readonly action: string
  /** Where the repository is checked out. */
  readonly workspace: string
  /** The runner's folder for temporary files, made if need be; the caller removes it. */
  readonly temp: string
  /** A push with an empty payload by default. */
  readonly event?: WorkflowEvent
  /** Whether debug logging is on; false. */
  readonly debug?: boolean
}

/**
 * The variables a hosted runner gives to every step, for a run of `octo-org/handbook` on its branch
 * `main` at the commit that is checked out. Nothing of this process's own environment is among them
 * but where programs are; the home folder is an empty one.
 */
export function jobVariables(job: JobOptions): Record<string, string> {
  const { name, payload } = job.event ?? { name: 'push', payload: {} }
  const eventPath = join(job.temp, '_github_workflow', 'event.json')
  const home = join(job.temp, '_github_home')
  mkdirSync(join(job.temp, '_github_workflow'), { recursive: true })
  mkdirSync(home, { recursive: true })
  writeFileSync(eventPath, JSON.stringify(payload))
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: home,
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_PATH: job.action,
    GITHUB_ACTOR: 'octocat',
    GITHUB_ACTOR_ID: '583231',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: '',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: '',
    GITHUB_JOB: 'publish',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'octo-org/handbook',
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_REPOSITORY_OWNER: 'octo-org',
    GITHUB_REPOSITORY_OWNER_ID: '6811672',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '3',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: checkedOutCommit(job.workspace),
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'Publish',
    GITHUB_WORKFLOW_REF: 'octo-org/handbook/.github/workflows/publish.yml@refs/heads/main',
    GITHUB_WORKSPACE: job.workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'sandbox',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: job.temp,
    RUNNER_TOOL_CACHE: join(job.temp, '_tool'),
    ...(job.debug === true ? { RUNNER_DEBUG: '1' } : {}),
  }
}

/** What expressions such as `${{ github.repository }}` stand for: the variables, and the job's token. */
export function githubContext(
  variables: Readonly<Record<string, string>>,
  token: string,
): Record<string, string> {
  const context = new Map([['token', token]])
  for (const [name, value] of Object.entries(variables)) {
    if (name.startsWith('GITHUB_')) context.set(name.slice('GITHUB_'.length).toLowerCase(), value)
  }
  return Object.fromEntries(context)
}

/** Without a repository some commit of it, as where a workflow has not checked it out. */
function checkedOutCommit(workspace: string): string {
  const git = spawnSync('git', ['-C', workspace, 'rev-parse', 'HEAD'], { encoding: 'utf8' })
  return git.status === 0 ? git.stdout.trim() : 'ffac537e6cbbf934b08745a378932722df287a53'
}

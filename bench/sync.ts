import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { startGitHub, type SandboxGitHub } from '../sandbox/github.ts'
import type { Fault } from '../sandbox/sandbox.ts'
import { PlatformProcess } from './platform.ts'
import { run, succeeded, type Run } from './process.ts'
import { actionProgram } from './publish.ts'
import { contentOf, type Page } from './repository.ts'
import type { Bench } from './row.ts'

/** Every call of the platform, of GitHub and of the bucket takes so long. */
const CALL_MILLISECONDS = 50
/** The calls that wait for ingestion: there are as many as that takes. */
const WAITING = ['get-session', 'list-session-files']
const TOKEN = 'ghs_none'

/** What makes every service as far away as a real one. */
export const FAR: readonly Fault[] = (['platform', 'bucket'] as const).map((on) => ({
  on,
  effect: { kind: 'latency', ms: CALL_MILLISECONDS },
}))

/** A platform that ingests at once. */
export function startPlatform(faults: readonly Fault[] = []): Promise<PlatformProcess> {
  return PlatformProcess.start({ ingestion: {}, faults: [...faults] })
}

/** The GitHub of a repository, in this process: it is asked three times a run at most. */
export function startHost(folder: string): Promise<SandboxGitHub> {
  return startGitHub({
    folder,
    id: 1_296_269,
    token: TOKEN,
    beforeRest: () => setTimeout(CALL_MILLISECONDS, undefined),
  })
}

/** A run that keeps a workspace in step, and what it asked of whom. */
export interface SyncRun extends Run {
  readonly objects: number
  readonly sessions: number
  /** Without those that wait for ingestion. */
  readonly calls: number
  readonly callsOfGitHub: number
}

export interface SyncStep {
  readonly repository: string
  readonly platform: PlatformProcess
  readonly github: SandboxGitHub
}

/** Runs the action, and makes sure that it says the workspace is in step. */
export async function synchronize(bench: Bench, step: SyncStep): Promise<SyncRun> {
  const { platform, github } = step
  const before = await platform.counters()
  const callsBefore = github.restRequests.length
  const environment = {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
  }
  const inputs = { 'skip-unchanged': 'true', prune: 'true' }
  const result = succeeded(await run(actionProgram(bench, { ...step, inputs, environment })))
  if (!result.output.includes('In step with commit '))
    throw new Error('the workspace is not in step')
  const after = await platform.counters()
  return {
    ...result,
    objects: after.bucketRequests.stored - before.bucketRequests.stored,
    sessions: after.sessions.length - before.sessions.length,
    calls: callsOf(after.platformRequests) - callsOf(before.platformRequests),
    callsOfGitHub: github.restRequests.length - callsBefore,
  }
}

function callsOf(byCall: Readonly<Record<string, number>>): number {
  return Object.entries(byCall)
    .filter(([call]) => !WAITING.includes(call))
    .reduce((sum, [, count]) => sum + count, 0)
}

/** Commits a new edition of some pages. */
export function edit(repository: string, pages: readonly Page[], edition: number): void {
  for (const page of pages) writeFileSync(join(repository, page.path), contentOf(page, edition))
  commit(repository)
}

/** Commits that pages are gone. */
export function remove(repository: string, pages: readonly Page[]): void {
  git(repository, 'rm', '--quiet', '--', ...pages.map(({ path }) => path))
  commit(repository)
}

function commit(repository: string): void {
  const author = ['-c', 'user.name=A Writer', '-c', 'user.email=writer@example.com']
  git(repository, ...author, 'commit', '--quiet', '--all', '--message', 'Another edition')
}

function git(repository: string, ...args: string[]): void {
  execFileSync('git', ['-C', repository, ...args], { stdio: 'inherit' })
}

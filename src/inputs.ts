import * as core from '@actions/core'
import * as v from 'valibot'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isSafeAddress } from './network/address.ts'
import { passwordsOf, readProxies } from './network/proxies.ts'
import { readEvent } from './metadata/event.ts'
import { readGitHub } from './github/shallow.ts'
import type { Access } from './cleanup.ts'
import type { Finalization } from './finalization.ts'
import { SessionId } from './platform/schemas.ts'
import type { WriteMode } from './platform/client.ts'
import type { Publication } from './publish.ts'
import { PublishError } from './log/publish-error.ts'
import { mask } from './log/runner-log.ts'

/** What an empty input means; `action.yml` shows the same. */
export const DEFAULTS = {
  'write-mode': 'OVERWRITE',
  'api-url': 'https://api.cloud.deepset.ai',
  'parallel-processing': 'false',
  'file-name': 'path',
  'if-no-files-found': 'error',
  'include-hidden-files': 'false',
  'close-session': 'true',
  'wait-for-ingestion': 'false',
  'ingestion-timeout': '600',
  concurrency: 'auto',
  'dry-run': 'false',
} as const

const WRITE_MODES: readonly WriteMode[] = ['KEEP', 'OVERWRITE', 'FAIL', 'TEMPORARY']
const LONGEST_SESSION_SECONDS = 86_400
const MOST_REQUESTS = 1_000
/** A job takes no longer than six hours on GitHub's runners. */
const LONGEST_WAIT_SECONDS = 21_600

/**
 * Reads the step's inputs, its environment and its event, and checks them.
 *
 * @throws a `PublishError` that names the first input at fault
 */
export function readInputs(): Publication {
  const environment = process.env
  maskSecrets(environment)
  const payload = readPayload(environment['GITHUB_EVENT_PATH'])
  const dryRun = boolean('dry-run')
  const expiresInSeconds = optionalInteger('expires-in-seconds', 1, LONGEST_SESSION_SECONDS)
  return {
    workspaceFolder: workspaceFolder(environment['GITHUB_WORKSPACE']),
    patterns: required('glob'),
    includeHiddenFiles: boolean('include-hidden-files'),
    ifNoFilesFound: oneOf('if-no-files-found', ['error', 'warn', 'ignore']),
    naming: {
      fileName: oneOf('file-name', ['path', 'basename']),
      prefix: core.getInput('name-prefix'),
    },
    workspace: required('workspace'),
    apiUrl: apiUrl(),
    run: dryRun ? { kind: 'dry' } : { kind: 'upload', apiKey: apiKey(payload) },
    session: {
      writeMode: oneOf('write-mode', WRITE_MODES),
      parallelProcessing: boolean('parallel-processing'),
      ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
    },
    ...ending(),
    concurrency: concurrency(),
    proxies: readProxies(environment),
    event: readEvent(environment, payload),
    metadata: core.getInput('metadata', { trimWhitespace: false }),
    frontMatter: core.getInput('front-matter'),
    pageUrl: core.getInput('page-url'),
    github: readGitHub(environment, core.getInput('github-token')),
    environment,
  }
}

/**
 * What the post step needs; where the sessions are, the main step has told it.
 *
 * @throws a `PublishError` that names the variable of the environment at fault
 */
export function readAccess(): Access {
  maskSecrets(process.env)
  return { apiKey: core.getInput('api-key'), proxies: readProxies(process.env) }
}

/** Reads the inputs of the finalize action. @throws a `PublishError` that names the first input at fault */
export function readFinalizeInputs(): Finalization {
  const environment = process.env
  maskSecrets(environment)
  const documents = optionalInteger('documents', 0, 999_999_999)
  const seconds = integer('ingestion-timeout', value('ingestion-timeout'), 1, LONGEST_WAIT_SECONDS)
  const waits = boolean('wait-for-ingestion', 'true')
  return {
    sessions: sessionIds(required('session-id')),
    workspace: required('workspace'),
    apiUrl: apiUrl(),
    apiKey: apiKey(readPayload(environment['GITHUB_EVENT_PATH'])),
    proxies: readProxies(environment),
    ...(waits ? { ingestionSeconds: seconds } : {}),
    ...(documents === undefined ? {} : { documents }),
  }
}

/** One id, or the JSON of the output `session-ids`. */
function sessionIds(text: string): readonly string[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(SessionId)), text)
  if (parsed.success) return [...new Set(parsed.output)]
  if (v.is(SessionId, text)) return [text]
  throw new PublishError(
    `The input "session-id" is ${JSON.stringify(text)}, but must be the output "session-id" or "session-ids" of the step that uploaded.`,
  )
}

function maskSecrets(environment: NodeJS.ProcessEnv): void {
  mask(core.getInput('api-key'))
  mask(core.getInput('github-token'))
  passwordsOf(readProxies(environment)).forEach(mask)
}

/** Where files go that later steps may read: the runner's folder for them. */
export function reportFolder(): string {
  return process.env['RUNNER_TEMP'] || tmpdir()
}

/** The input, trimmed; its default where it is empty. */
function value(name: keyof typeof DEFAULTS, ifEmpty: string = DEFAULTS[name]): string {
  return core.getInput(name) || ifEmpty
}

function required(name: string): string {
  const text = core.getInput(name)
  if (text === '')
    throw new PublishError(`The input "${name}" is missing. Add it to this step's "with:".`)
  return text
}

function boolean(name: keyof typeof DEFAULTS, ifEmpty?: 'true' | 'false'): boolean {
  return oneOf(name, ['true', 'false'], ifEmpty) === 'true'
}

function oneOf<const Choice extends string>(
  name: keyof typeof DEFAULTS,
  choices: readonly Choice[],
  ifEmpty?: Choice,
): Choice {
  const text = value(name, ifEmpty)
  const choice = choices.find((each) => each.toLowerCase() === text.toLowerCase())
  if (choice === undefined) {
    throw new PublishError(
      `The input "${name}" is "${text}", but must be one of: ${choices.join(', ')}.`,
    )
  }
  return choice
}

function integer(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (!(number >= least && number <= most)) {
    throw new PublishError(
      `The input "${name}" is "${text}", but must be a whole number from ${String(least)} to ${String(most)}.`,
    )
  }
  return number
}

function optionalInteger(name: string, least: number, most: number): number | undefined {
  const text = core.getInput(name)
  return text === '' ? undefined : integer(name, text, least, most)
}

/** How the run ends: who closes the session, and whether anybody waits for the ingestion. */
function ending(): Pick<Publication, 'closesSessions' | 'ingestionSeconds'> {
  const closesSessions = boolean('close-session')
  const seconds = integer('ingestion-timeout', value('ingestion-timeout'), 1, LONGEST_WAIT_SECONDS)
  if (!boolean('wait-for-ingestion')) return { closesSessions }
  if (closesSessions) return { closesSessions, ingestionSeconds: seconds }
  throw new PublishError(
    'The inputs "wait-for-ingestion: true" and "close-session: false" exclude each other: ingestion starts when the session is closed. Wait in the step that closes it, with the finalize action.',
  )
}

function concurrency(): 'auto' | number {
  const text = value('concurrency')
  return text.toLowerCase() === 'auto' ? 'auto' : integer('concurrency', text, 1, MOST_REQUESTS)
}

function apiKey(payload: unknown): string {
  const key = core.getInput('api-key')
  if (/\s/.test(key)) {
    throw new PublishError(
      'The input "api-key" has white space in it: it was probably pasted with a line break. Save the secret again as one word.',
    )
  }
  if (!/^[!-~]*$/.test(key)) {
    throw new PublishError(
      'The input "api-key" has a character in it that keys are not made of, perhaps one that nobody sees: it was probably copied with something around it. Save the secret again as one word.',
    )
  }
  if (key !== '') return key
  if (isFromFork(payload)) {
    throw new PublishError(
      'The input "api-key" is empty: GitHub gives no secrets to pull requests from forks. Run this step on push instead, or skip it with: if: github.event.pull_request.head.repo.fork == false',
    )
  }
  throw new PublishError(
    'The input "api-key" is empty. Save a key of the platform as a secret of this repository and pass it, e.g. api-key: ${{ secrets.DEEPSET_API_KEY }}',
  )
}

/** The base address, without `/api/v1` and without a trailing slash. */
function apiUrl(): URL {
  const text = value('api-url')
  const wrong = new PublishError(
    `The input "api-url" is "${text.replace(/^.*@/s, '***@')}", but must be an https address such as ${DEFAULTS['api-url']}.`,
  )
  if (!URL.canParse(text)) throw wrong
  const url = new URL(text)
  if (!isSafeAddress(url) || url.search !== '' || url.hash !== '') throw wrong
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/api(\/v1)?$/, '')
  return url
}

function workspaceFolder(folder: string | undefined): string {
  if (folder !== undefined && folder !== '') return folder
  throw new PublishError(
    'GITHUB_WORKSPACE is not set: this program runs as a step of a GitHub Actions workflow.',
  )
}

/** The event's payload: whatever the file holds, or nothing where it cannot be read. */
function readPayload(path: string | undefined): unknown {
  if (path === undefined || path === '') return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    core.debug('The event file cannot be read; the run goes on without it.')
    // GitHub's own client reads it when it is loaded, and throws where it is not JSON.
    delete process.env['GITHUB_EVENT_PATH']
    return undefined
  }
}

/** Whether a pull request comes from another repository than the one it is for. */
function isFromFork(payload: unknown): boolean {
  const pullRequest = property(payload, 'pull_request')
  const head = property(property(property(pullRequest, 'head'), 'repo'), 'full_name')
  const base = property(property(property(pullRequest, 'base'), 'repo'), 'full_name')
  return pullRequest !== undefined && head !== base
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return new Map<string, unknown>(Object.entries(value)).get(name)
}

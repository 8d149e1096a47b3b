import * as core from '@actions/core'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Access } from './cleanup.ts'
import type { Finalization } from './finalization.ts'
import { readGitHub } from './github/shallow.ts'
import {
  apiKey,
  apiUrl,
  boolean,
  integer,
  integerOrAuto,
  oneOf,
  optionalInteger,
  required,
  sessionIds,
} from './input-values.ts'
import { PublishError } from './log/publish-error.ts'
import { mask } from './log/runner-log.ts'
import { readEvent } from './metadata/event.ts'
import { passwordsOf, readProxies } from './network/proxies.ts'
import type { SessionRequest, WriteMode } from './platform/client.ts'
import type { Mode, PublishInputs, SyncInputs } from './run.ts'
import { checkPublisher, isPreview, onBaseBranch, readTrigger } from './sync/trigger.ts'

const LONGEST_SESSION_SECONDS = 86_400
const MOST_REQUESTS = 1_000
/** A job takes no longer than six hours on GitHub's runners. */
const LONGEST_WAIT_SECONDS = 21_600
const MOST_DOCUMENTS = 999_999_999

/**
 * Reads the inputs of the main step, with the environment and the event, and checks them.
 *
 * @throws a `PublishError` that names the first input or variable at fault
 */
export function readInputs(): PublishInputs {
  const environment = process.env
  maskSecrets(environment)
  const payload = readPayload(environment['GITHUB_EVENT_PATH'])
  const session = sessionRequest()
  const sync = syncInputs(session.writeMode, environment, payload)
  const event = readEvent(environment, payload)
  if (sync !== undefined) checkPublisher(event)
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
    mode: readMode(sync, payload, environment['GITHUB_ACTOR']),
    session,
    ...afterUpload(),
    concurrency: integerOrAuto('concurrency', 1, MOST_REQUESTS),
    proxies: readProxies(environment),
    event: sync && isPreview(sync.trigger) ? onBaseBranch(event, environment, payload) : event,
    metadata: core.getInput('metadata', { trimWhitespace: false }),
    frontMatter: core.getInput('front-matter'),
    pageUrl: core.getInput('page-url'),
    github: readGitHub(environment, core.getInput('github-token')),
    environment,
  }
}

/**
 * Reads what the post step needs; where the sessions are, the main step has saved.
 *
 * @throws a `PublishError` that names the variable of the environment at fault
 */
export function readAccess(): Access {
  maskSecrets(process.env)
  return { apiKey: core.getInput('api-key'), proxies: readProxies(process.env) }
}

/**
 * Reads the inputs of the finalize action.
 *
 * @throws a `PublishError` that names the first input or variable at fault
 */
export function readFinalizeInputs(): Finalization {
  const environment = process.env
  maskSecrets(environment)
  const documents = optionalInteger('documents', 0, MOST_DOCUMENTS)
  const ingestionSeconds = integer('ingestion-timeout', 1, LONGEST_WAIT_SECONDS)
  const waits = boolean('wait-for-ingestion', 'true')
  return {
    sessions: sessionIds(),
    workspace: required('workspace'),
    apiUrl: apiUrl(),
    apiKey: apiKey(readPayload(environment['GITHUB_EVENT_PATH']), environment['GITHUB_ACTOR']),
    proxies: readProxies(environment),
    ...(waits ? { ingestionSeconds } : {}),
    ...(documents === undefined ? {} : { documents }),
  }
}

/** The input `workspace`, for the report of a run whose inputs cannot be used. */
export function workspaceName(): string {
  return core.getInput('workspace')
}

/** The runner's folder for files that later steps may read. */
export function reportFolder(): string {
  return process.env['RUNNER_TEMP'] || tmpdir()
}

function maskSecrets(environment: NodeJS.ProcessEnv): void {
  mask(core.getInput('api-key'))
  mask(core.getInput('github-token'))
  passwordsOf(readProxies(environment)).forEach(mask)
}

function sessionRequest(): SessionRequest {
  const expiresInSeconds = optionalInteger('expires-in-seconds', 1, LONGEST_SESSION_SECONDS)
  return {
    writeMode: oneOf('write-mode', ['KEEP', 'OVERWRITE', 'FAIL', 'TEMPORARY']),
    parallelProcessing: boolean('parallel-processing'),
    ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
  }
}

/** Undefined where the workspace is not kept in step. */
function syncInputs(
  writeMode: WriteMode,
  environment: NodeJS.ProcessEnv,
  payload: unknown,
): SyncInputs | undefined {
  const skipsUnchanged = boolean('skip-unchanged')
  const prunes = boolean('prune')
  const pruneLimit = integer('prune-limit', 0, MOST_DOCUMENTS)
  if (!skipsUnchanged && !prunes) return undefined
  if (prunes && writeMode !== 'OVERWRITE') {
    throw new PublishError(
      `The inputs "prune: true" and "write-mode: ${writeMode}" cannot be used together: documents are deleted only once those of this run have taken their place. Set "write-mode" to OVERWRITE.`,
    )
  }
  if (writeMode !== 'OVERWRITE' && writeMode !== 'FAIL') {
    throw new PublishError(
      `The inputs "skip-unchanged: true" and "write-mode: ${writeMode}" cannot be used together: in this mode a changed document does not replace the old one. Set "write-mode" to OVERWRITE or FAIL.`,
    )
  }
  if (prunes && !boolean('close-session')) {
    throw new PublishError(
      'The inputs "prune: true" and "close-session: false" cannot be used together: documents are deleted only once those of this run are ingested, which starts when the session is closed. Set "close-session" to true.',
    )
  }
  return {
    skipsUnchanged,
    ...(prunes ? { pruneLimit } : {}),
    timeoutSeconds: integer('ingestion-timeout', 1, LONGEST_WAIT_SECONDS),
    trigger: readTrigger(environment, payload),
  }
}

function readMode(sync: SyncInputs | undefined, payload: unknown, actor: string | undefined): Mode {
  const isDry = boolean('dry-run')
  if (sync === undefined) {
    return isDry ? { kind: 'dry' } : { kind: 'upload', apiKey: apiKey(payload, actor) }
  }
  // Pull requests of forks and of Dependabot have no key; GitHub tells what they change.
  const { trigger } = sync
  const isPullRequest = trigger.event === 'pull_request' && trigger.pullRequest !== undefined
  if (isPullRequest && core.getInput('api-key') === '')
    return { kind: 'plan', apiKey: undefined, sync }
  return {
    kind: isDry || isPreview(trigger) ? 'plan' : 'sync',
    apiKey: apiKey(payload, actor),
    sync,
  }
}

/** Who closes the sessions, and whether this run waits for their ingestion. */
function afterUpload(): Pick<PublishInputs, 'closesSessions' | 'ingestionSeconds'> {
  const closesSessions = boolean('close-session')
  const ingestionSeconds = integer('ingestion-timeout', 1, LONGEST_WAIT_SECONDS)
  if (!boolean('wait-for-ingestion')) return { closesSessions }
  if (closesSessions) return { closesSessions, ingestionSeconds }
  throw new PublishError(
    'The inputs "wait-for-ingestion: true" and "close-session: false" cannot be used together: ingestion starts when the session is closed. Wait in the step that closes it, with the finalize action.',
  )
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

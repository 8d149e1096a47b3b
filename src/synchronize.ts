import { setFlagsFromString } from 'node:v8'
import type { Event } from './metadata/event.ts'
import { hostedRepository, type HostedRepository } from './github/hosted-repository.ts'
import { loadNetwork } from './network/load.ts'
import { planPullRequest } from './pull-request-plan.ts'
import type { Run } from './run.ts'
import { Synchronization, type SyncRequest } from './synchronization.ts'
import { withPlatform } from './upload.ts'

/**
 * Brings the workspace in step with the documents that were found: reads what it holds, sends what
 * differs, deletes what is stale, and proves it. What is left undone although nothing has failed is a
 * warning. The ledgers have what came of it.
 *
 * @throws a `PublishError` that says what has failed, once all is done that can be; the signal's reason
 * when that aborts
 */
export async function synchronize(apiKey: string, request: SyncRequest, run: Run): Promise<void> {
  await withServices(apiKey, request, run, (synchronization) => synchronization.run())
}

/**
 * Shows what `synchronize` would do. Nothing is sent or deleted.
 *
 * @throws as `synchronize` does
 */
export async function showPlan(apiKey: string, request: SyncRequest, run: Run): Promise<void> {
  await withServices(apiKey, request, run, (synchronization) => synchronization.show())
}

/**
 * The same where there is no key to read the workspace with, by what the pull request changes.
 *
 * @param number the pull request's
 * @throws a `PublishError` where GitHub does not tell; the signal's reason when that aborts
 */
export async function showPullRequest(
  number: number,
  request: SyncRequest,
  run: Run,
): Promise<void> {
  const github = openGitHub(request.event, run)
  try {
    await planPullRequest(number, request.found, github, run)
  } finally {
    await github.close()
  }
}

/**
 * With more documents than this, V8's young generation stays as small as it is by then. It would grow to 128 MB,
 * and 50,000 documents took as long without that. V8 reads the flag each time it is about to grow.
 */
const MANY = 10_000

async function withServices(
  apiKey: string,
  request: SyncRequest,
  run: Run,
  work: (synchronization: Synchronization) => Promise<void>,
): Promise<void> {
  if (request.found.documents.length > MANY) setFlagsFromString('--semi-space-growth-factor=1')
  const history = await request.history
  const github = openGitHub(request.event, run)
  try {
    await withPlatform(apiKey, run, (platform) =>
      work(new Synchronization({ ...request, history, github, platform, run })),
    )
  } finally {
    await github.close()
  }
}

function openGitHub({ repository, commit }: Event, { inputs, runtime }: Run): HostedRepository {
  const { clock, log, signal } = runtime
  return hostedRepository({
    access: inputs.github,
    repository: repository?.name ?? '',
    sha: commit?.sha,
    openNetwork: (connections) => loadNetwork(inputs.proxies, connections),
    clock,
    log,
    signal,
  })
}

import { join } from 'node:path'
import type { GitHub } from '../../src/github/commits.ts'
import { Clones } from '../../src/git/clones.ts'
import { readHistories } from '../../src/git/histories.ts'
import type { Log } from '../../src/log/log.ts'
import { readEvent, type Event } from '../../src/metadata/event.ts'
import type { History } from '../../src/metadata/file-commit.ts'
import type { Repository } from './repository.ts'

/** A run of `octo-org/handbook`, at a commit that is not checked out unless another is given. */
export function runAt(sha = 'f'.repeat(40)): Event {
  const environment = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octo-org/handbook',
    GITHUB_SHA: sha,
  }
  return readEvent(environment, {})
}

/** Reads a repository's history, and gives it with the warnings. */
export async function reading(
  repository: Repository,
  paths: readonly string[],
  options: {
    readonly folder?: string
    readonly environment?: NodeJS.ProcessEnv
    readonly timeoutSeconds?: number
    readonly github?: GitHub
    readonly event?: Event
    readonly signal?: AbortSignal
  } = {},
): Promise<{ history: History; warnings: string[] }> {
  const warnings: string[] = []
  const { signal = new AbortController().signal } = options
  const clones = new Clones({
    folder: join(repository.folder, options.folder ?? ''),
    environment: { ...repository.environment, ...options.environment },
    timeoutSeconds: options.timeoutSeconds ?? 60,
    signal,
  })
  try {
    const history = await readHistories({
      clones,
      paths,
      event: options.event ?? runAt(),
      log: recordingLog(warnings),
      signal,
      github: options.github,
    })
    return { history, warnings }
  } finally {
    await clones.close()
  }
}

/** A log that keeps warnings and errors. */
export function recordingLog(warnings: string[]): Log {
  const keep = (message: string) => {
    warnings.push(message)
  }
  const silent = () => undefined
  return { info: silent, notice: silent, debug: silent, group: silent, warning: keep, error: keep }
}

/** The SHA of the file's own commit, or why it has none. */
export function ownCommit(history: History, path: string): string | undefined {
  const file = history.get(path)
  if (file?.kind === 'own') return file.commit.sha
  return file?.kind === 'checked-out' ? file.why : file?.kind
}

import { join } from 'node:path'
import type { GitHub } from '../../src/github/commits.ts'
import { readHistory, type History } from '../../src/git/history.ts'
import type { Log } from '../../src/log/log.ts'
import type { Repository } from './repository.ts'

/** Reads a repository's history, and gives it with the warnings. */
export async function reading(
  repository: Repository,
  paths: readonly string[],
  options: {
    readonly folder?: string
    readonly environment?: NodeJS.ProcessEnv
    readonly timeoutSeconds?: number
    readonly github?: GitHub
  } = {},
): Promise<{ history: History; warnings: string[] }> {
  const warnings: string[] = []
  const history = await readHistory({
    folder: join(repository.folder, options.folder ?? ''),
    environment: { ...repository.environment, ...options.environment },
    paths: Promise.resolve(paths),
    log: recordingLog(warnings),
    signal: new AbortController().signal,
    timeoutSeconds: options.timeoutSeconds ?? 60,
    github: options.github,
  })
  return { history, warnings }
}

/** A log that keeps warnings and errors. */
export function recordingLog(warnings: string[]): Log {
  const keep = (message: string) => {
    warnings.push(message)
  }
  const silent = () => undefined
  return { info: silent, debug: silent, group: silent, warning: keep, error: keep }
}

/** The SHA of the file's own commit, or why it has none. */
export function ownCommit(history: History, path: string): string | undefined {
  const file = history.get(path)
  if (file?.kind === 'own') return file.commit.sha
  return file?.kind === 'checked-out' ? file.why : file?.kind
}

import { listed } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import type { GitError } from './run.ts'

/** What git did not tell of a clone, which is known by its folder in the workspace folder. */
export interface Problem {
  readonly clone: string
  readonly problem: GitError
}

/** So many reasons have a warning each: hundreds of clones may be broken. */
const MOST_REASONS = 5

/**
 * Warns of what is lacking and why; of clones with the same reason once, by name.
 * @param what is lacking: the warning begins with it
 */
export function warnOfProblems(what: string, problems: readonly Problem[], log: Log): void {
  const byReason = new Map<string, string[]>()
  for (const { clone, problem } of problems) {
    const reason = describe(problem, clone)
    byReason.set(reason, [...(byReason.get(reason) ?? []), clone])
  }
  const reasons = [...byReason]
  for (const [reason, clones] of reasons.slice(0, MOST_REASONS)) {
    log.warning(`${what}${placesOf(clones)}: ${reason}`)
  }
  const others = reasons.slice(MOST_REASONS).flatMap(([, clones]) => clones)
  if (others.length > 0) log.warning(`${what}${placesOf(others)}, for other reasons.`)
}

/** Nothing where there is but the workspace folder's clone, which goes without saying. */
function placesOf(clones: readonly string[]): string {
  if (clones.length === 1 && clones[0] === '') return ''
  const names = clones.map((clone) =>
    clone === '' ? 'the workspace folder' : JSON.stringify(clone),
  )
  return ` in ${listed(names)}`
}

function describe({ problem, message }: GitError, clone: string): string {
  switch (problem) {
    case 'missing':
      return `git is not installed (${message}).`
    case 'not-started':
      return `git cannot be started (${message}).`
    case 'no-repository':
      return clone === ''
        ? 'the workspace folder is not in a git repository. Is there no actions/checkout step before this one?'
        : '".git" there is not a git repository.'
    case 'too-slow':
      return `${message}.`
    case 'untrusted':
    case 'failed':
      return `git says "${message}".`
  }
}

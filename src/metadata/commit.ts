import { runGit, type Clone } from './git.ts'
import { cutAtNul } from './tokens.ts'

/** What is known of a commit. */
export interface Commit {
  readonly sha: string
  /** The committer's date in UTC, such as `2026-01-02T03:04:05Z`. */
  readonly date: string | undefined
  /** A name, never an e-mail address. */
  readonly author: string | undefined
  /** The message's first paragraph, on one line. */
  readonly subject: string | undefined
}

/** Longer subjects and names are cut. */
const MOST_CHARACTERS = 1_000

/**
 * A commit of which parts may be empty or make no sense: those are left out.
 * @param time milliseconds since 1970, NaN when not known
 */
export function toCommit(sha: string, time: number, author: string, subject: string): Commit {
  const date = new Date(time)
  return {
    sha,
    date: Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/\.\d+Z$/, 'Z'),
    author: author === '' || author.includes('@') ? undefined : cut(author),
    subject: subject === '' ? undefined : cut(subject),
  }
}

/** Every document of a commit carries these: they must not be what most of an upload consists of. */
function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}

/** A message's subject as git's `%s` has it: the first paragraph, on one line. */
export function subjectOf(message: string): string {
  const [paragraph = ''] = message
    .replaceAll('\r\n', '\n')
    .trimStart()
    .split(/\n[^\S\n]*\n/, 1)
  const lines = paragraph.split('\n').map((line) => line.trim())
  return lines.join(' ').trim()
}

/** `%aN` is the name that `.mailmap` gives the author: what people want to be called today. */
const FORMAT = ['-z', '--no-patch', '--encoding=UTF-8', '--format=tformat:%H%x00%ct%x00%aN%x00%s']

/**
 * The commit that is checked out.
 * @throws as `runGit`; GitError when there is no commit yet
 */
export async function readCheckedOut(clone: Clone): Promise<Commit> {
  for await (const commit of parseCommits(runGit('log', ['-1', ...FORMAT], clone))) return commit
  throw new Error('git log ended without a commit and without an error')
}

/**
 * Commits by their SHA.
 * @throws as `runGit`
 */
export async function readCommits(
  shas: Iterable<string>,
  clone: Clone,
): Promise<Map<string, Commit>> {
  const commits = new Map<string, Commit>()
  const input = Array.from(shas, (sha) => `${sha}\n`).join('')
  if (input === '') return commits
  const output = runGit('log', ['--no-walk=unsorted', '--stdin', ...FORMAT], clone, input)
  for await (const commit of parseCommits(output)) commits.set(commit.sha, commit)
  return commits
}

async function* parseCommits(output: AsyncIterable<Buffer>): AsyncGenerator<Commit> {
  const tokensOf = cutAtNul()
  let fields: string[] = []
  for await (const chunk of output) {
    for (const token of tokensOf(chunk)) {
      fields.push(token.toString())
      const [sha, seconds, author, subject] = fields
      if (sha === undefined || seconds === undefined) continue
      if (author === undefined || subject === undefined) continue
      // Git prints no seconds where the commit has no date, and 0 for one of 1970.
      yield toCommit(sha, Number.parseInt(seconds, 10) * 1000, author, subject)
      fields = []
    }
  }
}

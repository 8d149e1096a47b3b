import { toCommit, type Commit } from '../metadata/commit.ts'
import { runGit, type Clone } from './run.ts'
import { cutAtNul } from './tokens.ts'

/**
 * `%an` and not `%aN`: a `.mailmap` is a file of the workspace, which anybody may have changed, and GitHub,
 * which tells of shallow clones, does not heed it.
 */
const FORMAT = ['-z', '--no-patch', '--encoding=UTF-8', '--format=tformat:%H%x00%ct%x00%an%x00%s']

/**
 * The commit that is checked out.
 * @throws as `runGit`; a `GitError` also where there is no commit yet
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

import { GitError, runGit, type Clone } from './run.ts'
import { cutAtNul } from './tokens.ts'
import type { Walk } from './walk.ts'

/**
 * Makes git print one token for each commit or its comparison with a parent, and two for each path
 * that differs: one letter, and the path. Whatever a user's or a repository's settings say.
 */
const CHANGES = [
  '-z',
  '-m',
  '--name-status',
  '--root',
  '--no-renames',
  '--no-relative',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=all',
  '-O/dev/null',
  // Short names would have to be searched for.
  '--no-abbrev',
  '--no-abbrev-commit',
  '--no-color',
  '--no-decorate',
  '--no-notes',
  '--pretty=oneline',
  '--parents',
  // Puts a tab before the subject, which may look like anything.
  '--source',
  // Every commit, also where a folder is given: which parent to follow differs from path to path.
  '--full-history',
  '--sparse',
]
const SHA = /^[0-9a-f]+(?=[ \t])/
const COMPARED_WITH = / \(from ([0-9a-f]+)\)$/
/** Holds a SHA and what stands around it. */
const SHA_BYTES = 80
const TAB = 0x09
const DELETED = 0x44

/**
 * Leads the walk through the history, as far as it has to go.
 * @param folder the walk's paths are all below it: relative to the clone's folder, '' for the whole
 * @throws as `runGit`
 */
export async function leadThroughHistory(walk: Walk, folder: string, clone: Clone): Promise<void> {
  const below = folder === '' ? [] : ['--', folder]
  // By date a commit can come before its child: within a second, or when clocks differ. Paths that
  // missed it go on in the order of the graph, for which git reads the whole history first.
  for (const order of [[], ['--topo-order']]) {
    if (walk.finished) return
    const tips = walk.ahead.map((sha) => `${sha}\n`).join('')
    await readChanges(runGit('log', [...CHANGES, ...order, '--stdin', ...below], clone, tips), walk)
  }
}

async function readChanges(output: AsyncIterable<Buffer>, walk: Walk): Promise<void> {
  const tokensOf = cutAtNul()
  let letter: number | undefined
  for await (const chunk of output) {
    for (const token of tokensOf(chunk)) {
      if (letter !== undefined) {
        walk.change(token, letter === DELETED)
        letter = undefined
      } else if (token.length === 1) {
        letter = token[0]
      } else {
        readHeader(token, walk)
        if (walk.finished) return
      }
    }
  }
  walk.leave()
}

/** Reads `SHA PARENT PARENT… (from PARENT)`, which names all parents for each of them: only the ends. */
function readHeader(token: Buffer, walk: Walk): void {
  const end = token.indexOf(TAB)
  const [sha] = SHA.exec(token.toString('latin1', 0, SHA_BYTES)) ?? []
  if (sha === undefined || end === -1) {
    throw new GitError('failed', `git log named a commit as ${token.toString('utf8', 0, 100)}`)
  }
  const lastBytes = token.toString('latin1', Math.max(sha.length, end - SHA_BYTES), end)
  const [from = '', comparedWith] = COMPARED_WITH.exec(lastBytes) ?? []
  const parents = (): string[] =>
    token
      .toString('latin1', sha.length, end - from.length)
      .split(' ')
      .slice(1)
  walk.commit(sha, parents, comparedWith)
}

import { GitError, runGit, type Clone } from './git.ts'
import { cutAtNul } from './tokens.ts'
import type { Walk } from './walk.ts'

/**
 * Makes git print one token a commit, and two for each path that differs from a parent; of these
 * only the first begins with a colon. Whatever a user's or a repository's settings say.
 */
const CHANGES = [
  '-z',
  '-m',
  '--raw',
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
const HEADER = /^([0-9a-f]+)((?: [0-9a-f]+)*)(?: \(from ([0-9a-f]+)\))?\t/
const TAB = 0x09
const COLON = 0x3a
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
  let entry: { readonly deleted: boolean } | undefined
  for await (const chunk of output) {
    for (const token of tokensOf(chunk)) {
      if (entry !== undefined) {
        walk.change(token, entry.deleted)
        entry = undefined
      } else if (token[0] === COLON) {
        entry = { deleted: token[token.length - 1] === DELETED }
      } else {
        readHeader(token, walk)
        if (walk.finished) return
      }
    }
  }
  walk.leave()
}

function readHeader(token: Buffer, walk: Walk): void {
  const text = token.toString('latin1', 0, token.indexOf(TAB) + 1)
  const [, sha, parents, comparedWith] = HEADER.exec(text) ?? []
  if (sha === undefined || parents === undefined) {
    throw new GitError('failed', `git log named a commit as ${token.toString('utf8', 0, 100)}`)
  }
  walk.commit(sha, parents.split(' ').slice(1), comparedWith)
}

import { git } from './git.ts'

/** A file that two commits differ in, as GitHub's REST lists it. */
export interface ChangedFile {
  readonly sha: string
  readonly filename: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed'
  readonly previous_filename?: string
}

/** How one commit stands to another. */
export interface Comparison {
  readonly status: 'identical' | 'ahead' | 'behind' | 'diverged'
  readonly aheadBy: number
  readonly behindBy: number
  readonly mergeBase: string
}

/** Of `head` against `base`; undefined if they have no history in common. */
export async function compared(
  folder: string,
  base: string,
  head: string,
): Promise<Comparison | undefined> {
  const mergeBase = await git(folder, 'merge-base', base, head).catch(() => undefined)
  if (mergeBase === undefined) return undefined
  const counts = await git(folder, 'rev-list', '--left-right', '--count', `${base}...${head}`)
  const [behindBy = 0, aheadBy = 0] = counts.split('\t').map(Number)
  const status =
    aheadBy > 0 ? (behindBy > 0 ? 'diverged' : 'ahead') : behindBy > 0 ? 'behind' : 'identical'
  return { status, aheadBy, behindBy, mergeBase }
}

const STATUSES: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
}

/** What leads from one commit to the other, renames found. */
export async function changedFiles(
  folder: string,
  from: string,
  to: string,
): Promise<ChangedFile[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '-M', from, to]
  const words = (await git(folder, ...args)).split('\0')
  const files: ChangedFile[] = []
  for (let at = 0; words[at]?.startsWith(':');) {
    // :OLD_MODE NEW_MODE OLD_SHA NEW_SHA STATUS, then the path, after its old one if it was renamed.
    const [, , oldSha = '', newSha = '', letters = ''] = (words[at] ?? '').split(' ')
    const status = STATUSES[letters.charAt(0)] ?? 'changed'
    const [path = '', newPath = ''] = words.slice(at + 1, at + 3)
    const isMoved = status === 'renamed' || status === 'copied'
    files.push({
      sha: status === 'removed' ? oldSha : newSha,
      filename: isMoved ? newPath : path,
      status,
      ...(isMoved && { previous_filename: path }),
    })
    at += isMoved ? 3 : 2
  }
  return files
}

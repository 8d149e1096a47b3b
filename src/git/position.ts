import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Commit } from '../metadata/commit.ts'
import { readCheckedOut } from './commits.ts'
import { errorCode } from '../property.ts'
import { askGit, GitError, type Clone } from './run.ts'

/** Where a clone stands. */
export interface Position {
  readonly checkedOut: Commit
  /** The folder, relative to the repository's top: '' or `a/b/`. */
  readonly prefix: string
  /** The commits whose parents the clone does not have; none in a full clone. */
  readonly boundary: ReadonlySet<string>
}

/** @throws as `runGit`; a `GitError` also where there is no commit yet */
export async function readPosition(clone: Clone): Promise<Position> {
  const place = readPlace(clone)
  // Where both fail, the other one has the words that tell more.
  place.catch(() => undefined)
  const checkedOut = await readCheckedOut(clone)
  const { prefix, shallow } = await place
  return { checkedOut, prefix, boundary: await readBoundary(resolve(clone.folder, shallow)) }
}

/** A folder's name may hold line breaks: what stands between the two is the commit's. */
const PLACE = /^(.*)\n[0-9a-f]{40,64}\n(.*)\n$/s

async function readPlace(clone: Clone): Promise<{ prefix: string; shallow: string }> {
  const text = await askGit('rev-parse', ['--show-prefix', 'HEAD', '--git-path', 'shallow'], clone)
  const [, prefix, shallow] = PLACE.exec(text) ?? []
  if (prefix === undefined || shallow === undefined) {
    throw new GitError('failed', `git rev-parse answered ${text.slice(0, 100)}`)
  }
  return { prefix, shallow }
}

async function readBoundary(file: string): Promise<Set<string>> {
  try {
    const lines = (await readFile(file, 'latin1')).split('\n')
    return new Set(lines.filter((line) => line !== ''))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Set()
    throw new GitError('failed', String(error))
  }
}

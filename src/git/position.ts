import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Commit } from '../metadata/commit.ts'
import { readCheckedOut } from './commits.ts'
import { errorCode, GitError, runGit, type Clone } from './run.ts'

/** Where a clone stands. */
export interface Position {
  readonly checkedOut: Commit
  /** The folder, relative to the repository's top: '' or `a/b/`. */
  readonly prefix: string
  /** The commits whose parents the clone does not have; none in a full clone. */
  readonly boundary: ReadonlySet<string>
}

/** @throws as `runGit`; GitError also when there is no commit yet */
export async function readPosition(clone: Clone): Promise<Position> {
  const [checkedOut, prefix, shallow] = await Promise.all([
    readCheckedOut(clone),
    readLine(['--show-prefix'], clone),
    readLine(['--git-path', 'shallow'], clone),
  ])
  return { checkedOut, prefix, boundary: await readBoundary(resolve(clone.folder, shallow)) }
}

/** Without its end only: a folder's name may hold a line break. */
async function readLine(args: readonly string[], clone: Clone): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of runGit('rev-parse', args, clone)) chunks.push(chunk)
  return Buffer.concat(chunks).toString().replace(/\n$/, '')
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

import { readIgnored, type Ignored } from './ignored.ts'
import { readPosition, type Position } from './position.ts'
import { GitError, type Clone } from './run.ts'
import { openTrusting, type Trusted } from './trust.ts'

/** A clone that git could read. */
export type OpenClone = Trusted<{
  readonly position: Position
  /** Or why git does not tell. */
  readonly ignored: Ignored | GitError
}>

/**
 * Asks git at once all that is asked of every clone: where it stands, and what it ignores.
 * @throws as `readPosition`
 */
export async function openClone(clone: Clone): Promise<OpenClone> {
  return openTrusting(clone, async (trusted) => {
    const ignoring = readIgnored(trusted).catch((error: unknown) => {
      if (error instanceof GitError) return error
      throw error
    })
    const [position, ignored] = await Promise.all([readPosition(trusted), ignoring])
    return { position, ignored }
  })
}

import { readIgnored, type Ignored } from './ignored.ts'
import { readPosition, type Position } from './position.ts'
import { GitError, inDiscovery, type Clone } from './run.ts'
import { openTrusting, type Trusted } from './trust.ts'

/** A clone that git could read. */
export type OpenClone = Trusted<{
  readonly position: Position
  /** Or why git does not tell. */
  readonly ignored: Ignored | GitError
}>

/**
 * Asks git at once all that is asked of every clone, before documents are known: where it stands, and
 * what it ignores.
 * @throws as `readPosition`
 */
export async function openClone(clone: Clone): Promise<OpenClone> {
  return openTrusting(clone, async (trusted) => {
    const asked = inDiscovery(trusted)
    const ignoring = readIgnored(asked).catch((error: unknown) => {
      if (error instanceof GitError) return error
      throw error
    })
    const [position, ignored] = await Promise.all([readPosition(asked), ignoring])
    return { position, ignored }
  })
}

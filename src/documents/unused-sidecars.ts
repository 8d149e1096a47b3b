import { join } from 'node:path'
import type { Turns } from '../event-loop.ts'
import { counted, listed } from '../log/figures.ts'
import { whatIsAt } from '../what-is-at.ts'
import type { FolderTree } from './folder-tree.ts'
import { METADATA_SUFFIX } from './names.ts'
import type { Pattern } from './patterns.ts'
import { Scopes } from './scopes.ts'

/**
 * The sidecars whose document the patterns would match, if it were there: it was probably
 * renamed or removed without them. Sorted; found among what the search has listed anyway.
 *
 * @param matched the paths of all that the patterns match
 * @throws the signal's reason
 */
export async function findUnusedSidecars(
  tree: FolderTree,
  patterns: readonly Pattern[],
  matched: ReadonlySet<string>,
  turns: Turns,
  signal: AbortSignal,
): Promise<string[]> {
  const unused: string[] = []
  const scopes = new Scopes(patterns)
  for (const path of tree.described) {
    if (matched.has(path)) continue
    if (turns.isDue) await turns.next(signal)
    const document = join(tree.folder, path)
    if (scopes.include(document) && whatIsAt(document) === 'nothing') {
      unused.push(path + METADATA_SUFFIX)
    }
  }
  return unused.sort()
}

/** What to say of them, if there are any. */
export function explainUnusedSidecars(sidecars: readonly string[]): string {
  const [have, advice] =
    sidecars.length === 1
      ? ['has', 'Rename it like the document that it is for, or remove it.']
      : ['have', 'Rename each like the document that it is for, or remove it.']
  return `${counted(sidecars.length, 'sidecar')} ${have} no document: ${listed(sidecars)}. ${advice}`
}

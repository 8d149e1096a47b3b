import { join } from 'node:path'
import { METADATA_SUFFIX } from './names.ts'
import type { Pattern } from './patterns.ts'
import { Scopes } from './scopes.ts'

/**
 * Tells of paths, relative to the workspace folder with `/`, whether a document there would match:
 * by their text alone, whether anything lies there or not.
 */
export function pathFilter(
  patterns: readonly Pattern[],
  folder: string,
  includeHiddenFiles: boolean,
): (path: string) => boolean {
  const scopes = new Scopes(patterns)
  const isHidden = (name: string): boolean =>
    name.startsWith('.') && (!includeHiddenFiles || name.toLowerCase() === '.git')
  return (path) =>
    !path.endsWith(METADATA_SUFFIX) &&
    !path.split('/').some(isHidden) &&
    scopes.include(join(folder, path))
}

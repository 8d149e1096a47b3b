import { join } from 'node:path'
import { parentOf } from '../git/folders.ts'
import { METADATA_SUFFIX } from './names.ts'
import type { Pattern } from './patterns.ts'
import { namesOf, Scope } from './scope.ts'

/**
 * Tells of paths, relative to the workspace folder with `/`, whether a document there would match:
 * by their text alone, whether anything lies there or not.
 */
export function pathFilter(
  patterns: readonly Pattern[],
  folder: string,
  includeHiddenFiles: boolean,
): (path: string) => boolean {
  const includes = pathMatcher(patterns, folder)
  const isHidden = (name: string): boolean =>
    name.startsWith('.') && (!includeHiddenFiles || name.toLowerCase() === '.git')
  return (path) =>
    !path.endsWith(METADATA_SUFFIX) && !path.split('/').some(isHidden) && includes(path)
}

/** Tells of paths whether the patterns include them. What is found of a folder is kept. */
export function pathMatcher(
  patterns: readonly Pattern[],
  folder: string,
): (path: string) => boolean {
  const scopes = new Map([['', Scope.of(patterns, folder)]])
  const names = (path: string): string[] => namesOf(join(folder, path))
  const scopeOf = (above: string): Scope => {
    const scope = scopes.get(above) ?? scopeOf(parentOf(above)).below(names(above))
    scopes.set(above, scope)
    return scope
  }
  return (path) => scopeOf(parentOf(path)).includes(names(path))
}

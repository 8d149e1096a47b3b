import { resolve } from 'node:path'
import type { Turns } from '../event-loop.ts'
import { whatIsAt } from '../what-is-at.ts'
import type { Pattern } from './patterns.ts'
import { Scopes } from './scopes.ts'

/** Where commas and spaces mean themselves, or have a hint of their own. */
const BRACES_AND_CLASSES = /\{[^}]*\}|\[[^\]]*\]/g
const SEVERAL = /[^\s,][\s,]+[^\s,]/

/**
 * The lines of "glob" that probably mean several patterns, with spaces or commas between them: as one
 * pattern they match nothing. Spaces and commas may be part of names, so one that matches is no mistake.
 *
 * @param folder the workspace folder
 * @param found the files that the patterns include: their paths, absolute
 * @throws the signal's reason
 */
export async function findSeveralPatterns(
  patterns: readonly Pattern[],
  folder: string,
  found: readonly string[],
  turns: Turns,
  signal: AbortSignal,
): Promise<string[]> {
  const lines: string[] = []
  for (const pattern of patterns) {
    if (!SEVERAL.test(pattern.written.replaceAll(BRACES_AND_CLASSES, ''))) continue
    const matches = pattern.excludes
      ? mayExclude(pattern, folder)
      : await includesAny(pattern, found, turns, signal)
    if (!matches) lines.push(pattern.written)
  }
  return lines
}

async function includesAny(
  pattern: Pattern,
  found: readonly string[],
  turns: Turns,
  signal: AbortSignal,
): Promise<boolean> {
  const scopes = new Scopes([pattern])
  for (const file of found) {
    if (turns.isDue) await turns.next(signal)
    if (scopes.include(file)) return true
  }
  return false
}

/** What a pattern excludes is not searched for: it is in doubt where the folder it begins with exists. */
function mayExclude({ literalPart }: Pattern, folder: string): boolean {
  return !SEVERAL.test(literalPart) || whatIsAt(resolve(folder, literalPart)) !== 'nothing'
}

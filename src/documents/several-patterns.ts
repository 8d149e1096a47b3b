import { lstatSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Turns } from '../event-loop.ts'
import type { Pattern } from './patterns.ts'
import { namesOf, Scope } from './scope.ts'

/** Where commas and spaces mean themselves, or have a hint of their own. */
const BRACES_AND_CLASSES = /\{[^}]*\}|\[[^\]]*\]/g
const SEVERAL = /[^\s,][\s,]+[^\s,]/

/**
 * The lines of "glob" that probably mean several patterns, with spaces or commas between them: as one
 * pattern they match nothing. Spaces and commas may be part of names, so one that matches is no mistake.
 *
 * @param found the files that the patterns include: their paths, absolute
 * @throws the signal's reason
 */
export async function findSeveralPatterns(
  patterns: readonly Pattern[],
  found: readonly string[],
  turns: Turns,
  signal: AbortSignal,
): Promise<string[]> {
  const lines: string[] = []
  for (const pattern of patterns) {
    if (!SEVERAL.test(pattern.written.replaceAll(BRACES_AND_CLASSES, ''))) continue
    const matches = pattern.excludes
      ? mayExclude(pattern)
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
  for (const file of found) {
    if (turns.isDue) await turns.next(signal)
    if (Scope.of([pattern], dirname(file)).includes(namesOf(file))) return true
  }
  return false
}

/** What a pattern excludes is not searched for: it is in doubt where the folder it begins with exists. */
function mayExclude({ literalPart }: Pattern): boolean {
  if (!SEVERAL.test(literalPart)) return true
  try {
    return lstatSync(literalPart, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false // such as a name that is too long for anything to have it
  }
}

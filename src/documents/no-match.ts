import { readdirSync } from 'node:fs'
import { count } from '../log/figures.ts'
import { checkoutsWith } from './checkouts.ts'
import type { Clues, Discovery } from './discover.ts'
import { METADATA_SUFFIX } from './names.ts'

type Found = Pick<Discovery, 'folder' | 'clues'>

/**
 * The line for a search that found nothing: which patterns, what in particular speaks for a mistake,
 * and the usual causes.
 */
export function explainNoMatch({ folder, clues }: Found): string {
  const written = clues.patterns.map((pattern) => JSON.stringify(pattern.written)).join(', ')
  return [
    `No file matches the input "glob" (${written}).`,
    ...(isEmpty(folder) ? ['The workspace folder is empty.'] : []),
    ...signsInPatterns(clues),
    ...signsOfCheckouts(beginningsOf(clues), folder),
    ...(clues.ignored > 0 ? [ofIgnored(clues.ignored)] : []),
    ...(clues.passedHidden ? ['Hidden files or folders were skipped.'] : []),
    'Usual causes: actions/checkout has not run before this step, the patterns are not relative to the workspace folder,',
    'or the files are hidden (a name in the path starts with a dot), which needs "include-hidden-files: true".',
  ].join(' ')
}

/** What in the patterns is probably not meant, a sentence each; also where others have found something. */
export function signsOfMistakes({ folder, clues }: Found): string[] {
  return [...signsInPatterns(clues), ...signsOfCheckouts(clues.missing, folder)]
}

function signsInPatterns({ patterns, missing, several }: Clues): string[] {
  const written = patterns.map((pattern) => pattern.written)
  return [
    missing.length > 0 &&
      `There is no ${missing.map((path) => JSON.stringify(path)).join(', no ')} (names are case-sensitive).`,
    several.length > 0 &&
      `${several.map((line) => JSON.stringify(line)).join(', ')} ${several.length === 1 ? 'is one pattern' : 'are one pattern each'}, in which spaces and commas are part of names: put each pattern on its own line.`,
    written.some((pattern) => /\{[^}]*,[^}]*\}/.test(pattern)) &&
      'Braces such as {md,html} are not supported in "glob": put each pattern on its own line.',
    written.some((pattern) => /\\\w/.test(pattern)) &&
      'Folders in "glob" are separated by /, not by \\.',
    written.some((pattern) => pattern.endsWith(METADATA_SUFFIX)) &&
      `Files that end in ${METADATA_SUFFIX} are metadata of others, never documents.`,
  ].filter((sign) => sign !== false)
}

/** A repository that is checked out into a folder of its own, while the patterns begin in the repository. */
function signsOfCheckouts(beginnings: readonly string[], folder: string): string[] {
  const [checkout] = checkoutsWith(beginnings, folder)
  if (checkout === undefined) return []
  const { name, path } = checkout
  const place = path === '' ? '' : ` and has ${JSON.stringify(path)} in it`
  return [
    `The folder ${JSON.stringify(name)} is a repository of its own (actions/checkout with "path")${place}: begin the patterns with ${JSON.stringify(`${name}/${path}`)}.`,
  ]
}

/** What the patterns name before their first wildcard. */
function beginningsOf({ patterns }: Clues): string[] {
  return patterns.filter(({ excludes }) => !excludes).map(({ literalPart }) => literalPart)
}

function ofIgnored(files: number): string {
  const subject =
    files === 1
      ? 'One file would match, but git ignores it'
      : `${count(files)} files would match, but git ignores them`
  return `${subject} (.gitignore): a pattern that begins with an ignored folder, such as "site/**/*.html", publishes what is in it.`
}

function isEmpty(folder: string): boolean {
  return readdirSync(folder).length === 0
}

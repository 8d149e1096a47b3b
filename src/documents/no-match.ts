import { readdirSync } from 'node:fs'
import type { Discovery } from './discover.ts'

/**
 * The line for a search that found nothing: which patterns, what in particular speaks for a mistake,
 * and the usual causes.
 */
export function explainNoMatch({ folder, clues }: Pick<Discovery, 'folder' | 'clues'>): string {
  const { patterns, missing, passedHidden } = clues
  const written = patterns.map((pattern) => JSON.stringify(pattern.written)).join(', ')
  const signs = [
    isEmpty(folder) && 'The workspace folder is empty.',
    missing.length > 0 &&
      `There is no ${missing.map((path) => JSON.stringify(path)).join(', no ')} (upper and lower case count).`,
    passedHidden && 'Hidden files or folders were passed over.',
    patterns.some(({ written }) => /\{[^}]*,[^}]*\}/.test(written)) &&
      'Braces such as {md,html} are not supported: give each pattern a line.',
  ].filter((sign) => sign !== false)
  return [
    `No file matches the input \`glob\` (${written}).`,
    ...signs,
    'Usual causes: actions/checkout has not run before this step, the patterns are not relative to the workspace folder,',
    'or the files are hidden (a name in the path starts with a dot), which needs `include-hidden-files: true`.',
  ].join(' ')
}

function isEmpty(folder: string): boolean {
  return readdirSync(folder).length === 0
}

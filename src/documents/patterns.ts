import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { create } from '@actions/glob'
import { PublishError } from '../log/publish-error.ts'
import { messageOf } from '../property.ts'
import { isWithin } from './workspace-folder.ts'

/** One line of the input "glob". */
export interface Pattern {
  /** As it was written. */
  readonly written: string
  readonly excludes: boolean
  /** Without its `!`, with the real workspace folder in front. */
  readonly absolute: string
  /** Its names before the first that holds a wildcard: a path, relative to the workspace folder, with `/`. */
  readonly literalPart: string
}

/**
 * The patterns of the input "glob": one a line, `#` for a comment, `!` excludes, relative to the
 * workspace folder or absolute and in it.
 *
 * @throws a `PublishError` that names a pattern which is not valid or searches outside of the workspace
 * folder, or says that no pattern includes anything
 */
export async function readPatterns(
  input: string,
  workspace: string,
  folder: string,
): Promise<Pattern[]> {
  const lines = input.split(/[\r\n]+/).map((line) => line.trim())
  const patterns: Pattern[] = []
  for (const line of lines.filter((line) => line !== '' && !line.startsWith('#'))) {
    const pattern = parse(line, [resolve(workspace), folder], folder)
    patterns.push({ ...pattern, literalPart: await literalPartOf(pattern, folder) })
  }
  if (patterns.length === 0) {
    throw new PublishError(
      'The input "glob" has no pattern: give one per line, such as "docs/**/*.md".',
    )
  }
  if (patterns.every((pattern) => pattern.excludes)) {
    throw new PublishError(
      'The input "glob" has only patterns that exclude ("!"): add one that says what to publish, such as "docs/**/*.md".',
    )
  }
  return patterns
}

/**
 * Where to search for what the patterns include: their literal beginnings, none within another.
 *
 * @param folder the real path of the workspace folder
 */
export async function searchPaths(
  patterns: readonly Pattern[],
  folder: string,
): Promise<readonly string[]> {
  const including = patterns.filter(({ excludes }) => !excludes)
  const globber = await create(including.map(({ absolute }) => absolute).join('\n'))
  return globber.getSearchPaths().map((path) => inLettersOfDisk(path, folder))
}

/**
 * A path in the letters that it has on disk, where the system takes `A` and `a` for the same: git and
 * other systems do not. No link is followed.
 */
function inLettersOfDisk(path: string, folder: string): string {
  if (process.platform !== 'win32' && process.platform !== 'darwin') return path
  try {
    const real = realpathSync.native(path)
    const isSame = real.toLowerCase() === path.toLowerCase() && real.length === path.length
    return isSame ? path.slice(0, folder.length) + real.slice(folder.length) : path
  } catch {
    return path // there is nothing, which the search says
  }
}

/** The pattern that matches this path and no other. */
function literally(path: string): string {
  return (sep === '\\' ? path : path.replaceAll('\\', '\\\\')).replace(/[[?*]/g, '[$&]')
}

type Parsed = Omit<Pattern, 'literalPart'>

function parse(written: string, roots: readonly string[], folder: string): Parsed {
  const [marks = ''] = /^(?:!\s*)*/.exec(written) ?? []
  const excludes = marks.replaceAll(/[^!]/g, '').length % 2 === 1
  const pattern = written.slice(marks.length)
  if (pattern === '') {
    throw new PublishError('The input "glob" has a line with "!" and no pattern after it.')
  }
  return { written, excludes, absolute: makeAbsolute(pattern, roots, folder) }
}

function makeAbsolute(pattern: string, roots: readonly string[], folder: string): string {
  const native = sep === '\\' ? pattern.replaceAll('/', '\\') : pattern
  // In the value of `${{ github.workspace }}`, what looks like a pattern is part of a name.
  const root = roots.find((root) => native === root || native.startsWith(root + sep))
  if (root !== undefined) return literally(folder) + native.slice(root.length)
  if (native === '.' || native.startsWith(`.${sep}`)) return literally(folder) + native.slice(1)
  if (isAbsolute(native)) return native
  if (native === '~' || native.startsWith(`~${sep}`)) return literally(homedir()) + native.slice(1)
  return literally(folder) + sep + native
}

/** Checks the pattern by the way. */
async function literalPartOf(
  { written, absolute, excludes }: Parsed,
  folder: string,
): Promise<string> {
  const name = JSON.stringify(written)
  const [start = folder] = await create(absolute).then(
    (globber) => globber.getSearchPaths(),
    (error: unknown) => {
      throw new PublishError(
        `The pattern ${name} of the input "glob" is not valid: ${wrong(error)}`,
      )
    },
  )
  if (!excludes && !isWithin(folder, start)) {
    throw new PublishError(
      `The pattern ${name} of the input "glob" searches ${start}, outside of the workspace folder ${folder}. Only files in the workspace folder can be published.`,
    )
  }
  return relative(folder, inLettersOfDisk(start, folder)).replaceAll(sep, '/')
}

function wrong(error: unknown): string {
  const message = messageOf(error)
  return message.includes('Relative pathing')
    ? '"." and ".." are not allowed in it; write it as a path relative to the workspace folder.'
    : `${message}.`
}

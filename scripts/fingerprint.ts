/** Tells whether `dist/` is what the sources make, without making it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What `dist/` is made from. */
const SOURCES = [
  ...['src', 'scripts/build.ts', 'scripts/licenses.ts', 'tsconfig.json', 'tsconfig.build.json'],
  ...['package.json', 'package-lock.json'],
]

/** Where a build leaves the fingerprints of what it has read and of what it has written. */
export const FINGERPRINTS_FILE = join('build', 'fingerprints')

export function fingerprintOfSources(root: string): string {
  return fingerprint(root, SOURCES)
}

/** Of a build that has read sources with that fingerprint, and has written what is in `dist/` now. */
export function fingerprints(root: string, sources = fingerprintOfSources(root)): string {
  return `${sources} ${fingerprint(root, ['dist'])}\n`
}

/** A hash of files and folders: of their names and contents, not of dates. */
function fingerprint(root: string, parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of parts.flatMap((part) => filesIn(root, part))) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** The paths of the files in a folder of the root, or of the one file that it is. */
function filesIn(root: string, part: string): string[] {
  const found = statSync(join(root, part), { throwIfNoEntry: false })
  if (found?.isDirectory() !== true) return found === undefined ? [] : [part]
  return readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
    .map((name) => join(part, name))
    .filter((path) => statSync(join(root, path)).isFile())
    .sort()
}

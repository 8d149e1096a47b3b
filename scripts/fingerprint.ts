/** Tells whether `dist/` is what the sources make, without making it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What `dist/` is made from, and `dist/` itself. */
const PARTS = [
  ...['src', 'dist', 'scripts/build.ts', 'scripts/licenses.ts', 'tsconfig.json'],
  ...['tsconfig.build.json', 'package.json', 'package-lock.json'],
]

/** Where the build leaves the fingerprint of what it has read and written. */
export const FINGERPRINT_FILE = join('build', 'fingerprint')

/** A hash of the sources and of the bundle in a folder: of their names and contents, not of dates. */
export function fingerprint(root: string): string {
  const hash = createHash('sha256')
  for (const path of PARTS.flatMap((part) => filesIn(root, part))) {
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

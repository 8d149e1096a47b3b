/**
 * Builds `dist/` unless it is what the sources make. Jest runs this before end-to-end tests, so that none
 * of them tests an old program.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprints, FINGERPRINTS_FILE } from './fingerprint.ts'

const ROOT = join(import.meta.dirname, '..')

export default function freshDist(): void {
  const file = join(ROOT, FINGERPRINTS_FILE)
  if (existsSync(file) && readFileSync(file, 'utf8') === fingerprints(ROOT)) return
  console.log('dist/ is not what the sources make: building it.')
  execFileSync(process.execPath, [join(import.meta.dirname, 'build.ts')], { stdio: 'inherit' })
}

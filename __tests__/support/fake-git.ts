import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from './repository.ts'

/** A `PATH` whose git is a shell script; `$real` is the real one. */
export function fakeGit(repository: Repository, script: string): string {
  const folder = join(repository.folder, '../bin')
  mkdirSync(folder)
  const path = process.env['PATH'] ?? ''
  const real = `real="$(PATH='${path}' command -v git)"`
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${real}\n${script}\n`)
  chmodSync(join(folder, 'git'), 0o755)
  return `${folder}:${path}`
}

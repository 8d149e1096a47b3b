import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from '@jest/globals'
import type { Discovery } from '../../src/documents/discover.ts'
import { discover } from '../../src/documents/discover.ts'
import { recordingLog } from './recording-log.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that lasts as long as the test, with these files in it. */
export function workspace(files: Record<string, string | Buffer> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')))
  folders.push(folder)
  chmodSync(folder, 0o755)
  for (const [path, content] of Object.entries(files)) write(folder, path, content)
  return folder
}

export function write(folder: string, path: string, content: string | Buffer = 'text'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

export function find(
  folder: string,
  patterns: string,
  includeHiddenFiles = false,
): Promise<Discovery> {
  return discover({
    workspaceFolder: folder,
    patterns,
    includeHiddenFiles,
    naming: { fileName: 'path', prefix: '' },
    log: recordingLog(),
    signal: new AbortController().signal,
  })
}

export function pathsOf(items: readonly { readonly path: string }[]): string[] {
  return items.map((item) => item.path)
}

/** Permissions stop nobody but other users: root does this as the user `nobody`. */
export async function withoutPrivileges<Result>(
  use: () => Result | Promise<Result>,
): Promise<Result> {
  if (process.getuid?.() !== 0) return use()
  process.seteuid?.(65_534)
  try {
    return await use()
  } finally {
    process.seteuid?.(0)
  }
}

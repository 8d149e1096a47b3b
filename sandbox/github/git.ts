import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const MOST_BYTES = 256 * 1024 * 1024

/** What git prints in a folder, without the last line break. Rejects if git fails. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['-C', folder, ...args], {
    maxBuffer: MOST_BYTES,
  })
  return stdout.replace(/\n$/, '')
}

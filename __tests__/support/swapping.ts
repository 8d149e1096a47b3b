import { spawn } from 'node:child_process'
import { renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Swaps a folder of the workspace folder for a link that leads outside, and back, as fast as another
 * process can, while something is done.
 */
export async function whileSwapped<Result>(
  workspace: string,
  folder: string,
  outside: string,
  use: () => Result | Promise<Result>,
): Promise<Result> {
  symlinkSync(outside, join(workspace, 'link'))
  const names = [folder, 'aside', 'link'].map((name) => join(workspace, name))
  const swapping = spawn(process.execPath, [import.meta.filename, ...names], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = new Promise((resolve) => swapping.once('exit', resolve))
  try {
    await new Promise((resolve) => swapping.stdout.once('data', resolve))
    return await use()
  } finally {
    swapping.stdin.end()
    await gone
  }
}

async function swap(folder: string, aside: string, link: string): Promise<void> {
  const input = process.stdin.resume()
  console.log('swapping')
  while (!input.readableEnded) {
    for (let round = 0; round < 1_000; round++) {
      renameSync(folder, aside)
      renameSync(link, folder)
      renameSync(folder, link)
      renameSync(aside, folder)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const [, program, folder, aside, link] = process.argv
if (program === import.meta.filename && folder && aside && link) await swap(folder, aside, link)

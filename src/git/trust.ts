import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GitError, type Clone } from './run.ts'

/**
 * Does the work again where git refuses a folder that has another owner, as in a container job.
 * `-c safe.directory` is enough for today's git, but 2.30 to 2.37 with that check (Ubuntu 22.04's)
 * take the setting from a user's file only: then git gets a home of its own for the time.
 * @throws what the work throws
 */
export async function trustingFolder<T>(
  clone: Clone,
  work: (clone: Clone) => Promise<T>,
): Promise<T> {
  try {
    return await work(clone)
  } catch (error) {
    if (!(error instanceof GitError && error.problem === 'refused')) throw error
    const home = await homeThatTrusts(clone.folder).catch(() => {
      throw error
    })
    const environment = { ...clone.environment, HOME: home, XDG_CONFIG_HOME: home }
    return await work({ ...clone, environment }).finally(() => remove(home))
  }
}

async function homeThatTrusts(folder: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'git-home-'))
  const directory = JSON.stringify(folder.replaceAll('\\', '/'))
  await writeFile(join(home, '.gitconfig'), `[safe]\n\tdirectory = ${directory}\n`)
  return home
}

/** What cannot be removed stays with the runner's other temporary files: no reason to fail. */
async function remove(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GitError, type Clone } from './run.ts'

/** A clone that git agreed to read, and what it told at once. */
export interface Trusted<Told> {
  /** For all that git is asked from now on. */
  readonly clone: Clone
  readonly told: Told
  /** To be called when git is asked no more. Never throws. */
  readonly close: () => Promise<void>
}

/**
 * Asks git about a clone, and once more where git refuses a folder that has another owner, as in a
 * container job. `-c safe.directory` is enough for today's git, but 2.30 to 2.37 with that check
 * (Ubuntu 22.04's) take the setting from a user's file only: then git gets a home of its own for the
 * time.
 * @throws what `ask` throws
 */
export async function openTrusting<Told>(
  clone: Clone,
  ask: (clone: Clone) => Promise<Told>,
): Promise<Trusted<Told>> {
  try {
    return { clone, told: await ask(clone), close: () => Promise.resolve() }
  } catch (error) {
    if (!(error instanceof GitError && error.problem === 'untrusted')) throw error
    const home = await homeThatTrusts(clone.folder).catch(() => {
      throw error
    })
    const close = (): Promise<void> => remove(home)
    const environment = { ...clone.environment, HOME: home, XDG_CONFIG_HOME: home }
    const trusted = { ...clone, environment }
    try {
      return { clone: trusted, told: await ask(trusted), close }
    } catch (again) {
      await close()
      throw again
    }
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

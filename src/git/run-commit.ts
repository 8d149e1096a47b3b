import { Turns } from '../event-loop.ts'
import type { Event } from '../metadata/event.ts'
import type { Clones } from './clones.ts'
import { repositoryOf } from './repository.ts'
import { GitError } from './run.ts'

/**
 * Looks whether the run's own commit is checked out in every clone of the run's repository: the workspace folder's, and
 * those that files lie in.
 *
 * @param paths relative to the workspace folder, with `/`
 * @returns why that is not so, or not known, as a clause (`commit … is checked out`); undefined where it is so
 * @throws the signal's reason when the signal aborts
 */
export async function lacksRunCommit(
  paths: Iterable<string>,
  clones: Clones,
  event: Event,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { commit, repository } = event
  if (commit === undefined) return 'the commit of the run is not known (GITHUB_SHA)'
  if (repository === undefined) return 'the repository of the run is not known (GITHUB_REPOSITORY)'
  let isCheckedOut = false
  for (const folder of await foldersOf(paths, clones, signal)) {
    const place = folder === '' ? '' : ` in ${JSON.stringify(folder)}`
    try {
      const opened = await clones.open(folder)
      const { sha } = opened.told.position.checkedOut
      if (sha === commit.sha) {
        isCheckedOut = true
        continue
      }
      const its = await repositoryOf(opened, folder, event)
      if (its?.name.toLowerCase() !== repository.name.toLowerCase()) continue
      return `commit ${sha} is checked out${place}, and the run is about ${commit.sha}`
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      // Files beside the clones are nobody's: that says nothing of this repository.
      if (folder === '' && error.problem === 'no-repository') continue
      return `git does not say which commit is checked out${place} (${error.message})`
    }
  }
  return isCheckedOut ? undefined : `no clone of ${repository.name} is in the workspace folder`
}

async function foldersOf(
  paths: Iterable<string>,
  clones: Clones,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const folders = new Set([''])
  const turns = new Turns()
  for (const path of paths) {
    while (turns.isDue) await turns.next(signal)
    folders.add(clones.around(path))
  }
  return folders
}

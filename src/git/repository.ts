import type { Event } from '../metadata/event.ts'
import { repositoryOfRemote, type Repository } from '../metadata/repository.ts'
import type { OpenClone } from './open.ts'
import { readRemotes } from './remotes.ts'

/**
 * Which repository a clone is of: the run's where the run's commit is checked out, else the one that its remote names;
 * undefined where that is not on this GitHub.
 *
 * @param folder the clone's, relative to the workspace folder
 * @throws as `runGit`
 */
export async function repositoryOf(
  { clone, told: { position } }: OpenClone,
  folder: string,
  { commit, repository, server }: Event,
): Promise<Repository | undefined> {
  if (position.checkedOut.sha === commit?.sha) return repository
  const remotes = await readRemotes(clone)
  if (folder === '' && remotes.size === 0) return repository
  const origin = remotes.get('origin')
  if (origin === undefined || server === undefined) return undefined
  return repositoryOfRemote(origin, server)
}

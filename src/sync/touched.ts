import { parentOf } from '../git/folders.ts'
import type { History } from '../metadata/file-commit.ts'
import { concerns } from './may-speak.ts'
import type { Scope } from './scope.ts'

/** Where a repository's files lie in the workspace folder: what is in front of a path there and here. */
interface Place {
  readonly inRepository: string
  readonly inWorkspace: string
}

/**
 * Tells of paths of the run's repository, relative to its top, whether a change there concerns this
 * scope: a document, a sidecar, or a folder of documents, such as a submodule that has moved.
 */
export function touchedBy(scope: Scope, history: History): (repositoryPath: string) => boolean {
  const places = placesOf(scope, history)
  const folders = foldersAbove(history.keys())
  return (repositoryPath) =>
    places.some(({ inRepository, inWorkspace }) => {
      if (!repositoryPath.startsWith(inRepository)) return false
      const path = inWorkspace + repositoryPath.slice(inRepository.length)
      return folders.has(path) || concerns(path, scope)
    })
}

function foldersAbove(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const path of paths) {
    for (
      let folder = parentOf(path);
      folder !== '' && !folders.has(folder);
      folder = parentOf(folder)
    )
      folders.add(folder)
  }
  return folders
}

function placesOf({ repository }: Scope, history: History): readonly Place[] {
  const places = new Map<string, Place>()
  for (const [path, file] of history) {
    if (file.kind !== 'own' && file.kind !== 'checked-out') continue
    if (file.repository?.name !== repository) continue
    const place = placeOf(path, file.repositoryPath)
    places.set(`${place.inRepository}\0${place.inWorkspace}`, place)
  }
  return places.size > 0 ? [...places.values()] : [{ inRepository: '', inWorkspace: '' }]
}

/** One of the two paths ends with the other. */
function placeOf(path: string, repositoryPath: string): Place {
  return path.length > repositoryPath.length
    ? { inRepository: '', inWorkspace: path.slice(0, path.length - repositoryPath.length) }
    : {
        inRepository: repositoryPath.slice(0, repositoryPath.length - path.length),
        inWorkspace: '',
      }
}

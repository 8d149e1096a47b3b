import { realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { PublishError } from '../log/publish-error.ts'
import { errorCode } from '../property.ts'

/**
 * The real path of the workspace folder: it may itself be reached by a link, what is in it may not.
 *
 * @throws a `PublishError` where it is not a folder, or cannot be read
 */
export function realFolder(workspace: string): string {
  try {
    const folder = realpathSync(resolve(workspace))
    if (statSync(folder).isDirectory()) return folder
  } catch (error) {
    throw new PublishError(
      `The workspace folder ${workspace} (GITHUB_WORKSPACE) cannot be read: ${errorCode(error)}. Is it mounted in this container?`,
    )
  }
  throw new PublishError(`The workspace folder ${workspace} (GITHUB_WORKSPACE) is not a folder.`)
}

/** Whether an absolute path is the folder or below it, judged by the text alone. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

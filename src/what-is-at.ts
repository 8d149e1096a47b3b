import { lstatSync } from 'node:fs'
import { errorCode } from './property.ts'

/** By these the system says that there is nothing: the last is for a name too long for anything to have. */
const NOTHING = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']

/** What has a path; a link is not followed. `unknown` where the system does not tell. */
export function whatIsAt(path: string): 'folder' | 'other' | 'nothing' | 'unknown' {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return 'nothing'
    return stats.isDirectory() ? 'folder' : 'other'
  } catch (error) {
    return isNothing(error) ? 'nothing' : 'unknown'
  }
}

/** Whether the file system's error says that nothing has a path. */
export function isNothing(error: unknown): boolean {
  return NOTHING.includes(errorCode(error))
}

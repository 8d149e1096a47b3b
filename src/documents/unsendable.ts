import type { Stats } from 'node:fs'
import type { LeftOut } from './found.ts'

function skipped(path: string, reason: string): LeftOut {
  return { path, outcome: 'skipped', reason }
}

function failed(path: string, reason: string): LeftOut {
  return { path, outcome: 'failed', reason }
}

/** For a file of no bytes: the platform's ingestion refuses it as EMPTY_FILE. */
export function empty(path: string): LeftOut {
  return skipped(path, 'The file is empty, and the platform refuses empty files.')
}

/** For what git left in place of a file that Git LFS keeps elsewhere. */
export function lfsPointer(path: string): LeftOut {
  return skipped(
    path,
    'This is a Git LFS pointer, not the file itself: set "lfs: true" on actions/checkout.',
  )
}

/** For a symbolic link, wherever it leads. */
export function symbolicLink(path: string): LeftOut {
  return skipped(
    path,
    'This is a symbolic link, and links are not followed: let "glob" name what it leads to.',
  )
}

/** For a file or folder that a pattern reaches through a linked folder. */
export function behindLink(path: string): LeftOut {
  return skipped(
    path,
    'The way here leads through a symbolic link, and links are not followed: let "glob" name the real folder.',
  )
}

/** For a name that cannot be written in UTF-8, as S3 and the platform require. */
export function notUtf8(path: string): LeftOut {
  return skipped(path, 'The name is not valid UTF-8: rename it to publish it.')
}

/** For what is neither a file nor a symbolic link: opening it could hang, or mean something else. */
export function notAFile(path: string, stats: Stats): LeftOut {
  return skipped(path, `This is ${kindOf(stats)}, not a file.`)
}

/** For a document above what S3 takes in one POST. */
export function tooLarge(path: string): LeftOut {
  return failed(path, 'The file is larger than 5 GiB, the most that S3 takes in one upload.')
}

/** For what the file system refused to show or to read, by its error. */
export function unreadable(path: string, error: unknown): LeftOut {
  const code = errorCode(error)
  if (code === 'ELOOP') return symbolicLink(path)
  if (code === 'ENXIO') return skipped(path, 'This is a socket or a device, not a file.')
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return failed(
      path,
      'It was there when the search began, and is gone: does another step move files?',
    )
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return failed(
      path,
      `It cannot be read (${code}): give the user that runs this step permission.`,
    )
  }
  return failed(path, `It cannot be read (${code}).`)
}

/** The file system's short name for what went wrong, such as ENOENT. */
export function errorCode(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
  return error instanceof Error ? error.message : String(error)
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder'
  if (stats.isFIFO()) return 'a FIFO (named pipe)'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}

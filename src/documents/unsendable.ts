import type { Stats } from 'node:fs'
import type { NotUploaded } from '../document.ts'
import { errorCode } from '../property.ts'

/** A matched path that cannot be uploaded, and why. */
export interface Unsendable {
  /** Relative to the workspace folder, with `/`; a folder's ends in one. */
  readonly path: string
  readonly outcome: NotUploaded
}

function skipped(reason: string): NotUploaded {
  return { kind: 'skipped', reason }
}

/** For what should have been uploaded. The step fails. */
export function failed(reason: string): NotUploaded {
  return { kind: 'failed', reason }
}

/** For a file of no bytes: the platform's ingestion rejects it as EMPTY_FILE. */
export function empty(): NotUploaded {
  return skipped('The file is empty, and the platform rejects empty files.')
}

/** For what git left in place of a file that Git LFS keeps elsewhere. */
export function lfsPointer(): NotUploaded {
  return skipped(
    'This is a Git LFS pointer, not the file itself. Set "lfs: true" on actions/checkout.',
  )
}

/** For a symbolic link, wherever it leads. */
export function symbolicLink(): NotUploaded {
  return skipped(
    'This is a symbolic link, and links are not followed. Name the file that it points to in "glob".',
  )
}

/** For a file or folder that a pattern reaches through a linked folder. */
export function behindLink(): NotUploaded {
  return skipped(
    'Its path goes through a symbolic link, and links are not followed. Name the real folder in "glob".',
  )
}

/** For a name that cannot be written in UTF-8, as S3 and the platform require. */
export function notUtf8(): NotUploaded {
  return skipped('The name is not valid UTF-8. Rename the file to publish it.')
}

/** For what is neither a file nor a symbolic link: opening it could hang, or mean something else. */
export function notAFile(stats: Stats): NotUploaded {
  return skipped(`This is ${kindOf(stats)}, not a file.`)
}

/** For a document larger than S3 accepts in one POST. */
export function tooLarge(): NotUploaded {
  return failed('The file is larger than 5 GiB, the most that S3 accepts in one upload.')
}

/** For what cannot be listed, opened or read, by the file system's error. */
export function unreadable(error: unknown): NotUploaded {
  const code = errorCode(error)
  switch (code) {
    case 'ELOOP':
      return symbolicLink()
    case 'ENXIO':
      return skipped('This is a socket or a device, not a file.')
    case 'ENOENT':
    case 'ENOTDIR':
      return failed('The file was removed during this step. Is another process moving files?')
    case 'EACCES':
    case 'EPERM':
      return failed(`It cannot be read (${code}). Give the user who runs this step permission.`)
    default:
      return failed(`It cannot be read (${code}).`)
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder'
  if (stats.isFIFO()) return 'a FIFO (named pipe)'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}

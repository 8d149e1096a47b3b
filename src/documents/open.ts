import {
  close,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  read,
  readlinkSync,
  readSync,
  realpathSync,
} from 'node:fs'
import { join } from 'node:path'
import type { NotUploaded } from '../document.ts'
import { DescriptorsExhaustedError, lacksDescriptor } from '../network/descriptors.ts'
import { behindLink, notAFile, tooLarge, unreadable } from './unsendable.ts'

/** The most that S3 takes in one POST. (S3's documentation) */
export const MAX_DOCUMENT_BYTES = 5 * 1024 ** 3

/** A document, opened once: what is read is one file, whatever happens to its path. Close it. */
export class OpenDocument {
  readonly path: string
  /** Bytes, as of opening. */
  readonly size: number
  readonly #file: number
  #reads = 0
  #closed = false

  constructor(path: string, size: number, file: number) {
    this.path = path
    this.size = size
    this.#file = file
  }

  /** Fills the target from a position, and says how much of it: less only at the end that the file has or had. */
  readSync(target: Uint8Array, position: number): number {
    let filled = 0
    while (filled < target.length) {
      const got = readSync(this.#file, target, filled, target.length - filled, position + filled)
      filled += got
      // Asked for more, the system gave what there was to the known end.
      if (got === 0 || position + filled === this.size) break
    }
    return filled
  }

  /** As `readSync`, off the main thread: for what may take long. Rejects once closed. */
  async read(target: Uint8Array, position: number): Promise<number> {
    let filled = 0
    while (filled < target.length) {
      const got = await this.#readSome(target, filled, position + filled)
      if (got === 0) break
      filled += got
    }
    return filled
  }

  /** May be called at any time, and more than once. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#reads === 0) closeSync(this.#file)
  }

  #readSome(target: Uint8Array, offset: number, position: number): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new Error(`${this.path} is closed`))
        return
      }
      this.#reads += 1
      read(this.#file, target, offset, target.length - offset, position, (error, got) => {
        this.#reads -= 1
        // A number closed under a read could be another file's by then.
        if (this.#closed && this.#reads === 0) close(this.#file)
        if (error) reject(error)
        else resolve(got)
      })
    })
  }
}

// Windows has neither of the last two; a missing constant counts as 0.
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * Opens a document for reading: no link is followed, neither at its end nor on the way, and a FIFO
 * does not hang.
 *
 * @param folder the real path of the workspace folder
 * @param path relative to it, with `/`
 * @returns the open document; or why it cannot be uploaded, and then nothing stays open
 * @throws a `DescriptorsExhaustedError` where none is free to open it with: it says nothing of the document
 */
export function openDocument(folder: string, path: string): OpenDocument | NotUploaded {
  const absolute = join(folder, path)
  let file: number | undefined
  try {
    file = openSync(absolute, FLAGS)
    const result = admit(file, absolute, path)
    if (result instanceof OpenDocument) file = undefined
    return result
  } catch (error) {
    if (lacksDescriptor(error)) throw new DescriptorsExhaustedError(path, error.code)
    return unreadable(error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function admit(file: number, absolute: string, path: string): OpenDocument | NotUploaded {
  if (!isOpenedAt(file, absolute)) {
    lstatSync(absolute) // throws where there is nothing any more, which is another reason
    return behindLink()
  }
  const stats = fstatSync(file)
  if (!stats.isFile()) return notAFile(stats)
  if (stats.size > MAX_DOCUMENT_BYTES) return tooLarge()
  return new OpenDocument(path, stats.size, file)
}

/**
 * Whether an open file is the one at this path, and no link led elsewhere. What a path leads to may
 * change between any two looks at it, so Linux is asked for the place of the file that is open.
 */
function isOpenedAt(file: number, absolute: string): boolean {
  const place = placeOf(file)
  // It was there, and has been replaced or removed since: what is open is still what it was.
  if (place !== undefined) return place === absolute || place === `${absolute} (deleted)`
  return isReal(absolute) && isSame(file, absolute) && isReal(absolute)
}

/** The path of an open file, where the system tells it. (proc(5)) */
function placeOf(file: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    return readlinkSync(`/proc/self/fd/${file}`)
  } catch {
    return undefined // /proc is not mounted
  }
}

function isReal(absolute: string): boolean {
  // Not the system's own, though twice as fast: it may correct letter case.
  return realpathSync(absolute) === absolute
}

function isSame(file: number, absolute: string): boolean {
  const opened = fstatSync(file, { bigint: true })
  const there = lstatSync(absolute, { bigint: true })
  return opened.dev === there.dev && opened.ino === there.ino
}

import {
  close,
  closeSync,
  constants,
  fstatSync,
  openSync,
  read,
  readSync,
  realpathSync,
} from 'node:fs'
import { join } from 'node:path'
import type { LeftOut } from './document.ts'
import { behindLink, notAFile, tooLarge, unreadable } from './left-out.ts'

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

// Elsewhere the system's own, twice as fast, may correct letter case.
const realPath = process.platform === 'linux' ? realpathSync.native : realpathSync

/**
 * Opens a document for reading: no link is followed, neither at its end nor on the way, and a FIFO
 * does not hang. What cannot be sent comes back as left out; nothing stays open then.
 *
 * @param folder the real path of the workspace folder
 * @param path relative to it, with `/`
 */
export function openDocument(folder: string, path: string): OpenDocument | LeftOut {
  const absolute = join(folder, path)
  let file: number | undefined
  try {
    file = openSync(absolute, FLAGS)
    const result = admit(file, absolute, path)
    if (result instanceof OpenDocument) file = undefined
    return result
  } catch (error) {
    return unreadable(path, error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function admit(file: number, absolute: string, path: string): OpenDocument | LeftOut {
  if (realPath(absolute) !== absolute) return behindLink(path)
  const stats = fstatSync(file)
  if (!stats.isFile()) return notAFile(path, stats)
  if (stats.size > MAX_DOCUMENT_BYTES) return tooLarge(path)
  return new OpenDocument(path, stats.size, file)
}

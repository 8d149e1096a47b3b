import { createHash, hash } from 'node:crypto'
import type { Hash } from 'node:crypto'

/** A file as it arrives: counted and hashed, and kept if asked. */
export class Content {
  size = 0
  readonly #pieces: Buffer[] | undefined
  /** Hashed in one go if nothing follows, which is cheaper. */
  #first: Buffer | undefined
  #hash: Hash | undefined

  constructor(keep: boolean) {
    this.#pieces = keep ? [] : undefined
  }

  add(bytes: Buffer): void {
    this.#pieces?.push(bytes)
    if (this.size === 0) {
      this.#first = bytes
    } else {
      if (!this.#hash) this.#hash = createHash('sha256').update(this.#first ?? '')
      this.#first = undefined
      this.#hash.update(bytes)
    }
    this.size += bytes.length
  }

  /** Copies what is kept: what came is part of larger buffers. */
  finish(): { size: number; sha256: string; content?: Buffer } {
    const sha256 = this.#hash?.digest('hex') ?? hash('sha256', this.#first ?? '', 'hex')
    const kept = this.#pieces && Buffer.concat(this.#pieces, this.size)
    return { size: this.size, sha256, ...(kept && { content: kept }) }
  }
}

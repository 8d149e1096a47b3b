import { randomUUID } from 'node:crypto'
import type { FileRecord, Metadata } from '../records.ts'

/** A workspace's files. */
export class Workspace {
  readonly #files = new Map<string, FileRecord>()
  readonly #byName = new Map<string, FileRecord>()
  /** The type a metadata key has, for good: the platform builds an index on it. */
  readonly #types = new Map<string, string>()

  /** In the order they came. */
  files(): FileRecord[] {
    return [...this.#files.values()]
  }

  named(name: string): FileRecord | undefined {
    return this.#byName.get(name)
  }

  /** Adds a file; one of the same name makes way. */
  put(file: Omit<FileRecord, 'fileId'>, fileId: string = randomUUID()): void {
    const old = this.#byName.get(file.name)
    if (old) this.delete(old.fileId)
    const record = { fileId, ...file }
    this.#files.set(fileId, record)
    this.#byName.set(file.name, record)
    for (const [key, value] of Object.entries(file.meta)) this.#types.set(key, typeOf(value))
  }

  /** Whether there was such a file. */
  delete(fileId: string): boolean {
    const file = this.#files.get(fileId)
    if (!file) return false
    this.#files.delete(fileId)
    this.#byName.delete(file.name)
    return true
  }

  /** Whether every key has the type that the workspace knows it with. */
  suits(meta: Metadata): boolean {
    return Object.entries(meta).every(([key, value]) => {
      const known = this.#types.get(key)
      return known === undefined || known === typeOf(value)
    })
  }
}

function typeOf(value: Metadata[string]): string {
  return Array.isArray(value) ? 'list' : typeof value
}

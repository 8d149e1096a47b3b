import { randomUUID } from 'node:crypto'
import type { FileRecord, Metadata } from '../records.ts'
import type { FileIndex } from './file-index.ts'

export interface WorkspaceOptions {
  /** Whether names that differ in letter case alone are one name. */
  readonly namesIgnoreCase: boolean
  /** What the list of files is read from: it is told of every change. */
  readonly listed: FileIndex
}

/** A workspace's files. A name may stand for several, an id for one. */
export class Workspace {
  readonly listed: FileIndex
  readonly #namesIgnoreCase: boolean
  readonly #files = new Map<string, FileRecord>()
  readonly #idsByName = new Map<string, Set<string>>()
  /** The type a metadata key has, for good: the platform builds an index on it. */
  readonly #types = new Map<string, string>()

  constructor({ namesIgnoreCase, listed }: WorkspaceOptions) {
    this.#namesIgnoreCase = namesIgnoreCase
    this.listed = listed
  }

  /** In the order they came. */
  files(): FileRecord[] {
    return [...this.#files.values()]
  }

  file(fileId: string): FileRecord | undefined {
    return this.#files.get(fileId)
  }

  /** All files of a name, in the order they came. */
  named(name: string): FileRecord[] {
    const ids = this.#idsByName.get(this.#nameKey(name)) ?? []
    return [...ids].flatMap((fileId) => this.#files.get(fileId) ?? [])
  }

  /** Adds a file beside those of its name; one of the same id makes way. */
  put(file: Omit<FileRecord, 'fileId'>, fileId: string = randomUUID()): FileRecord {
    this.delete(fileId)
    const record = { fileId, ...file }
    const key = this.#nameKey(file.name)
    const ids = this.#idsByName.get(key) ?? new Set()
    this.#idsByName.set(key, ids.add(fileId))
    this.#hold(record)
    return record
  }

  /** Whether there was such a file. */
  delete(fileId: string): boolean {
    const file = this.#files.get(fileId)
    if (!file) return false
    this.#files.delete(fileId)
    this.#idsByName.get(this.#nameKey(file.name))?.delete(fileId)
    this.listed.delete(fileId)
    return true
  }

  /** Puts other metadata in place of a file's. Whether there was such a file. */
  editMetadata(fileId: string, meta: Metadata): boolean {
    const file = this.#files.get(fileId)
    if (!file) return false
    this.#hold({ ...file, meta })
    return true
  }

  /** Whether every key has the type that the workspace knows it with. */
  suits(meta: Metadata): boolean {
    return Object.entries(meta).every(([key, value]) => {
      const known = this.#types.get(key)
      return known === undefined || known === typeOf(value)
    })
  }

  #hold(file: FileRecord): void {
    this.#files.set(file.fileId, file)
    for (const [key, value] of Object.entries(file.meta)) this.#types.set(key, typeOf(value))
    this.listed.put(file)
  }

  #nameKey(name: string): string {
    return this.#namesIgnoreCase ? name.toLowerCase() : name
  }
}

function typeOf(value: Metadata[string]): string {
  return Array.isArray(value) ? 'list' : typeof value
}

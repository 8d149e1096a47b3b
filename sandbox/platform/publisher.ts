import { hash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { FileRecord, Metadata } from '../records.ts'
import type { Workspace } from './workspace.ts'

/** A file that somebody else puts into a workspace. */
export interface NewFile {
  readonly name: string
  /** Empty by default. */
  readonly content?: string | Buffer
  /** None by default. */
  readonly meta?: Metadata
  /** What the platform says its size is; the content's by default. */
  readonly size?: number
  /** RFC 3339; now by default. */
  readonly createdAt?: string
}

/** Somebody else at work in a workspace, past sessions and ingestion. */
export interface Publisher {
  /** All there is, in the order it came. */
  files(): FileRecord[]
  /** Puts a file beside those of its name. */
  put(file: NewFile): FileRecord
  /** Throws if there is no such file. */
  delete(fileId: string): void
  /** Puts other metadata in place of a file's. Throws if there is no such file. */
  editMetadata(fileId: string, meta: Metadata): void
}

/** Works at once, by the sandbox's clock. */
export function publisherIn(workspace: Workspace, clock: Clock): Publisher {
  return {
    files: () => workspace.files(),
    put({ name, content = '', meta = {}, size, createdAt }) {
      const bytes = Buffer.from(content)
      return workspace.put({
        name,
        size: size ?? bytes.length,
        sha256: hash('sha256', bytes, 'hex'),
        content: bytes,
        meta,
        createdAt: createdAt ?? new Date(clock.now()).toISOString(),
        temporary: false,
      })
    },
    delete(fileId) {
      if (!workspace.delete(fileId)) throw new Error(`no such file: ${fileId}`)
    },
    editMetadata(fileId, meta) {
      if (!workspace.editMetadata(fileId, meta)) throw new Error(`no such file: ${fileId}`)
    },
  }
}

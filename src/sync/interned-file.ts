import type { ListedFile } from '../platform/file-schemas.ts'
import type { RemoteFile } from './remote-file.ts'

/** A key with more values than that has as good as one for each file, and these are not worth a place here. */
const MOST_VALUES = 4_096

/** Makes files of rows, with one copy of each text that stands in the metadata of many. */
export class InternedFiles {
  /** By key, each value under itself. */
  readonly #values = new Map<string, Map<string, string>>()

  fileOf({ id, name, size, metadata }: ListedFile): RemoteFile {
    const interned = Object.entries(metadata).map(
      ([key, value]) => [key, typeof value === 'string' ? this.#one(key, value) : value] as const,
    )
    return { id, name, size, metadata: Object.fromEntries(interned) }
  }

  #one(key: string, value: string): string {
    const values = this.#values.get(key) ?? new Map<string, string>()
    this.#values.set(key, values)
    const known = values.get(value)
    if (known !== undefined) return known
    if (values.size < MOST_VALUES) values.set(value, value)
    return value
  }
}

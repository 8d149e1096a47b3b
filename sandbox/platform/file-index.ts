import type { Clock } from '../clock.ts'
import type { FileOptions } from '../options.ts'
import type { FileRecord } from '../records.ts'
import { COLLATIONS } from './collation.ts'
import { metadataFilter } from './filter.ts'

export type SortField = 'created_at' | 'name'
export type SortOrder = 'ASC' | 'DESC'

/** Which files, and how they are sorted. */
export interface Selection {
  readonly field: SortField
  readonly order: SortOrder
  /** In OData. */
  readonly filter: string | undefined
  /** A part of the name; empty for any. */
  readonly name: string
}

/** A place in a sorted list: the value of the field, and where that is the same the id. */
export interface Position {
  readonly value: string
  readonly fileId: string
}

export interface FileIndexOptions extends Pick<FileOptions, 'collation' | 'lagMs'> {
  readonly clock: Clock
  readonly namesIgnoreCase: boolean
}

/** A workspace's files as the list shows them: sorted and filtered, and some time later if told so. */
export class FileIndex {
  readonly #options: FileIndexOptions
  readonly #shown = new Map<string, FileRecord>()
  /** Changes that the list does not show yet, the oldest first. */
  readonly #hidden: { readonly until: number; readonly show: () => void }[] = []
  /** By field, order and filter; all end with the next change. */
  readonly #sorted = new Map<string, readonly FileRecord[]>()

  constructor(options: FileIndexOptions) {
    this.#options = options
  }

  put(file: FileRecord): void {
    this.#change(() => this.#shown.set(file.fileId, file))
  }

  delete(fileId: string): void {
    this.#change(() => this.#shown.delete(fileId))
  }

  /** All that are found, and how many of them come before or at the position. Throws a 422 for a filter that is none. */
  find(
    selection: Selection,
    after: Position | undefined,
  ): { found: readonly FileRecord[]; passed: number } {
    this.#catchUp()
    const { field } = selection
    const found = this.#named(this.#filtered(selection), selection.name)
    if (!after) return { found, passed: 0 }
    const compare = this.#comparison(selection)
    const passed = countWhile(found, (file) => compare(positionOf(file, field), after) <= 0)
    return { found, passed }
  }

  #change(show: () => void): void {
    const { clock, lagMs = 0 } = this.#options
    this.#hidden.push({ until: clock.now() + lagMs, show })
    if (lagMs === 0) this.#catchUp()
  }

  #catchUp(): void {
    const now = this.#options.clock.now()
    const due = this.#hidden.findIndex(({ until }) => until > now)
    const changes = this.#hidden.splice(0, due < 0 ? this.#hidden.length : due)
    if (changes.length > 0) this.#sorted.clear()
    for (const { show } of changes) show()
  }

  #filtered(selection: Selection): readonly FileRecord[] {
    const { field, order, filter } = selection
    const sorted = this.#once(`${field} ${order}`, () => {
      const compare = this.#comparison(selection)
      return [...this.#shown.values()].sort((a, b) =>
        compare(positionOf(a, field), positionOf(b, field)),
      )
    })
    if (filter === undefined) return sorted
    return this.#once(`${field} ${order} ${filter}`, () => sorted.filter(metadataFilter(filter)))
  }

  #named(files: readonly FileRecord[], part: string): readonly FileRecord[] {
    if (part === '') return files
    if (!this.#options.namesIgnoreCase) return files.filter(({ name }) => name.includes(part))
    return files.filter(({ name }) => name.toLowerCase().includes(part.toLowerCase()))
  }

  #once(key: string, make: () => readonly FileRecord[]): readonly FileRecord[] {
    const made = this.#sorted.get(key) ?? make()
    this.#sorted.set(key, made)
    return made
  }

  #comparison({ field, order }: Selection): (a: Position, b: Position) => number {
    const collate = COLLATIONS[field === 'name' ? (this.#options.collation ?? 'bytes') : 'bytes']
    const sign = order === 'ASC' ? 1 : -1
    return (a, b) => sign * (collate(a.value, b.value) || COLLATIONS.bytes(a.fileId, b.fileId))
  }
}

function positionOf({ name, createdAt, fileId }: FileRecord, field: SortField): Position {
  return { value: field === 'name' ? name : createdAt, fileId }
}

/** How many at the beginning of a sorted list fulfil what none does after the first that does not. */
function countWhile<T>(sorted: readonly T[], holds: (one: T) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const one = sorted[middle]
    if (one !== undefined && holds(one)) low = middle + 1
    else high = middle
  }
  return low
}

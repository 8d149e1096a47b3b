import type { ListedFile } from '../platform/file-schemas.ts'
import type { FilePage, FilePlace, FileQuery } from '../platform/files.ts'
import { RefusedQueryError } from '../platform/errors.ts'
import type { Lanes } from './lanes.ts'
import type { ListWay } from './list-way.ts'
import { mayFollow, placeOf } from './read-list.ts'

/** What it takes to look names up. */
interface LookupSetting {
  readonly ask: (query: FileQuery) => Promise<FilePage>
  readonly lanes: Lanes
  readonly way: ListWay
  /** Gets each file that has one of the names; some of them perhaps twice. */
  readonly take: (file: ListedFile) => void
  /** Calls that it may take; with more, all files are read as fast. */
  readonly calls: number
}

/** Ends a look-up that leads nowhere. */
class FutileError extends Error {}

/**
 * Looks up all files that have one of these names, whoever has published them. The platform finds names that have a
 * text in them, in whatever letter case.
 *
 * @returns whether that was possible: the platform may not know how to look for names, or find too many
 * @throws what asking throws
 */
export async function lookUp(
  names: readonly string[],
  { ask, lanes, way, take, calls }: LookupSetting,
): Promise<boolean> {
  let left = calls
  const step = async (search: { name: string; after: FilePlace | undefined }): Promise<boolean> => {
    const { name, after } = search
    if (left-- <= 0) throw new FutileError()
    const { limit, byName } = way
    const page = await ask({ limit, byName, namePart: name, ...(after && { after }) })
    const isFound = (file: ListedFile): boolean => folded(file.name).includes(folded(name))
    if (page.unreadable > 0 || !page.files.every(isFound)) throw new FutileError()
    for (const file of page.files) if (file.name === name) take(file)
    if (!mayFollow(page)) return false
    search.after = placeOf(page.files.at(-1), way)
    if (search.after === undefined) throw new FutileError()
    return true
  }
  try {
    await lanes.work(
      names.map((name) => ({ name, after: undefined })),
      step,
    )
    return true
  } catch (error) {
    if (error instanceof FutileError || error instanceof RefusedQueryError) return false
    throw error
  }
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

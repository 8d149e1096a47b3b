import type { ListedFile } from '../platform/file-schemas.ts'
import type { FilePage, FilePlace, FileQuery } from '../platform/files.ts'
import { count } from '../log/figures.ts'
import type { Lanes } from './lanes.ts'
import type { ListWay } from './list-way.ts'

/** A page has repeated a row of its own part of the list, and says that more follows. */
export class RepeatedRowsError extends Error {
  override name = 'RepeatedRowsError'
}

/** What is known of a list before it is read. */
export interface ReadOptions {
  /** Names at which parts of the list may begin, so that these can be read side by side. */
  readonly starts: readonly string[]
  /** Where it was read before. */
  readonly firstPage?: FilePage
}

/** What it takes to read a list. */
interface ListSetting extends ReadOptions {
  readonly ask: (query: FileQuery) => Promise<FilePage>
  readonly lanes: Lanes
  /** Gets each file once. */
  readonly take: (file: ListedFile) => void
}

/** How a reading went. */
export interface ListReading {
  /** How many files there were. */
  readonly seen: number
  /** Why files may be missing, as a clause; undefined where none is. */
  readonly problem: string | undefined
  /** Whether there is a problem that the next reading may well not have. */
  readonly mayPass: boolean
}

/** A part of the list: it begins after a place, and ends where another part has begun, or with the list. */
interface Part {
  after: FilePlace | undefined
}

/** Sorts before every other id. */
const NIL = '00000000-0000-0000-0000-000000000000'
/** A list of fewer files is read from one end to the other. */
const LEAST_FOR_LANES = 2_000
/** Where the platform does not say whether more follows, it does after a page of so many: none holds fewer. */
const LEAST_PAGE = 10
/** Pages of ten, as the API's documentation has it, take ten times as many. */
const MORE_LANES = 16

/**
 * Reads the list of files, in one way, to its end.
 *
 * The parts of a list that is read side by side begin at names, and nothing is known of how the platform sorts these. Each
 * claims the ids that it meets, in the list's order, and ends at the first that another has claimed. What follows there
 * is that one's to read, so that together they leave nothing out, whatever the order is.
 *
 * @throws a `RefusedQueryError` where the platform does not take this way; a `RepeatedRowsError`; an `UnansweredError`; a
 * `PublishError` where another attempt would not help; the signal's reason when that aborts
 */
export async function readList(way: ListWay, setting: ListSetting): Promise<ListReading> {
  const { ask, lanes, starts, take } = setting
  const claims = new Map<string, Part>()
  let last: number | undefined
  let unreadable = 0
  let problem: string | undefined

  const { limit, byName, filter } = way
  const selection = { limit, byName, ...(filter !== undefined && { filter }) }
  const pageOf = ({ after }: Part): Promise<FilePage> =>
    ask(after === undefined ? selection : { ...selection, after })

  /** Whether the part goes on after this page. */
  function claim(part: Part, page: FilePage): boolean {
    last = page.total
    unreadable += page.unreadable
    const before = claims.size
    for (const file of page.files) {
      const owner = claims.get(file.id)
      if (owner === part) {
        if (!mayFollow(page)) continue
        if (!way.passesRepeats) throw new RepeatedRowsError()
        problem = 'its pages overlap'
      } else if (owner === undefined) {
        claims.set(file.id, part)
        take(file)
      } else return false
    }
    if (!mayFollow(page)) return false
    part.after = placeOf(page.files.at(-1), way)
    if (part.after !== undefined && claims.size > before) return true
    problem = 'a page has nothing new, although more follows'
    return false
  }

  const whole: Part = { after: undefined }
  const firstPage = setting.firstPage ?? (await pageOf(whole))
  const first = firstPage.total
  const parts = claim(whole, firstPage) ? [whole] : []
  const isLong = (first ?? 0) >= LEAST_FOR_LANES
  if (parts.length > 0 && way.inLanes && isLong) {
    if (rowsOf(firstPage) <= LEAST_PAGE) lanes.widen(MORE_LANES)
    parts.push(...starts.map((value) => ({ after: { value, id: NIL } })))
  }
  await lanes.work(parts, async (part) => claim(part, await pageOf(part)))

  // The total may be of what follows a cursor, and then only a page without one has that of all files.
  if (last !== first) last = (await ask({ ...selection, limit: LEAST_PAGE })).total
  const seen = claims.size
  if (problem !== undefined) return { seen, problem, mayPass: false }
  if (unreadable > 0)
    return { seen, problem: `${count(unreadable)} of its rows make no sense`, mayPass: false }
  if (first === undefined || last === undefined)
    return { seen, problem: 'it does not say how many files there are', mayPass: false }
  if (seen === first && seen === last) return { seen, problem: undefined, mayPass: false }
  const counted = first === last ? count(first) : `first ${count(first)} and then ${count(last)}`
  return { seen, problem: `it counts ${counted} files, and lists ${count(seen)}`, mayPass: true }
}

/** Whether more may follow on a page. */
export function mayFollow(page: FilePage): boolean {
  return page.hasMore ?? rowsOf(page) >= LEAST_PAGE
}

/** How many rows a page has. */
export function rowsOf({ files, unreadable }: FilePage): number {
  return files.length + unreadable
}

/** Where a file stands in the list; undefined where that is not known. */
export function placeOf(
  file: ListedFile | undefined,
  { byName }: Pick<ListWay, 'byName'>,
): FilePlace | undefined {
  const value = byName ? file?.name : file?.createdAt
  return file === undefined || value === undefined ? undefined : { value, id: file.id }
}

import type { ListedFile } from '../platform/file-schemas.ts'
import { Turns } from '../event-loop.ts'
import { RefusedQueryError, UnansweredError } from '../platform/errors.ts'
import { counted } from '../log/figures.ts'
import { FileList, type ListCalls, type Listing } from './file-list.ts'
import type { ListWay } from './list-way.ts'
import { lookUp } from './lookup.ts'
import { mayFollow, rowsOf, type ReadOptions } from './read-list.ts'
import type { RemoteFile } from './remote-file.ts'

/** What there is to read, and what it takes. */
export interface ReadRequest extends ListCalls {
  /** GITHUB_REPOSITORY_ID. */
  readonly publisherId: string
  /** `owner/name`, as the metadata has it: files of it that have no publisher are kept, too. */
  readonly repository: string
  /** The names of this run's documents. */
  readonly wantedNames: ReadonlySet<string>
}

/** What the workspace holds of a publisher, and under the names that it wants. */
export interface WorkspaceReading {
  /** Each once, in no order. Files of others are among them where they have a wanted name. */
  readonly files: readonly RemoteFile[]
  /**
   * Whether no file is missing that was there all the time. A missing one is taken for new, which is safe; but nothing
   * is proven by such a reading.
   */
  readonly isConsistent: boolean
  /** Where it is not consistent, why: a sentence. */
  readonly problem?: string
  /**
   * Where the platform's filter was used: it leaves out files of others that have a name which this publisher has, too.
   * Absent where all files were read.
   */
  readonly filtered?: {
    /** How many files it let through. */
    readonly seen: number
    /** In which way the platform was found to list files. */
    readonly way: ListWay
  }
}

/**
 * A part of the list begins at every so many names, in the order that a platform most likely has: with five pages of a
 * hundred it comes to the row that the next begins with, and need not ask for a sixth.
 */
const NAMES_A_PART = 499
/** What may stand between the quotes of a filter. */
const PUBLISHER_ID = /^\d{1,40}$/

/**
 * Reads what the workspace holds, by as few calls as the platform allows and some side by side. What the platform does
 * not take of a query is left out; every file is judged here, so a filter does no more than save work.
 *
 * @throws a `PublishError` where the platform refuses the key or the workspace, or answers otherwise than its API
 * does; the signal's reason when that aborts
 */
export async function readWorkspace(request: ReadRequest): Promise<WorkspaceReading> {
  const { publisherId, wantedNames, log } = request
  const list = new FileList(request)
  const reading: FilteredListing = PUBLISHER_ID.test(publisherId)
    ? await readFiltered(list, request)
    : await list.read(undefined, (file) => isKept(file, request), startsOf(wantedNames))
  log.debug(`The workspace's files were read by ${counted(list.asked, 'call')}`)
  const { problem, filtered } = reading
  return {
    files: [...reading.files.values()],
    isConsistent: problem === undefined,
    ...(problem === undefined ? {} : { problem }),
    ...(filtered === undefined ? {} : { filtered }),
  }
}

/**
 * A reading with what its filter has left out: files of others that have one of these names. Who sends a document in
 * write mode `OVERWRITE` replaces all files of its name.
 *
 * @throws as `readWorkspace` does
 */
export async function withOthersNamed(
  names: readonly string[],
  reading: WorkspaceReading,
  request: ReadRequest,
): Promise<WorkspaceReading> {
  const { files, filtered, problem } = reading
  if (filtered === undefined || names.length === 0) return reading
  const list = new FileList(request, filtered.way)
  const found = await readOthers(names, { seen: filtered.seen, problem }, list, request)
  const known = new Set(files.map(({ id }) => id))
  const wanted = new Set(names)
  const others = [...found.files.values()].filter(
    ({ id, name }) => wanted.has(name) && !known.has(id),
  )
  const why = problem ?? found.problem
  if (why === undefined && others.length === 0) return reading
  return {
    ...reading,
    files: [...files, ...others],
    isConsistent: why === undefined,
    ...(why === undefined ? {} : { problem: why }),
  }
}

/**
 * The files that have one of these names, whoever has published them, by a call for each name.
 *
 * @returns undefined where the platform does not find names, or does not answer in time
 * @throws as `readWorkspace` does
 */
export async function readNames(
  names: readonly string[],
  calls: ListCalls,
): Promise<readonly RemoteFile[] | undefined> {
  const list = new FileList(calls)
  const files = new Map<string, RemoteFile>()
  const take = (file: ListedFile): void => {
    files.set(file.id, list.fileOf(file))
  }
  const { page: ask, lanes, way } = list
  try {
    const isFound = await lookUp(names, { ask, lanes, way, take, calls: 2 * names.length })
    return isFound ? [...files.values()] : undefined
  } catch (error) {
    if (error instanceof UnansweredError) return undefined
    throw error
  }
}

/** Whether a file decides about anything: the publisher's own, the repository's, or one in the way of a document. */
function isKept(
  { name, metadata }: ListedFile,
  { publisherId, repository, wantedNames }: ReadRequest,
): boolean {
  return (
    wantedNames.has(name) ||
    metadata['publisher_id'] === publisherId ||
    metadata['repository'] === repository
  )
}

function startsOf(names: ReadonlySet<string>): Pick<ReadOptions, 'starts'> {
  return { starts: [...names].sort().filter((_, place) => place % NAMES_A_PART === 0) }
}

type FilteredListing = Listing & Pick<WorkspaceReading, 'filtered'>

/** Reads the publisher's files, then those of others that have a wanted name. */
async function readFiltered(list: FileList, request: ReadRequest): Promise<FilteredListing> {
  const { publisherId, wantedNames } = request
  let others = 0
  const keep = (file: ListedFile): boolean => {
    const { metadata } = file
    if (metadata['publisher_id'] !== publisherId && Object.keys(metadata).length > 0) others += 1
    return isKept(file, request)
  }
  const filter = `publisher_id eq '${publisherId}'`
  const own = await list.read(filter, keep, startsOf(wantedNames))
  // A filter may be dropped without a word. Files without any metadata are no sign of that.
  if (others > 0 || list.way.filter === undefined) return own
  const filtered = { seen: own.seen, way: list.way }
  if (own.isBroken) return { ...own, filtered }
  const missing = await namesWithoutFile(own, request)
  if (missing.length === 0) return { ...own, filtered }
  const all = await readOthers(missing, own, list, request)
  // Whatever the first reading has left out, this one has.
  if (all.problem === undefined && all.isWhole) return all
  for (const [id, file] of all.files) own.files.set(id, file)
  return { ...own, problem: own.problem ?? all.problem, filtered }
}

async function namesWithoutFile(
  { files }: Listing,
  { wantedNames, signal }: ReadRequest,
): Promise<readonly string[]> {
  const missing = new Set(wantedNames)
  const turns = new Turns()
  for (const { name } of files.values()) {
    while (turns.isDue) await turns.next(signal)
    missing.delete(name)
  }
  return [...missing]
}

/** Finds files of others under these names: by looking each up or by reading all files, whichever takes fewer calls. */
async function readOthers(
  names: readonly string[],
  own: Pick<Listing, 'seen' | 'problem'>,
  list: FileList,
  request: ReadRequest,
): Promise<Listing & { readonly isWhole: boolean }> {
  const files = new Map<string, RemoteFile>()
  const nothing = { files, seen: 0, problem: undefined, isBroken: false, isWhole: false }
  try {
    const firstPage = await list.firstPage()
    const { total = 0 } = firstPage
    if (total === own.seen && own.problem === undefined) return nothing
    const calls = mayFollow(firstPage) ? Math.ceil(total / rowsOf(firstPage)) - 1 : 0
    const take = (file: ListedFile): void => {
      files.set(file.id, list.fileOf(file))
    }
    const search = { ask: list.page, lanes: list.lanes, way: list.way, take, calls }
    if (names.length <= calls && (await lookUp(names, search))) return nothing
    const keep = (file: ListedFile): boolean => isKept(file, request)
    const options = { ...startsOf(request.wantedNames), firstPage }
    return { ...(await list.read(undefined, keep, options)), isWhole: true }
  } catch (error) {
    if (!(error instanceof UnansweredError || error instanceof RefusedQueryError)) throw error
    return { ...nothing, problem: error.message, isBroken: true }
  }
}

import { LISTING_MILLISECONDS, READING_MILLISECONDS } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { deadlineIn, within } from '../network/deadline.ts'
import { RefusedQueryError, UnansweredError } from '../platform/errors.ts'
import type { ListedFile } from '../platform/file-schemas.ts'
import type { FileCalls, FilePage, FileQuery } from '../platform/files.ts'
import type { Log } from '../log/log.ts'
import { InternedFiles } from './interned-file.ts'
import { Lanes } from './lanes.ts'
import { withoutRefused, withoutRepeats, type ListWay } from './list-way.ts'
import { readList, RepeatedRowsError, type ListReading, type ReadOptions } from './read-list.ts'
import type { RemoteFile } from './remote-file.ts'

/** What it takes to list files. */
export interface ListCalls {
  readonly platform: Pick<FileCalls, 'listFiles'>
  readonly clock: Clock
  readonly log: Pick<Log, 'debug'>
  readonly signal: AbortSignal
}

/** What was listed. */
export interface Listing {
  /** By id, those that were to be kept. */
  readonly files: Map<string, RemoteFile>
  /** How many there were, kept or not. */
  readonly seen: number
  /** Why files may be missing, as a sentence; undefined where none is. */
  readonly problem: string | undefined
  /** Whether the platform has stopped to answer. */
  readonly isBroken: boolean
}

const LANES = 8
const FIRST_WAY: ListWay = {
  limit: 100,
  byName: true,
  filter: undefined,
  inLanes: true,
  passesRepeats: false,
}

/** The list of a workspace's files, in the best way that the platform was found to take so far. */
export class FileList {
  readonly lanes = new Lanes(LANES)
  readonly #calls: ListCalls
  readonly #interned = new InternedFiles()
  readonly #deadline
  #way: ListWay
  #asked = 0

  /** @param way in which the platform is known to list files */
  constructor(calls: ListCalls, way = FIRST_WAY) {
    this.#calls = calls
    this.#way = way
    this.#deadline = deadlineIn(READING_MILLISECONDS, calls.clock, calls.signal)
  }

  get way(): ListWay {
    return this.#way
  }

  /** How many pages were asked for so far. */
  get asked(): number {
    return this.#asked
  }

  /** One page, as the platform's `listFiles` gives it. */
  readonly page = (query: FileQuery): Promise<FilePage> => {
    const { platform, clock } = this.#calls
    this.#asked += 1
    const deadline = within(this.#deadline, LISTING_MILLISECONDS, clock)
    return platform.listFiles(query, deadline, this.lanes.watch())
  }

  /** The first page of all files. */
  firstPage(): Promise<FilePage> {
    this.#way = { ...this.#way, filter: undefined }
    return this.page({ limit: this.#way.limit, byName: this.#way.byName })
  }

  fileOf(row: ListedFile): RemoteFile {
    return this.#interned.fileOf(row)
  }

  /**
   * Reads the list to its end, and once more where it has changed meanwhile.
   *
   * @param filter in OData; undefined for all files
   * @param keeps whether a file is to be kept, asked for each once or more
   * @throws a `PublishError` where another attempt would not help; the signal's reason when that aborts
   */
  async read(
    filter: string | undefined,
    keeps: (file: ListedFile) => boolean,
    { starts, firstPage }: ReadOptions,
  ): Promise<Listing> {
    this.#way = { ...this.#way, filter }
    const files = new Map<string, RemoteFile>()
    const take = (file: ListedFile): void => {
      if (keeps(file)) files.set(file.id, this.fileOf(file))
    }
    const readFrom = async (page?: FilePage): Promise<ListReading> => {
      files.clear()
      const { lanes, page: ask } = this
      try {
        return await readList(this.#way, {
          ask,
          lanes,
          take,
          starts,
          ...(page && { firstPage: page }),
        })
      } catch (error) {
        this.#way = this.#wayAfter(error)
        return await readFrom()
      }
    }
    try {
      let reading = await readFrom(firstPage)
      if (reading.mayPass) {
        this.#calls.log.debug(`The list of files is read again: ${reading.problem ?? ''}`)
        this.#way = { ...this.#way, inLanes: false }
        reading = await readFrom()
      }
      const { seen, problem } = reading
      const sentence = problem && `The platform's list of files is not whole: ${problem}.`
      return { files, seen, problem: sentence, isBroken: false }
    } catch (error) {
      if (!(error instanceof UnansweredError || error instanceof RefusedQueryError)) throw error
      return { files, seen: files.size, problem: error.message, isBroken: true }
    }
  }

  /** @throws the error where there is no better way */
  #wayAfter(error: unknown): ListWay {
    const { log } = this.#calls
    if (error instanceof RepeatedRowsError) {
      log.debug('The list of files repeats itself, so it is read by date')
      return withoutRepeats(this.#way)
    }
    const way = error instanceof RefusedQueryError && withoutRefused(this.#way, error.parameters)
    if (!way) throw error
    log.debug(error.message)
    return way
  }
}

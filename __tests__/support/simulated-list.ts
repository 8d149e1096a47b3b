import { setImmediate } from 'node:timers/promises'
import { RefusedQueryError } from '../../src/platform/errors.ts'
import type { ListedFile } from '../../src/platform/file-schemas.ts'
import type { FileCalls, FilePage, FileQuery } from '../../src/platform/files.ts'

/** How a simulated platform lists its files. */
export interface SimulatedOptions {
  readonly compare: (a: string, b: string) => number
  /** A number in [0, 1). */
  readonly random: () => number
  readonly drop: ReadonlySet<string>
  readonly refuse: ReadonlySet<string>
  /** Rows a page has at most. */
  readonly most: number
  /** How likely a file is added or deleted before a page is made. */
  readonly unrest: number
  readonly saysMore: boolean
  /** Whether a refusal names the parameter. */
  readonly explains: boolean
  /** Whether a page's total leaves out what comes before the page. */
  readonly countsRest: boolean
  /** Makes a file that comes and goes. */
  readonly another: (number: number) => ListedFile
}

/** A platform's list of files in memory, which changes while it is read. Answers overtake each other. */
export class SimulatedList implements Pick<FileCalls, 'listFiles'> {
  readonly files: ListedFile[]
  readonly #options: SimulatedOptions
  /** Ids of files that were deleted. */
  readonly gone = new Set<string>()
  /** By query; all end with the next change. */
  readonly #known = new Map<string, readonly ListedFile[]>()
  calls = 0

  constructor(files: readonly ListedFile[], options: SimulatedOptions) {
    this.files = [...files]
    this.#options = options
  }

  async listFiles(asked: FileQuery): Promise<FilePage> {
    this.calls += 1
    await this.#while()
    const page = this.#pageOf(asked)
    await this.#while()
    return page
  }

  async #while(): Promise<void> {
    for (let turns = this.#options.random() * 4; turns > 1; turns -= 1) await setImmediate()
  }

  #pageOf(asked: FileQuery): FilePage {
    const { random, unrest, most, saysMore } = this.#options
    if (random() < unrest) this.#change()
    const query = this.#understood(asked)
    const found = this.#found(query)
    const order = this.#order(query.byName)
    const { after } = query
    const place = after && { ...ANY, id: after.id, name: after.value, createdAt: after.value }
    const start = place ? found.findIndex((file) => order(file, place) > 0) : 0
    const rest = start < 0 ? [] : found.slice(start)
    const files = rest.slice(0, Math.min(query.limit, most))
    const hasMore = saysMore ? rest.length > files.length : undefined
    const total = this.#options.countsRest ? rest.length : found.length
    return { files, unreadable: 0, total, hasMore }
  }

  #found({ byName, filter, namePart = '' }: FileQuery): readonly ListedFile[] {
    const key = JSON.stringify([byName, filter, namePart])
    const found =
      this.#known.get(key) ??
      this.files
        .filter(
          ({ name, metadata }) =>
            name.includes(namePart) &&
            (filter === undefined ||
              filter === `publisher_id eq '${String(metadata['publisher_id'])}'`),
        )
        .sort(this.#order(byName))
    this.#known.set(key, found)
    return found
  }

  #order(byName: boolean): (a: ListedFile, b: ListedFile) => number {
    const { compare } = this.#options
    return byName
      ? (a, b) => compare(a.name, b.name) || compareText(a.id, b.id)
      : (a, b) => compareText(b.createdAt ?? '', a.createdAt ?? '') || compareText(b.id, a.id)
  }

  /** @throws a `RefusedQueryError` for what is refused, and for a name where a date should be */
  #understood(asked: FileQuery): FileQuery {
    const { drop, refuse, most } = this.#options
    const given = { ...asked }
    const refused = [
      asked.byName && refuse.has('field') && 'field',
      asked.after && refuse.has('cursor') && 'after_value',
      asked.filter !== undefined && refuse.has('filter') && 'filter',
      asked.namePart !== undefined && refuse.has('name') && 'name',
      asked.limit > most && refuse.has('limit') && 'limit',
    ].find((name) => typeof name === 'string')
    if (refused !== undefined) throw this.#refusalOf(refused, asked)
    if (drop.has('field')) given.byName = false
    if (drop.has('cursor')) delete given.after
    if (drop.has('filter')) delete given.filter
    if (drop.has('name')) delete given.namePart
    if (!given.byName && given.after && !/^\d{4}-/.test(given.after.value))
      throw this.#refusalOf('after_value', asked)
    return given
  }

  #refusalOf(parameter: string, { after }: FileQuery): RefusedQueryError {
    const detail = this.#options.explains
      ? [{ loc: ['query', parameter], msg: 'not permitted' }]
      : 'refused'
    const answer = { status: 422, headers: {}, text: JSON.stringify({ detail }) }
    return new RefusedQueryError('refused', answer, after && ['after_value'])
  }

  #change(): void {
    const { random, another } = this.#options
    this.#known.clear()
    const place = Math.floor(random() * this.files.length)
    if (random() < 0.5) this.files.push(another(this.calls))
    else for (const { id } of this.files.splice(place, 1)) this.gone.add(id)
  }
}

const ANY: ListedFile = { id: '', name: '', size: 0, metadata: {}, createdAt: '' }

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

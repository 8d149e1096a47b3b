import type { Document, IngestionResult, Outcome } from '../document.ts'
import type { Log } from '../log/log.ts'

/** A matched file in the report. */
export interface Entry {
  readonly path: string
  /** What the platform calls it; absent where the file was never named. */
  readonly name?: string
  readonly outcome: Outcome['kind']
  /** Why it was not uploaded. */
  readonly reason?: string
  /** Its page on GitHub, where it was not uploaded and has one: the metadata of the others says it. */
  readonly url?: string
  /** Size of the document as uploaded. */
  readonly bytes?: number
  /** What the platform made of it, where that was waited for. */
  readonly ingestion?: IngestionResult['kind']
  /** What a dry run would send with it: JSON. */
  readonly metadata?: string
}

/** What a run says about its documents when it ends. */
export type Counts = Readonly<Record<Outcome['kind'], number>> & {
  readonly matched: number
  readonly bytesUploaded: number
}

/**
 * Keeps the outcome of every matched file, so that none is lost quietly: whatever ends a run, each
 * document that was expected has an outcome, and a reason where it was not uploaded.
 */
export class Ledger {
  #reasonForRest: string | undefined
  #urlOf: (path: string) => string | undefined = () => undefined
  /** Names by path. */
  readonly #expected = new Map<string, string>()
  readonly #entries: Entry[] = []
  /** Where each path's entry is: known where somebody waits for ingestion. */
  #indexes: ReadonlyMap<string, number> | undefined
  readonly #counts = { uploaded: 0, unchanged: 0, skipped: 0, failed: 0, bytesUploaded: 0 }
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  /** Each of these documents will be settled; by `abandon`, if not before. */
  expect(documents: Iterable<Document>): void {
    for (const { path, name } of documents) this.#expected.set(path, name)
  }

  /** Keeps what became of a file. The log names one that was not uploaded, with the reason. */
  settle(path: string, outcome: Outcome): void {
    const { kind, ...details } = outcome
    this.#add({ path, outcome: kind, ...details })
    if (outcome.kind === 'unchanged') return
    if (outcome.kind === 'uploaded') this.#counts.bytesUploaded += outcome.bytes
    else if (outcome.kind === 'failed') this.#log.error(outcome.reason, path)
    else this.#log.warning(outcome.reason, path)
  }

  /** Settles a document of a dry run, with the metadata that would be sent: JSON. */
  preview(path: string, metadata: Buffer): void {
    const reason = 'Dry run: it would be uploaded.'
    this.#add({ path, outcome: 'skipped', reason, metadata: metadata.toString() })
  }

  /** Keeps what the platform made of an uploaded document. One that it rejected has failed. */
  settleIngestion(path: string, ingestion: IngestionResult): void {
    this.#indexes ??= new Map(this.#entries.map((entry, index) => [entry.path, index]))
    const index = this.#indexes.get(path)
    const entry = index === undefined ? undefined : this.#entries[index]
    if (index === undefined || entry === undefined) return
    if (ingestion.kind === 'rejected') {
      const { reason } = ingestion
      this.#entries[index] = { ...entry, outcome: 'failed', reason, ingestion: 'rejected' }
      this.#counts.uploaded -= 1
      this.#counts.failed += 1
      this.#counts.bytesUploaded -= entry.bytes ?? 0
      this.#log.error(reason, path)
    } else {
      this.#entries[index] = { ...entry, ingestion: ingestion.kind }
    }
  }

  /**
   * Every document that has no outcome yet has failed, for one reason that the caller logs.
   *
   * @returns their paths
   */
  abandon(reason: string): readonly string[] {
    const paths = [...this.#expected.keys()]
    this.#reasonForRest = reason
    for (const path of paths) this.#add({ path, outcome: 'failed', reason })
    return paths
  }

  /** The history of the documents has been read, so that their pages are known. */
  linkBy(urlOf: (path: string) => string | undefined): void {
    this.#urlOf = urlOf
  }

  /** Every document that has no outcome yet is skipped, for one reason that the caller logs. */
  skipRest(reason: string): void {
    this.#reasonForRest = reason
    for (const path of [...this.#expected.keys()]) this.#add({ path, outcome: 'skipped', reason })
  }

  get entries(): readonly Entry[] {
    return this.#entries.map((entry) => {
      const url = entry.reason === undefined ? undefined : this.#urlOf(entry.path)
      return url === undefined ? entry : { ...entry, url }
    })
  }

  /** Why documents have no outcome of their own. */
  get reasonForRest(): string | undefined {
    return this.#reasonForRest
  }

  get counts(): Counts {
    return { matched: this.#entries.length + this.#expected.size, ...this.#counts }
  }

  #add(entry: Entry): void {
    const name = this.#expected.get(entry.path)
    this.#expected.delete(entry.path)
    this.#entries.push(name === undefined ? entry : { ...entry, name })
    this.#counts[entry.outcome] += 1
  }
}

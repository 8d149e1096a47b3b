import type { Log } from '../log/log.ts'

/** What became of a matched document. Only `failed` turns the step red. */
export type Outcome = 'uploaded' | 'skipped' | 'failed'

/** One line of the ledger. */
export interface Entry {
  readonly path: string
  /** What the platform calls it; absent where it was never named. */
  readonly name?: string
  readonly outcome: Outcome
  /** Why it was not uploaded. */
  readonly reason?: string
  /** Size of the document as uploaded. */
  readonly bytes?: number
  /** What the platform made of it, where that was waited for. */
  readonly ingestion?: 'ingested' | 'kept' | 'rejected' | 'pending'
  /** What a dry run would send with it: JSON. */
  readonly metadata?: string
}

/** What a run says about its documents when it ends. */
export type Counts = Readonly<Record<Outcome, number>> & {
  readonly matched: number
  readonly bytesUploaded: number
}

interface Expected {
  readonly path: string
  readonly name?: string
}

/**
 * Keeps the outcome of every matched document, so that none is lost quietly: whatever ends a run,
 * each document that was expected has an outcome and a reason.
 */
export class Ledger {
  readonly #expected = new Map<string, string | undefined>()
  readonly #entries: Entry[] = []
  /** Where each document's entry is: known where somebody waits for ingestion. */
  #places: ReadonlyMap<string, number> | undefined
  readonly #counts = { uploaded: 0, skipped: 0, failed: 0, bytesUploaded: 0 }
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  /** These documents will be settled one by one, or all of them by `abandon`. */
  expect(documents: Iterable<Expected>): void {
    for (const { path, name } of documents) this.#expected.set(path, name)
  }

  uploaded(path: string, bytes: number): void {
    this.#settle({ path, outcome: 'uploaded', bytes })
    this.#counts.bytesUploaded += bytes
  }

  /** Settles one document that was not sent, and says so in the log. */
  leftOut(path: string, outcome: 'skipped' | 'failed', reason: string): void {
    this.#settle({ path, outcome, reason })
    if (outcome === 'failed') this.#log.error(reason, path)
    else this.#log.warning(reason, path)
  }

  /** The platform has ingested an uploaded document, has rejected it (then it has failed), or not yet either. */
  ingested(
    path: string,
    ingestion:
      | { readonly kind: 'ingested' | 'kept' | 'pending' }
      | { readonly kind: 'rejected'; readonly reason: string },
  ): void {
    this.#places ??= new Map(this.#entries.map((entry, index) => [entry.path, index]))
    const index = this.#places.get(path)
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
   * Settles one document of a dry run.
   * @param metadata JSON, as it would be sent
   */
  rehearsed(path: string, metadata: Buffer): void {
    this.#settle({
      path,
      outcome: 'skipped',
      reason: 'Dry run: it would be uploaded.',
      metadata: metadata.toString(),
    })
  }

  /** Settles every document that has no outcome yet, for one reason that the caller logs. */
  abandon(outcome: 'skipped' | 'failed', reason: string): readonly Entry[] {
    const first = this.#entries.length
    for (const path of [...this.#expected.keys()]) this.#settle({ path, outcome, reason })
    return this.#entries.slice(first)
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  get counts(): Counts {
    return { matched: this.#entries.length + this.#expected.size, ...this.#counts }
  }

  #settle(entry: Entry): void {
    const name = this.#expected.get(entry.path)
    this.#expected.delete(entry.path)
    this.#entries.push(name === undefined ? entry : { ...entry, name })
    this.#counts[entry.outcome] += 1
  }
}

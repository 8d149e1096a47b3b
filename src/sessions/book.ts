import type { SessionRecord } from '../report/result.ts'

/** Which sessions this run has opened, and which of them are still to be closed. */
export class SessionBook {
  readonly #records = new Map<string, SessionRecord>()
  readonly #remember: (unclosed: readonly string[]) => void

  /** @param remember hears at once which sessions are still to be closed, whenever that changes */
  constructor(remember: (unclosed: readonly string[]) => void) {
    this.#remember = remember
  }

  get records(): readonly SessionRecord[] {
    return [...this.#records.values()]
  }

  /** @param closeCommand closes it from a person's shell */
  opened(id: string, expiresAt: string, closeCommand: string): void {
    this.#set({ id, expiresAt, closed: false, closeCommand })
  }

  closed(id: string): void {
    const record = this.#records.get(id)
    if (record !== undefined) this.#set({ id, expiresAt: record.expiresAt, closed: true })
  }

  #set(record: SessionRecord): void {
    this.#records.set(record.id, record)
    this.#remember(this.records.filter(({ closed }) => !closed).map(({ id }) => id))
  }
}

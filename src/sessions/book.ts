import type { SessionRecord } from '../report/result.ts'

/** Which sessions this run has opened, and which of them are still to be closed. */
export class SessionBook {
  readonly #records = new Map<string, SessionRecord>()

  get records(): readonly SessionRecord[] {
    return [...this.#records.values()]
  }

  opened(id: string, expiresAt: string): void {
    this.#records.set(id, { id, expiresAt, closed: false })
  }

  closed(id: string): void {
    const record = this.#records.get(id)
    if (record !== undefined) this.#records.set(id, { ...record, closed: true })
  }
}

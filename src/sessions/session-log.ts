import type { Log } from '../log/log.ts'
import { PublishError } from '../log/publish-error.ts'
import type { SessionRecord } from '../report/result.ts'
import type { Unfinished } from '../report/state.ts'

/**
 * Saves what is to be done should this program be cut off.
 *
 * @returns why it could not be saved; undefined where it is saved
 */
export type SaveUnfinished = (unfinished: Unfinished) => string | undefined

/**
 * Which sessions this run has opened, and which of them are still to be closed. Whatever happens to
 * one is saved at once, so that a step after this one can take over, and is said in the log.
 */
export class SessionLog {
  /** Whether this run closes its sessions; else they stay open for somebody else to close. */
  readonly closesSessions: boolean
  readonly #records = new Map<string, SessionRecord>()
  readonly #save: SaveUnfinished
  readonly #log: Log
  #hasWarned = false

  constructor(closesSessions: boolean, save: SaveUnfinished, log: Log) {
    this.closesSessions = closesSessions
    this.#save = save
    this.#log = log
  }

  get records(): readonly SessionRecord[] {
    return [...this.#records.values()]
  }

  /** The ids of the sessions that this run has still to close. */
  get unclosed(): readonly string[] {
    if (!this.closesSessions) return []
    return this.records.filter(({ closed }) => !closed).map(({ id }) => id)
  }

  /**
   * The platform is about to be asked for a session, and may open one although its answer does not
   * arrive.
   *
   * @throws a `PublishError` where that cannot be saved: then it must not be asked
   */
  opening(): void {
    const problem = this.#saveUnclosed({ openingSince: new Date().toISOString() })
    if (problem !== undefined) throw new PublishError(`No upload session was opened: ${problem}`)
  }

  /**
   * @param expiresAt as the API gave it; empty where it gave none
   * @param closeCommand closes it from a person's shell
   */
  opened(id: string, expiresAt: string, closeCommand: string): void {
    this.#records.set(id, { id, expiresAt, closed: false, closeCommand })
    this.#saveOrWarn()
    this.#log.info(`Session ${id} is open until ${expiresAt || 'it expires'}`)
  }

  /** No session was opened, or the user has been told that one may have been. */
  notOpened(): void {
    this.#saveOrWarn()
  }

  closed(id: string): void {
    const record = this.#records.get(id)
    if (record === undefined) return
    this.#records.set(id, { id, expiresAt: record.expiresAt, closed: true })
    this.#saveOrWarn()
    this.#log.info(`Session ${id} is closed; the platform ingests its documents now`)
  }

  leftOpen(id: string): void {
    const record = this.#records.get(id)
    if (record === undefined || record.closed) return
    const expires = record.expiresAt || 'the platform did not say when'
    this.#log.info(
      `Session ${id} stays open, as "close-session" is false: its documents are ingested once the finalize action closes it, it expires (${expires}), or you run: ${record.closeCommand}`,
    )
  }

  #saveUnclosed(opening: Pick<Unfinished, 'openingSince'>): string | undefined {
    return this.#save({ sessions: this.unclosed, ...opening })
  }

  /** A session is open by now, so the run goes on although its state cannot be saved. */
  #saveOrWarn(): void {
    const problem = this.#saveUnclosed({})
    if (problem === undefined || this.#hasWarned) return
    this.#hasWarned = true
    this.#log.warning(
      `${problem} This step goes on, and closes its sessions itself. But if it is killed before that, its post step cannot close them, and may warn of a session that is not open.`,
    )
  }
}

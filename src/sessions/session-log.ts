import type { Log } from '../log/log.ts'
import { PublishError } from '../log/publish-error.ts'
import type { SessionRecord } from '../report/result.ts'
import type { Unfinished } from '../report/state.ts'

/** What a book of sessions needs. */
export interface BookKeeping {
  /** Whether this run closes its sessions; else nobody is to close them in its place. */
  readonly closes: boolean
  /**
   * Saves what is to be done should this program be cut off.
   *
   * @returns why it could not be saved
   */
  readonly remember: (unfinished: Unfinished) => string | undefined
  readonly log: Log
}

/**
 * Which sessions this run has opened, and which of them are still to be closed. Whatever happens to
 * one is remembered at once, so that a step after this one can take over.
 */
export class SessionBook {
  readonly #records = new Map<string, SessionRecord>()
  readonly #keeping: BookKeeping
  #hasWarned = false

  constructor(keeping: BookKeeping) {
    this.#keeping = keeping
  }

  get records(): readonly SessionRecord[] {
    return [...this.#records.values()]
  }

  /**
   * The platform is about to be asked for a session, and may open one although its answer does not
   * come.
   *
   * @throws a `PublishError` where that cannot be remembered: then it must not be asked
   */
  opening(): void {
    const problem = this.#remember({ openingSince: new Date().toISOString() })
    if (problem !== undefined) throw new PublishError(`No upload session was opened: ${problem}`)
  }

  /** @param closeCommand closes it from a person's shell */
  opened(id: string, expiresAt: string, closeCommand: string): void {
    this.#records.set(id, { id, expiresAt, closed: false, closeCommand })
    this.#rememberOrWarn()
  }

  /** No session was opened, or it is known by now that one may have been. */
  notOpened(): void {
    this.#rememberOrWarn()
  }

  closed(id: string): void {
    const record = this.#records.get(id)
    if (record === undefined) return
    this.#records.set(id, { id, expiresAt: record.expiresAt, closed: true })
    this.#rememberOrWarn()
  }

  #remember(opening: Pick<Unfinished, 'openingSince'>): string | undefined {
    const { closes, remember } = this.#keeping
    const unclosed = this.records.filter(({ closed }) => closes && !closed)
    return remember({ sessions: unclosed.map(({ id }) => id), ...opening })
  }

  /** There is a session to close by now: the run goes on. */
  #rememberOrWarn(): void {
    const problem = this.#remember({})
    if (problem === undefined || this.#hasWarned) return
    this.#hasWarned = true
    this.#keeping.log.warning(
      `${problem} This step goes on, and closes its sessions as always. But if it is killed before that, its post step cannot do it; and it may say of a session that it may be open although it is not.`,
    )
  }
}

import type { Log } from './log.ts'

const EVERY_MILLISECONDS = 5_000

/**
 * A line of the log that shows progress: logged again only when it has changed, and not more often
 * than every few seconds.
 */
export class ChangingLine {
  readonly #log: Log
  readonly #now: () => number
  #latest = ''
  #said = ''
  #saidAt = -Infinity

  /** @param now milliseconds of a clock that never goes back */
  constructor(log: Log, now: () => number) {
    this.#log = log
    this.#now = now
  }

  say(line: string): void {
    this.#latest = line
    if (this.#now() - this.#saidAt >= EVERY_MILLISECONDS) this.finish()
  }

  /** Says the latest line, should it have been held back. */
  finish(): void {
    if (this.#latest === this.#said) return
    this.#said = this.#latest
    this.#saidAt = this.#now()
    this.#log.info(this.#latest)
  }
}

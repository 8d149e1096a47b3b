import { counted, listed } from '../log/figures.ts'
import type { Log } from '../log/log.ts'

/** What is noticed of documents while they are prepared, and does not keep them from being sent. */
export class Remarks {
  readonly #log: Log
  readonly #notUtf8 = new Set<string>()
  readonly #misfits = new Set<string>()

  constructor(log: Log) {
    this.#log = log
  }

  /** A text file is not UTF-8. */
  notUtf8(path: string): void {
    this.#notUtf8.add(path)
  }

  /**
   * Values of front matter are not of the type that is asked for. Said once of a document, which may
   * be prepared again for another session.
   * @param wanted each key with its type, such as `"version" (number)`
   */
  misfits(path: string, wanted: readonly string[]): void {
    if (wanted.length === 0 || this.#misfits.has(path)) return
    this.#misfits.add(path)
    this.#log.warning(
      `Left out of the metadata because the value is not of the type given in "front-matter": ${listed(wanted)}.`,
      path,
    )
  }

  /**
   * Says what concerns documents together. It comes last, in a dry run and a real one alike: a
   * document is read only when it is sent, and once, since to read 50,000 of them beforehand would take
   * as long as sending them. A dry run shows it before anything is sent.
   */
  summarize(): void {
    const paths = [...this.#notUtf8].sort()
    if (paths.length === 0) return
    const isOne = paths.length === 1
    this.#log.warning(
      `${counted(paths.length, 'text file')} ${isOne ? 'is' : 'are'} not in UTF-8, which the platform expects: ${listed(paths)}. Save ${isOne ? 'it' : 'them'} as UTF-8 if pipelines should read ${isOne ? 'it' : 'them'}.`,
    )
  }
}

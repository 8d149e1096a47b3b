import type { Command } from './commands.ts'

/**
 * Makes the log that people see: shows each line with what is secret so far as `***`, and in place of
 * a command what the runner makes of it, which may be nothing.
 */
export class StepLog {
  readonly #secrets: Set<string>
  readonly #debug: boolean
  readonly #shown: string[] = []

  /** Debug lines are shown only with `debug`. */
  constructor(secrets: Iterable<string>, debug: boolean) {
    this.#secrets = new Set(secrets)
    this.#debug = debug
    this.#secrets.delete('')
  }

  /** Answers the line as shown, if it is. */
  add(line: string, command: Command | undefined): string | undefined {
    const shown = command === undefined ? line : this.#obey(command)
    if (shown === undefined) return undefined
    const masked = this.#mask(shown)
    this.#shown.push(masked)
    return masked
  }

  text(): string {
    return this.#shown.map((line) => `${line}\n`).join('')
  }

  #obey(command: Command): string | undefined {
    switch (command.name) {
      case 'add-mask':
        // The runner masks a value of several lines also line by line.
        for (const secret of [command.data, ...command.data.split(/\r\n|\n|\r/)]) {
          if (secret.trim() !== '') this.#secrets.add(secret)
        }
        return undefined
      case 'error':
      case 'warning':
      case 'notice':
      case 'group':
      case 'endgroup':
        return `##[${command.name}]${command.data}`
      case 'debug':
        return this.#debug ? `##[debug]${command.data}` : undefined
      default:
        return undefined
    }
  }

  #mask(line: string): string {
    const longestFirst = [...this.#secrets].sort((a, b) => b.length - a.length)
    return longestFirst.reduce((text, secret) => text.replaceAll(secret, '***'), line)
  }
}

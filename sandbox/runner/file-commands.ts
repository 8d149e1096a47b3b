import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files that a step writes to, by the variable that names each. */
export interface CommandFiles {
  readonly GITHUB_OUTPUT: string
  readonly GITHUB_STATE: string
  readonly GITHUB_ENV: string
  readonly GITHUB_PATH: string
  readonly GITHUB_STEP_SUMMARY: string
}

/** What a step wrote into its files. */
export interface FileResults {
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** Variables for the steps after it. */
  readonly environment: Readonly<Record<string, string>>
  /** Folders for the search path of the steps after it. */
  readonly path: readonly string[]
  /** Markdown, as written. */
  readonly summary: string
}

/** Makes a step's files, empty, with new names. */
export function makeCommandFiles(temp: string): CommandFiles {
  const folder = join(temp, '_runner_file_commands')
  mkdirSync(folder, { recursive: true })
  const suffix = randomUUID()
  const make = (name: string): string => {
    const path = join(folder, `${name}_${suffix}`)
    writeFileSync(path, '')
    return path
  }
  return {
    GITHUB_OUTPUT: make('set_output'),
    GITHUB_STATE: make('save_state'),
    GITHUB_ENV: make('set_env'),
    GITHUB_PATH: make('add_path'),
    GITHUB_STEP_SUMMARY: make('step_summary'),
  }
}

/**
 * Reads a step's files.
 *
 * @throws where the runner would fail the step: at a line that is neither `name=value` nor a here
 * document, and at a here document without its end
 */
export function readCommandFiles(files: CommandFiles): FileResults {
  return {
    outputs: readPairs(files.GITHUB_OUTPUT),
    state: readPairs(files.GITHUB_STATE),
    environment: readPairs(files.GITHUB_ENV),
    path: readFileSync(files.GITHUB_PATH, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== ''),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  }
}

/**
 * `name=value` on one line, or `name<<END`, the value's lines, `END` on a line of its own: the one
 * whose sign comes first in the line (`actions/runner`, `FileCommandManager.cs`).
 */
function readPairs(path: string): Record<string, string> {
  const lines = readFileSync(path, 'utf8').split('\n').values()
  const pairs = new Map<string, string>()
  for (const line of lines) {
    if (line === '') continue
    const [, name = '', sign, value = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? []
    if (name === '') throw new Error(`Invalid format '${line}'`)
    pairs.set(name, sign === '=' ? value : readUntil(value, lines))
  }
  return Object.fromEntries(pairs)
}

function readUntil(delimiter: string, lines: Iterable<string>): string {
  if (delimiter === '') throw new Error('The delimiter of a here document is empty')
  const value: string[] = []
  for (const line of lines) {
    if (line === delimiter) return value.join('\n')
    value.push(line)
  }
  throw new Error(`Matching delimiter not found '${delimiter}'`)
}

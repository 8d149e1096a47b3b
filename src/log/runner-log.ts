import * as core from '@actions/core'
import type { Log } from './log.ts'
import { printable } from './printable.ts'
import { hide } from './secrets.ts'

/** GitHub shows no more annotations of a kind and step than this. */
const MOST_ANNOTATIONS = 10

/** The log of a step on GitHub's runner: each message is one line that is safe to print. */
export function createRunnerLog(): Log {
  const annotations = { warning: 0, error: 0 }
  // The run goes on where the reader of its log is gone.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

  function annotate(kind: 'warning' | 'error', message: string, path?: string): void {
    const line = path === undefined ? printable(message) : printable(`${path}: ${message}`)
    if (++annotations[kind] > MOST_ANNOTATIONS) {
      core.info(`${kind === 'error' ? 'Error' : 'Warning'}: ${line}`)
      return
    }
    core[kind](line, path === undefined ? {} : { file: printable(path) })
  }

  return {
    info: (message) => {
      core.info(printable(message))
    },
    group: (title, lines) => {
      core.startGroup(printable(title))
      for (const line of lines) core.info(`  ${printable(line)}`)
      core.endGroup()
    },
    debug: (message) => {
      if (core.isDebug()) core.debug(printable(message))
    },
    notice: (message) => {
      core.notice(printable(message))
    },
    warning: (message, path) => {
      annotate('warning', message, path)
    },
    error: (message, path) => {
      annotate('error', message, path)
    },
  }
}

/** Shorter secrets are often ordinary words: masking them would make the log unreadable. */
const SHORTEST_SECRET = 16

/**
 * Has the runner replace a secret by `***` wherever the job prints it from now on. This program
 * itself neither prints nor writes it any more.
 */
export function mask(secret: string): void {
  if (secret.length < SHORTEST_SECRET) return
  hide(secret)
  core.setSecret(secret)
}

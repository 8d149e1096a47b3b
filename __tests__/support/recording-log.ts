import type { Log } from '../../src/log/log.ts'

/** A log that a test can read: `kind path: message`. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = []
  const record = (kind: string) => (message: string, path?: string) => {
    lines.push(path === undefined ? `${kind} ${message}` : `${kind} ${path}: ${message}`)
  }
  return {
    lines,
    info: record('info'),
    debug: () => undefined,
    notice: record('notice'),
    warning: record('warning'),
    error: record('error'),
    group: (title, members) =>
      lines.push(`group ${title}`, ...[...members].map((line) => `  ${line}`)),
  }
}

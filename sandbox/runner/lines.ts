import type { Readable } from 'node:stream'

/** A line that the step printed, without its end. */
export interface Line {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

/**
 * Calls back with each line of a stream, the last one also where nothing ends it. A line ends where
 * the runner sees its end: at a line feed, at a carriage return and a line feed, and at a carriage
 * return alone.
 */
export function readLines(stream: Readable, onLine: (text: string) => void): void {
  let rest = ''
  let afterReturn = false
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    // The line feed of a CRLF whose carriage return ended the chunk before.
    const text = afterReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk
    afterReturn = chunk.endsWith('\r')
    const lines = (rest + text).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    lines.forEach(onLine)
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest)
  })
}

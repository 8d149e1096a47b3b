import { opendirSync, readdirSync, type Dir } from 'node:fs'

/** A name in a folder. A link to a folder is not a folder. */
export interface Entry {
  readonly name: string
  isDirectory(): boolean
}

/** So many names are read at once, within some milliseconds. */
const NAMES_AT_ONCE = 1_024

/** What stands in a name where Node cannot decode it. Only then are the bytes worth a second look. */
const UNDECODED = '\uFFFD'

/**
 * What is in a folder, which stays open until the last entry was read. Bytes of a name that are not
 * UTF-8 become lone surrogates, U+DC80 to U+DCFF (as in Python's "surrogateescape"), so that no two
 * names are confused: `isWellFormed()` tells them apart, `visible()` shows them.
 *
 * @throws the file system's error, also while entries are read
 */
export function list(folder: string): Iterable<Entry> {
  return entriesOf(folder, opendirSync(folder, { bufferSize: NAMES_AT_ONCE }))
}

function* entriesOf(folder: string, open: Dir): Iterable<Entry> {
  let isDecoded = true
  try {
    for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
      if (entry.name.includes(UNDECODED)) isDecoded = false
      else yield entry
    }
  } finally {
    open.closeSync()
  }
  if (isDecoded) return
  for (const entry of readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })) {
    const name = decode(entry.name)
    if (name.isWellFormed() && !name.includes(UNDECODED)) continue
    yield { name, isDirectory: () => entry.isDirectory() }
  }
}

/** A name as people can read it: `\xNN` for each byte that was not UTF-8. */
export function visible(name: string): string {
  if (name.isWellFormed()) return name
  return name.replace(
    /[\u{DC80}-\u{DCFF}]/gu,
    (escape) => `\\x${(escape.charCodeAt(0) - 0xdc00).toString(16)}`,
  )
}

// Well-formed sequences, by the Unicode standard's table 3-7, over bytes read as Latin-1.
const UTF8 =
  /((?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+)|[\x80-\xff]/g

function decode(name: Buffer): string {
  return name
    .toString('latin1')
    .replace(UTF8, (bytes, wellFormed: string | undefined) =>
      wellFormed === undefined
        ? String.fromCharCode(0xdc00 + bytes.charCodeAt(0))
        : Buffer.from(wellFormed, 'latin1').toString('utf8'),
    )
}

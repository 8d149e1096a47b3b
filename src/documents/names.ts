import type { Document } from '../document.ts'
import { PublishError } from '../log/publish-error.ts'

/** How the inputs `file-name` and `name-prefix` make names of paths. */
export interface NameOptions {
  readonly fileName: 'path' | 'basename'
  /** Put before every name, empty for none. */
  readonly prefix: string
}

/** What makes a document's name the name of its metadata object. */
export const METADATA_SUFFIX = '.meta.json'

/** S3's limit for an object's key is 1,024 bytes; 200 of them are for the session's own prefix. */
const MAX_NAME_BYTES = 1_024 - 200 - METADATA_SUFFIX.length

/** So many of a kind are named in one error. */
const MAX_NAMED = 3

/**
 * What the platform calls a document at a path (with `/`). Each of `` \ # % " ' | < > { } ` ^ [ ] ~ ``
 * and control characters become `_`, as in the vendor's SDK: only if both clients name a file alike
 * can one overwrite the other's.
 */
export function nameOf(path: string, { fileName, prefix }: NameOptions): string {
  const last = fileName === 'basename' ? path.slice(path.lastIndexOf('/') + 1) : path
  const name = prefix + last
  if (/^[\w./ -]*$/.test(name)) return name.replaceAll('/', '__')
  return name
    .toWellFormed()
    .replaceAll('/', '__')
    .normalize('NFC')
    .replaceAll(/[\\#%"'|<>{}`^[\]~\p{Cc}]/gu, '_')
}

/**
 * A name as it travels in the form's `filename`: every byte but `A-Z a-z 0-9 - . _ ~` is
 * percent-encoded, and the platform shows the decoded name. Never throws.
 */
export function encodeName(name: string): string {
  if (/^[\w.~-]*$/.test(name)) return name
  return encodeURIComponent(name.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/**
 * Checks the names of all documents together.
 *
 * @throws a `PublishError` that names the documents where two have one name, where a name is too long
 * for S3, or where the platform would take one for metadata
 */
export function checkNames(
  documents: readonly Document[],
  fileName: NameOptions['fileName'],
): void {
  throwIfAny(
    collisions(documents),
    'Two documents have the same name on the platform',
    fileName === 'basename'
      ? 'set "file-name" to "path", rename one of them or exclude it from "glob".'
      : 'rename one of them or exclude it from "glob".',
  )
  throwIfAny(
    documents.flatMap(({ path, name }) => {
      const bytes = encodeName(name).length
      return bytes > MAX_NAME_BYTES ? [`${JSON.stringify(path)} (${bytes} bytes)`] : []
    }),
    `A name is longer than ${MAX_NAME_BYTES} bytes when percent-encoded, the most that fits into a key of S3`,
    'shorten the path or "name-prefix", or set "file-name" to "basename".',
  )
  throwIfAny(
    documents.flatMap(({ path, name }) =>
      name.endsWith(METADATA_SUFFIX) ? [`${JSON.stringify(path)} as ${JSON.stringify(name)}`] : [],
    ),
    `A name ends in ${METADATA_SUFFIX}, so the platform would read it as another document's metadata`,
    'change "name-prefix" or exclude it from "glob".',
  )
}

function collisions(documents: readonly Document[]): string[] {
  const paths = new Map<string, string>()
  return documents.flatMap(({ path, name }) => {
    const other = paths.get(name)
    if (other === undefined) paths.set(name, path)
    return other === undefined
      ? []
      : [`${JSON.stringify(other)} and ${JSON.stringify(path)} as ${JSON.stringify(name)}`]
  })
}

function throwIfAny(faults: readonly string[], problem: string, advice: string): void {
  if (faults.length === 0) return
  const named = faults.slice(0, MAX_NAMED).join('; ')
  const more = faults.length > MAX_NAMED ? `; and ${faults.length - MAX_NAMED} more` : ''
  throw new PublishError(`${problem}: ${named}${more}. What to do: ${advice}`)
}

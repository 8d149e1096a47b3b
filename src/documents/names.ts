import { PublishError } from '../log/publish-error.ts'
import type { Document } from '../document.ts'
import type { FoundFile } from './found.ts'

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
 * Names the found files, in their order. Throws a PublishError that names the documents if two get
 * one name, if a name is too long for S3, or if one would be taken for metadata.
 */
export function nameDocuments(files: readonly FoundFile[], options: NameOptions): Document[] {
  const documents = files.map(({ path, size }) => ({ path, name: nameOf(path, options), size }))
  refuse(
    collisions(documents),
    'Two documents would get one name on the platform',
    options.fileName === 'basename'
      ? 'set "file-name" to "path", rename one of them or exclude it from "glob".'
      : 'rename one of them or exclude it from "glob".',
  )
  refuse(
    documents.flatMap(({ path, name }) => {
      const bytes = encodeName(name).length
      return bytes > MAX_NAME_BYTES ? [`${JSON.stringify(path)} (${bytes} bytes)`] : []
    }),
    `A name is longer than the ${MAX_NAME_BYTES} bytes, percent-encoded, that S3 leaves for it`,
    'shorten the path or "name-prefix", or set "file-name" to "basename".',
  )
  refuse(
    documents.flatMap(({ path, name }) =>
      name.endsWith(METADATA_SUFFIX) ? [`${JSON.stringify(path)} as ${JSON.stringify(name)}`] : [],
    ),
    `A name that ends in ${METADATA_SUFFIX} would be taken for another document's metadata`,
    'change "name-prefix" or exclude it from "glob".',
  )
  return documents
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

function refuse(found: readonly string[], problem: string, advice: string): void {
  if (found.length === 0) return
  const named = found.slice(0, MAX_NAMED).join('; ')
  const more = found.length > MAX_NAMED ? `; and ${found.length - MAX_NAMED} more` : ''
  throw new PublishError(`${problem}: ${named}${more}. What to do: ${advice}`)
}

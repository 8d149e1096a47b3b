import { count, counted } from '../log/figures.ts'
import { commonValues, readMetadata, type Metadata } from './common-values.ts'
import { code, documentLink, short, shortSha, text } from './html.ts'
import type { Entry } from './ledger.ts'

const MOST_DOCUMENTS = 50
const MOST_KEYS = 50
/** Leaves the larger part of a summary for everything else. */
const LIMIT_BYTES = 400 * 1024

/** Shown in a column of their own; the path is the document's. */
const OF_THEIR_OWN: ReadonlySet<string> = new Set(['path', 'title', 'commit_sha'])

/** Metadata, key by key. */
type Values = readonly (readonly [key: string, value: unknown])[]

/** A column of the table; `show` gives HTML. */
interface Column {
  readonly heading: string
  readonly show: (document: Shown) => string
}

/** A document in the table. */
interface Shown {
  readonly path: string
  readonly url?: string
  readonly name: string
  readonly metadata: Metadata
}

/**
 * What a dry run would upload, as HTML: the metadata that is the same for all documents, and a row for
 * each of the first documents, long values cut; the report file has all of them in full. Empty where
 * nothing would be uploaded.
 */
export function previewOf(entries: readonly Entry[]): string {
  const documents = entries.filter(({ metadata }) => metadata !== undefined)
  if (documents.length === 0) return ''
  const common = documents.length === 1 ? new Map<string, unknown>() : commonValues(documents)
  const shown = documents.slice(0, MOST_DOCUMENTS).map((entry): Shown => ({
    ...entry,
    name: entry.name ?? '',
    metadata: readMetadata(entry),
  }))
  const columns = columnsFor(shown, common)
  const head = common.size === 0 ? '' : `${details('The same for all: ', [...common])}\n`
  const open = `<table><tr>${columns.map(({ heading }) => `<th>${heading}</th>`).join('')}</tr>\n`
  const rows = fitting(
    shown.map((document) => {
      const cells = columns.map(({ show }) => `<td>${show(document)}</td>`)
      return `<tr>${cells.join('')}</tr>\n`
    }),
    LIMIT_BYTES - Buffer.byteLength(head),
  )
  const rest = documents.length - rows.length
  const more = rest === 0 ? '' : `<p>And ${count(rest)} more in the report file.</p>\n`
  return `${head}${open}${rows.join('')}</table>\n${more}`
}

/** Title and commit have columns where they differ, all else that differs is in one column. */
function columnsFor(documents: readonly Shown[], common: ReadonlyMap<string, unknown>): Column[] {
  const differs = (key: string): boolean =>
    !common.has(key) && documents.some(({ metadata }) => key in metadata)
  const othersOf = ({ metadata }: Shown): Values =>
    Object.entries(metadata).filter(([key]) => !common.has(key) && !OF_THEIR_OWN.has(key))
  const columns: readonly (Column & { readonly isShown: boolean })[] = [
    { heading: 'Document', isShown: true, show: documentLink },
    { heading: 'Name', isShown: true, show: ({ name }) => code(name) },
    {
      heading: 'Title',
      isShown: differs('title'),
      show: ({ metadata }) => text(short(plain(metadata['title']))),
    },
    {
      heading: 'Commit',
      isShown: differs('commit_sha'),
      show: ({ metadata }) => shortSha(plain(metadata['commit_sha'])),
    },
    {
      heading: 'Other metadata',
      isShown: documents.some((document) => othersOf(document).length > 0),
      show: (document) => details('', othersOf(document)),
    },
  ]
  return columns.filter(({ isShown }) => isShown)
}

/** The first rows that fit into so many bytes. */
function fitting(rows: readonly string[], bytes: number): readonly string[] {
  let left = bytes
  const end = rows.findIndex((row) => {
    left -= Buffer.byteLength(row)
    return left < 0
  })
  return end < 0 ? rows : rows.slice(0, end)
}

/** Metadata that opens at a click. */
function details(before: string, values: Values): string {
  if (values.length === 0) return ''
  const lines = values
    .slice(0, MOST_KEYS)
    .map(([key, value]) => `${code(short(key))}: ${text(short(JSON.stringify(value)))}`)
  if (values.length > MOST_KEYS) lines.push(`and ${count(values.length - MOST_KEYS)} more keys`)
  const heading = `${before}${counted(values.length, 'key')}`
  return `<details><summary>${heading}</summary>${lines.join('<br>')}</details>`
}

/** Text as it is, other values as JSON; empty where there is none. */
function plain(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

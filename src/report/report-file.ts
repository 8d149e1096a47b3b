import { randomUUID } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Finalized, Rejected } from './finalized.ts'
import type { Entry } from './ledger.ts'
import type { Result } from './result.ts'
import { withoutSecrets } from '../log/secrets.ts'

/** Raised when readers of the file have to change. */
const SCHEMA_VERSION = 1
const CHARACTERS_A_WRITE = 256 * 1024

/**
 * Writes what became of every document as JSON into a new file in `folder`.
 *
 * @returns the path of the file
 */
export function writeReportFile(result: Result, folder: string): string {
  const { entries, ...rest } = result
  return write(rest, entries, lineOf, folder)
}

/** The same for the finalize action, which knows of the documents that the platform rejected. */
export function writeFinalizeReport(
  { rejected, ...rest }: Finalized,
  workspace: string,
  folder: string,
): string {
  const line = (each: Rejected): string =>
    JSON.stringify({ ...each, outcome: 'failed', ingestion: 'rejected' }, safely)
  return write({ workspace, ...rest }, rejected, line, folder)
}

/** Writes in portions, so that a report of many documents is never in memory as a whole. */
function write<Item>(
  head: object,
  documents: readonly Item[],
  lineOf: (document: Item) => string,
  folder: string,
): string {
  const path = join(folder, `deepset-docs-upload-${randomUUID()}.json`)
  const text = JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...head }, safely, 2)
  const file = openSync(path, 'wx')
  try {
    writeSync(file, `${text.slice(0, text.lastIndexOf('\n'))},\n  "documents": [`)
    let lines = ''
    for (const [index, document] of documents.entries()) {
      lines += `${index === 0 ? '' : ','}\n    ${lineOf(document)}`
      if (lines.length < CHARACTERS_A_WRITE) continue
      writeSync(file, lines)
      lines = ''
    }
    writeSync(file, `${lines}\n  ]\n}\n`)
  } finally {
    closeSync(file)
  }
  return path
}

function lineOf({ metadata, ...entry }: Entry): string {
  const line = safeJson(JSON.stringify(entry))
  return metadata === undefined ? line : `${line.slice(0, -1)},"metadata":${safeJson(metadata)}}`
}

/** Unchanged where it holds no secret, nor an escape that could hide one. */
function safeJson(json: string): string {
  const plain = !json.includes('\\') && withoutSecrets(json) === json
  return plain ? json : JSON.stringify(JSON.parse(json), safely)
}

/** Of strings and of keys, which a sidecar may have chosen. */
function safely(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, its]) => [withoutSecrets(key), its]))
}

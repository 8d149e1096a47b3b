import type { FileOptions } from '../options.ts'
import type { FileRecord, Metadata } from '../records.ts'

declare global {
  interface JSON {
    /** JSON text that `JSON.stringify` takes over as it is. In Node since 21, in TypeScript's libraries not yet. */
    rawJSON(text: string): object
  }
}

/** A file as the API shows it in a list. */
export function presentedFile(
  workspace: string,
  file: FileRecord,
  options: FileOptions,
): Record<string, unknown> {
  return {
    file_id: file.fileId,
    name: file.name,
    ...presentedSize(file, options.sizes ?? 'bytes'),
    created_at: file.createdAt,
    meta: presentedMetadata(file.meta, options),
    url: `/api/v1/workspaces/${encodeURIComponent(workspace)}/files/${file.fileId}`,
  }
}

function presentedSize(
  { size, meta }: FileRecord,
  form: NonNullable<FileOptions['sizes']>,
): { size?: unknown } {
  switch (form) {
    case 'bytes':
      return { size }
    case 'with-metadata':
      return { size: size + Buffer.byteLength(JSON.stringify(meta)) }
    case 'text':
      return { size: String(size) }
    case 'null':
      return { size: null }
    case 'absent':
      return {}
  }
}

/** Metadata as the API gives it back, with what the platform makes of it. */
export function presentedMetadata(
  meta: Metadata,
  options: Pick<FileOptions, 'addedMetadata' | 'wholeNumbersAsFloats' | 'timestampsWithOffset'>,
): Record<string, unknown> {
  const { addedMetadata, wholeNumbersAsFloats = false, timestampsWithOffset = false } = options
  const entries = Object.entries({ ...addedMetadata, ...meta }).map(([key, value]) => {
    if (wholeNumbersAsFloats && Number.isSafeInteger(value))
      return [key, JSON.rawJSON(`${String(value)}.0`)]
    if (timestampsWithOffset && typeof value === 'string')
      return [key, value.replace(UTC_TIMESTAMP, '$1+00:00')]
    return [key, value]
  })
  return Object.fromEntries(entries) as Record<string, unknown>
}

const UTC_TIMESTAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)Z$/

import * as v from 'valibot'
import { SessionId } from './schemas.ts'

/** A file of the workspace as a list shows it. All of it is whatever somebody with a key has made of it. */
export interface ListedFile {
  readonly id: string
  readonly name: string
  /** Bytes; undefined where the platform does not tell. */
  readonly size: number | undefined
  readonly metadata: Readonly<Record<string, unknown>>
  /** As the platform writes it, which is how it wants it back. */
  readonly createdAt: string | undefined
}

/** An id goes into the path of a call that deletes: it is made of the same letters as a session's. */
export const FileId = SessionId

/** A number of something, which may come as text; what is no such number counts as absent. */
const Amount = v.fallback(
  v.optional(
    v.pipe(
      v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))]),
      v.safeInteger(),
      v.minValue(0),
    ),
  ),
  undefined,
)

/** Keys that would change what an object is are left out. */
const Metadata = v.pipe(
  v.custom<object>((value) => !Array.isArray(value)),
  v.record(v.string(), v.unknown()),
)

/** `GET /files/{id}/meta` */
export const FileMetadata = v.union([
  Metadata,
  v.pipe(
    v.null(),
    v.transform(() => ({})),
  ),
])

const FileRow = v.object({
  file_id: FileId,
  name: v.string(),
  size: Amount,
  meta: v.fallback(Metadata, {}),
  created_at: v.fallback(v.optional(v.string()), undefined),
})

/** `GET /files`. Its rows are read one by one: one that makes no sense says nothing of the others. */
export const FileList = v.object({
  data: v.array(v.unknown()),
  total: Amount,
  has_more: v.fallback(v.optional(v.boolean()), undefined),
})

/** A row of `GET /files`; nothing where its file cannot be spoken of. */
export function fileOfRow(row: unknown): ListedFile | undefined {
  const parsed = v.safeParse(FileRow, row)
  if (!parsed.success) return undefined
  const { file_id: id, name, size, meta: metadata, created_at: createdAt } = parsed.output
  return { id, name, size, metadata, createdAt }
}

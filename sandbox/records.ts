/** The API's `write_mode`: what becomes of a file whose name the workspace has already. */
export type WriteMode = 'KEEP' | 'OVERWRITE' | 'FAIL' | 'TEMPORARY'

/** Why the platform did not take a file. */
export type FailureReason =
  'EMPTY_FILE' | 'FILE_NOT_FOUND' | 'FAILED_TO_PARSE_META' | 'FILE_ALREADY_EXISTS' | 'UNKNOWN_ERROR'

/** The flat object that describes a document. */
export type Metadata = Record<string, string | number | boolean | string[]>

/** An object as the bucket holds it. */
export interface StoredObject {
  readonly key: string
  /** What follows the session's prefix in the key, percent-decoded. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
  /** Absent if contents are not kept; a `.meta.json` always is. */
  readonly content?: Buffer
  /** How often the key was sent to the bucket, refused attempts included. */
  readonly attempts: number
  /** How often it was stored. */
  readonly stores: number
  /** Milliseconds since the Unix epoch, of the last time it was stored. */
  readonly storedAt: number
}

/** One document of a closed session on its way into the workspace. */
export interface IngestionRecord {
  readonly id: string
  readonly name: string
  status: 'PENDING' | 'FINISHED' | 'FAILED'
  reason?: FailureReason
}

/** An upload session. */
export interface SessionRecord {
  readonly id: string
  readonly workspace: string
  readonly writeMode: WriteMode
  readonly parallel: boolean
  readonly status: 'OPEN' | 'CLOSED' | 'EXPIRED'
  /** RFC 3339. */
  readonly createdAt: string
  /** RFC 3339. */
  readonly expiresAt: string
  /** RFC 3339; when it was closed or, as `status` says, expired. */
  readonly closedAt?: string
  /** What every key of the session starts with. */
  readonly prefix: string
  /** In the order they were first stored; those that came after the session had ended are not here. */
  readonly objects: readonly StoredObject[]
  /** Objects stored when the session had ended: the platform never sees them. */
  readonly late: readonly StoredObject[]
  /** Empty until ingestion has begun. */
  readonly ingestion: readonly IngestionRecord[]
}

/** A file of a workspace, after ingestion. */
export interface FileRecord {
  readonly fileId: string
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
  /** Absent if the bucket did not keep it. */
  readonly content?: Buffer
  readonly meta: Metadata
  /** RFC 3339. */
  readonly createdAt: string
  /** The session it came by; absent if another publisher put it there. */
  readonly sessionId?: string
  readonly temporary: boolean
}

/** What a request asks the platform for; `unknown` is any other path or method. */
export type Call =
  | 'create-session'
  | 'close-session'
  | 'get-session'
  | 'list-session-files'
  | 'list-sessions'
  | 'list-files'
  | 'get-metadata'
  | 'delete-file'
  | 'delete-files'
  | 'unknown'

/** A request to the platform and the status it got; 0 if its answer was lost on purpose. */
export interface RequestRecord {
  readonly call: Call
  /** The session's or the file's; empty where there is none. */
  readonly id: string
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  status: number
}

/** What a fault with a window has struck. */
export interface OutageRecord {
  readonly on: 'platform' | 'bucket'
  /** The effect's. */
  readonly kind: string
  /** Requests that met it, in each second from its beginning to the last one that did. */
  readonly requestsBySecond: readonly number[]
}

/** What the bucket was asked, in numbers. */
export interface BucketCounters {
  total: number
  stored: number
  /** Answered with an error, faults included. */
  refused: number
  /** Ended without an answer, by a fault. */
  dropped: number
  byStatus: Record<number, number>
  /** Requests under way, now. */
  inFlight: number
  maxInFlight: number
  /** Connections accepted since the start. */
  connections: number
}

import type { Clock } from './clock.ts'
import type { Fault } from './faults/fault.ts'
import type { Collation } from './platform/collation.ts'
import type { FailureReason, Metadata, RequestRecord, WriteMode } from './records.ts'

/** How the sandbox is to behave; everything has a default. */
export interface SandboxOptions {
  /** The key the API takes; by default a random one of 40 characters. */
  apiKey?: string
  /** The workspaces there are; by default any name is one. */
  workspaces?: string[]
  /** Workspaces the key may not use: 403. */
  forbiddenWorkspaces?: string[]
  /** Answers 402 to every new session. */
  freePlan?: boolean
  /** Open sessions a user may have before 406; 10. */
  maxOpenSessions?: number
  /** Distinct objects of a session that are ingested, the rest fails with UNKNOWN_ERROR; 10 000. */
  maxObjects?: number
  /** Leaves `session_id` and `documentation_url` out of the answer to "create". */
  leaveOutOptionalKeys?: boolean
  /** Puts `${filename}` at the end of the form's `key`; true. */
  filenameInKey?: boolean
  /** Further fields of the form, signed like the others, e.g. `success_action_status`. */
  fields?: Record<string, string>
  /** Bytes a file may have at least and at most, as a condition of the policy. */
  sizeRange?: [number, number]
  /** What closing a closed session gets: a 204 or a 409; 204. */
  secondClose?: 204 | 409
  /** Whether the key may delete files, else 403; true. */
  mayDelete?: boolean
  /** Whether names that differ in letter case alone are one name; false. */
  namesIgnoreCase?: boolean
  ingestion?: IngestionOptions
  files?: FileOptions
  sessionList?: SessionListOptions
  /** Called, and waited for, before each request to the platform is handled. In-process only. */
  beforeRequest?: (request: Readonly<RequestRecord>) => void | Promise<void>
  /** Keeps what is stored in memory, else only size and hash; true. */
  keepContents?: boolean
  /** After how many idle milliseconds the servers close a connection; 20 000, as S3 does. */
  keepAliveMs?: number
  /** Platform and bucket on https, with this key and certificate in PEM. */
  tls?: { key: string; cert: string }
  /** A real S3 endpoint instead of the sandbox's own bucket, which then has no faults and no counters. */
  s3?: S3Options
  faults?: Fault[]
  /** The machine's by default. */
  clock?: Clock
}

export interface IngestionOptions {
  /** Milliseconds from the close until the session's files are listed at all; 0. */
  delayMs?: number
  /** Milliseconds a file takes; 0. */
  fileMs?: number
  /** What KEEP does with a file whose name exists: keep the `existing` one, or `both`; existing. */
  keep?: 'existing' | 'both'
  /** How KEEP reports a file whose name exists: as FINISHED, or FAILED with FILE_ALREADY_EXISTS; FINISHED. */
  keptFile?: 'FINISHED' | 'FAILED'
  /** Whether OVERWRITE keeps the id of the file it replaces; false. */
  overwriteKeepsId?: boolean
  /** Whether OVERWRITE replaces but the first of several files of a name; false. */
  overwriteLeavesOthers?: boolean
  /** Begins held, see `Sandbox.holdIngestion`; false. */
  held?: boolean
  /** Documents that the platform rejects, by name, and why. */
  rejected?: Record<string, FailureReason>
}

/** How `GET /files` and `GET /files/{id}/meta` answer where the platform's documentation leaves it open. */
export interface FileOptions {
  /** How names are sorted: by their bytes, or as ICU does, by letters before case and punctuation; bytes. */
  collation?: Collation
  /** Parameters that are dropped without a word, as those are that the API does not know. A limit is cut to 10. */
  drop?: FileParameter[]
  /** Parameters that get 422; a limit if it is above 10. */
  refuse?: FileParameter[]
  /** Every page after the first begins so many rows late, or early if negative: rows are lost or come twice; 0. */
  shift?: number
  /** Whether the total of a page is of all files, or of those after its cursor; all. */
  totals?: 'all' | 'rest'
  /** Milliseconds of the sandbox's clock that the list lags behind the workspace; 0. */
  lagMs?: number
  /** Metadata that every file is shown with, over and above its own. */
  addedMetadata?: Metadata
  /** Shows 1 as 1.0; false. */
  wholeNumbersAsFloats?: boolean
  /** Shows 2026-01-02T03:04:05Z as 2026-01-02T03:04:05+00:00; false. */
  timestampsWithOffset?: boolean
  /** How sizes are shown: in bytes, with the metadata's bytes added, as text, as null, or not at all; bytes. */
  sizes?: 'bytes' | 'with-metadata' | 'text' | 'null' | 'absent'
}

/** `field` with `order`, and the two parts of the cursor, go together. */
export type FileParameter = 'limit' | 'filter' | 'name' | 'field' | 'cursor'

/** How `GET /upload_sessions` answers. */
export interface SessionListOptions {
  /** Sorted by id, which is no order, instead of the newest first; false. */
  shuffled?: boolean
  /** Sessions that a page may have, more gets 422; 100. */
  most?: number
  /** What is shown as every session's write mode, whatever it is. */
  writeMode?: WriteMode
}

export interface S3Options {
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
  /** Made if it is missing; `sandbox` by default. */
  bucket?: string
  /** `us-east-1` by default. */
  region?: string
}

import type { Clock } from './clock.ts'
import type { Fault } from './faults/fault.ts'

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
  ingestion?: IngestionOptions
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
  /** How KEEP reports a file whose name exists: as FINISHED, or FAILED with FILE_ALREADY_EXISTS; FINISHED. */
  keptFile?: 'FINISHED' | 'FAILED'
  /** Whether OVERWRITE keeps the id of the file it replaces; false. */
  overwriteKeepsId?: boolean
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

import type { Document } from '../document.ts'

/** A document as this run wants it in the workspace. */
export interface Wanted {
  readonly document: Document
  /** As it is or would be sent: JSON in UTF-8, flat; it has `content_sha256` and `metadata_sha256`. */
  readonly metadata: Buffer
  /** Whether the commit keys are compared: not for what git does not track, nor in a shallow clone without an answer of GitHub. */
  readonly comparesCommit: boolean
}

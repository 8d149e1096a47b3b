/** A file to publish: all that is kept of it until it is sent. */
export interface Document {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string
  /** What the platform calls it. */
  readonly name: string
  /** Bytes, as of discovery. */
  readonly size: number
}

/** A matched file that was not uploaded. A skipped one leaves the step green, a failed one does not. */
export interface NotUploaded {
  readonly kind: 'skipped' | 'failed'
  /** One sentence that says why and what to do. */
  readonly reason: string
}

/** What became of a matched file. */
export type Outcome =
  | { readonly kind: 'uploaded'; readonly bytes: number }
  /** The workspace has it as it is. */
  | { readonly kind: 'unchanged' }
  | NotUploaded

/** What the platform made of an uploaded document. */
export type IngestionResult =
  | { readonly kind: 'ingested' }
  /** The workspace had a document of this name and keeps it: write mode `KEEP`. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Neither by the time the wait was over. */
  | { readonly kind: 'pending' }

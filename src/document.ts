/** A document on its way to the platform: all that is kept of it until it is sent. */
export interface Document {
  /** Where it is, relative to the workspace folder, with `/`. */
  readonly path: string
  /** What the platform calls it. */
  readonly name: string
  /** Bytes, as of discovery. */
  readonly size: number
}

/** A matched document that is not uploaded. A skipped one leaves the step green, a failed one does not. */
export interface NotUploaded {
  readonly kind: 'skipped' | 'failed'
  /** One sentence that says why and what to do. */
  readonly reason: string
}

/** What became of a matched document. */
export type Outcome = { readonly kind: 'uploaded'; readonly bytes: number } | NotUploaded

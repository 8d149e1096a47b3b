/** A file of the workspace folder that the glob has found and that can be sent. */
export interface Document {
  /** Where it is, relative to the workspace folder, with `/`. */
  readonly path: string
  /** What the platform calls it. */
  readonly name: string
  /** Bytes, as of discovery. */
  readonly size: number
}

/** A matched path that is not sent. A skipped one leaves the step green, a failed one does not. */
export interface LeftOut {
  readonly path: string
  readonly outcome: 'skipped' | 'failed'
  /** One sentence that says why and what to do. */
  readonly reason: string
}

/** A file of the workspace folder that the glob has found and that looks like it can be sent. */
export interface FoundFile {
  /** Where it is, relative to the workspace folder, with `/`. */
  readonly path: string
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

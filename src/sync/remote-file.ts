/**
 * A file of the workspace, as the platform lists it. What it says of itself is data: anybody who has a key may have
 * written it.
 */
export interface RemoteFile {
  readonly id: string
  readonly name: string
  /** Bytes; undefined where the platform does not tell. */
  readonly size: number | undefined
  readonly metadata: Readonly<Record<string, unknown>>
}

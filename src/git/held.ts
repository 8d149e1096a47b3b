import type { Event } from '../metadata/event.ts'
import type { Clones } from './clones.ts'

/** Whether the commit that is checked out holds a file. */
export type Held =
  | { readonly kind: 'held' }
  | { readonly kind: 'not-held' }
  /** `why` is a clause: `no clone lies there`. */
  | { readonly kind: 'unknown'; readonly why: string }

/** A file that was published from a clone. */
export interface Published {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string
  /** `owner/name`, as its metadata has it; undefined where that has none. */
  readonly repository: string | undefined
}

/**
 * Tells of each file whether the commit that is checked out at its place holds it. Only the clone that lies there
 * now can tell, and only if it is of the file's repository. Nothing is fetched.
 *
 * @throws the signal's reason when the signal aborts
 */
export declare function findHeld<File extends Published>(
  files: readonly File[],
  clones: Clones,
  event: Event,
  signal: AbortSignal,
): Promise<ReadonlyMap<File, Held>>

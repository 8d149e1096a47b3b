import type { Event } from '../metadata/event.ts'
import type { Clones } from './clones.ts'

/**
 * Looks whether the run's own commit is checked out wherever files lie in a clone of the run's repository.
 *
 * @param paths relative to the workspace folder, with `/`
 * @returns why that is not so, or not known, as a clause (`commit … is checked out`); undefined where it is so
 * @throws the signal's reason when the signal aborts
 */
export declare function lacksRunCommit(
  paths: Iterable<string>,
  clones: Clones,
  event: Event,
  signal: AbortSignal,
): Promise<string | undefined>

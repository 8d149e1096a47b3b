import type { NameOptions } from '../documents/names.ts'
import type { Event } from '../metadata/event.ts'

/** What this run may speak for. */
export interface Scope {
  /** GITHUB_REPOSITORY_ID. */
  readonly publisherId: string
  /** GITHUB_SERVER_URL, as `metadata/repository` reads it. */
  readonly server: URL
  /** The run's repository, `owner/name`. */
  readonly repository: string
  /** `publisher_ref`: the run's ref, such as `refs/heads/main`. */
  readonly ref: string
  readonly naming: NameOptions
  /** Whether the patterns match a path as text, the rule on hidden files included. */
  readonly matches: (path: string) => boolean
}

/**
 * @param event one of which `checkPublisher` holds
 * @param matches whether the patterns match a path as text
 */
export function scopeOf(
  { metadata, server, repository }: Event,
  naming: NameOptions,
  matches: Scope['matches'],
): Scope {
  const { publisher_id: publisherId, publisher_ref: ref } = metadata
  if (publisherId === undefined || ref === undefined || !server || !repository)
    throw new Error('the publisher was not checked')
  return { publisherId, server, repository: repository.name, ref, naming, matches }
}

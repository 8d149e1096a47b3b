import type { Additions, MetadataValue } from './additions.ts'
import { DIGEST_KEY, digestOf, membersOf, objectOf, type Member } from './digest.ts'
import type { Event } from './event.ts'
import type { Commit } from './commit.ts'
import { isHeld, type FileCommit, type InRepository } from './file-commit.ts'
import { encodePath, type Repository } from './repository.ts'
import { mayHaveTitle } from './title.ts'

/** One flat object, as the platform takes it. */
export type Metadata = Readonly<Record<string, MetadataValue>>

/** What is found out about a document. */
export interface Findings {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string
  readonly contentSha256: string
  readonly title: string | undefined
  readonly file: FileCommit
}

/** A document's metadata: what is found, and over it what people add. A key without a value is left out. */
export function describeDocument(
  { path, contentSha256, title, file }: Findings,
  event: Event,
  additions: Additions,
): Metadata {
  const { repository, commit, url } = originOf(file, event)
  const metadata: Record<string, MetadataValue> = { path, ...event.metadata }
  const put = (key: string, value: MetadataValue | undefined): void => {
    if (value !== undefined) metadata[key] = value
  }
  put('repository', repository?.name)
  put('url', url)
  put('title', title)
  put('commit_sha', commit?.sha)
  put('commit_date', commit?.date)
  put('commit_author', commit?.author)
  put('commit_message', commit?.subject)
  put('content_sha256', contentSha256)
  return additions.size === 0 ? metadata : withAdditions(metadata, additions)
}

function withAdditions(found: Metadata, additions: Additions): Metadata {
  const metadata = new Map(Object.entries(found))
  for (const [key, value] of additions) {
    if (value === null) metadata.delete(key)
    else metadata.set(key, value)
  }
  return Object.fromEntries(metadata)
}

/** The keys that are found and may be added, too: by themselves they are strings. */
export const FOUND_KEYS: readonly string[] = [
  'title',
  'commit_date',
  'commit_author',
  'commit_message',
  'ref_name',
  'event_name',
  'release_tag',
  'release_name',
  'page_url',
]

/** The keys that a document may get by itself, whose values are strings: before it is opened. */
export function foreseeKeys(path: string, event: Event): readonly string[] {
  const ofCommit = ['commit_date', 'commit_author', 'commit_message']
  return [...Object.keys(event.metadata), ...ofCommit, ...(mayHaveTitle(path) ? ['title'] : [])]
}

/**
 * JSON in UTF-8, with a digest of the metadata as a key of its own. The same metadata gives the same
 * bytes, and what is not Unicode is replaced.
 */
export function encodeMetadata(metadata: Metadata): Buffer {
  const members = membersOf(metadata)
  const place = members.findIndex(([key]) => key > DIGEST_KEY)
  const digest: Member = [DIGEST_KEY, `"${DIGEST_KEY}":"${digestOf(members)}"`]
  members.splice(place === -1 ? members.length : place, 0, digest)
  return Buffer.from(objectOf(members))
}

/** What tells where a document comes from. */
interface Origin {
  readonly repository?: Repository | undefined
  readonly commit?: Partial<Commit> | undefined
  readonly url?: string | undefined
}

function originOf(file: FileCommit, event: Event): Origin {
  if (file.kind === 'unreadable') return {}
  if (file.kind === 'none') return { repository: event.repository, commit: event.commit }
  const { repository, commit } = file
  // What git is not known to hold was built from the commit, and is nobody's.
  if (!isHeld(file)) return { repository, commit: { sha: commit.sha, date: commit.date } }
  return { repository, commit, url: permalink(file) }
}

/** The page of a file at its commit; undefined where a link would lead nowhere, or may. */
export function permalinkOf(file: FileCommit): string | undefined {
  return isHeld(file) ? permalink(file) : undefined
}

function permalink({ repository, commit, repositoryPath }: InRepository): string | undefined {
  if (repository?.url === undefined) return undefined
  return `${repository.url}/blob/${commit.sha}/${encodePath(repositoryPath)}`
}

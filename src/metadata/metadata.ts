import type { Commit } from './commit.ts'
import type { Event } from './event.ts'
import type { FileCommit } from './file-commit.ts'

/** One flat object, as the platform takes it. */
export type Metadata = Readonly<Record<string, string | number | boolean | readonly string[]>>

/**
 * What is known of a document without looking into it. A key without a value is left out.
 * @param path relative to the workspace folder, with `/`
 */
export function describeDocument(
  path: string,
  contentSha256: string,
  file: FileCommit,
  event: Event,
): Metadata {
  const commit = file.kind === 'none' ? event.commit : file.commit
  return {
    path,
    ...event.metadata,
    ...entry('url', permalink(file, event.repositoryUrl)),
    ...describeCommit(commit),
    content_sha256: contentSha256,
  }
}

/** JSON in UTF-8. The same metadata gives the same bytes, and what is not Unicode is replaced. */
export function encodeMetadata(metadata: Metadata): Buffer {
  const entries = Object.entries(metadata)
    .map(([key, value]) => [key.toWellFormed(), wellFormed(value)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return Buffer.from(JSON.stringify(Object.fromEntries(entries)))
}

function wellFormed(value: Metadata[string]): Metadata[string] {
  if (typeof value === 'string') return value.toWellFormed()
  return typeof value === 'object' ? value.map((item) => item.toWellFormed()) : value
}

/** Only to what git is known to hold: a link that leads nowhere is worse than none. */
function permalink(file: FileCommit, repositoryUrl: string | undefined): string | undefined {
  if (repositoryUrl === undefined || file.kind === 'none') return undefined
  if (file.kind === 'checked-out' && file.why !== 'shallow') return undefined
  const segments = file.repositoryPath.toWellFormed().split('/').map(encodeURIComponent)
  return `${repositoryUrl}/blob/${file.commit.sha}/${segments.join('/')}`
}

function describeCommit(commit: Commit | undefined): Metadata {
  return {
    ...entry('commit_sha', commit?.sha),
    ...entry('commit_date', commit?.date),
    ...entry('commit_author', commit?.author),
    ...entry('commit_message', commit?.subject),
  }
}

function entry(key: string, value: string | undefined): Metadata {
  return value === undefined ? {} : { [key]: value }
}

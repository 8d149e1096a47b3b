import { nameOf } from '../../src/documents/names.ts'
import { metadataDigest } from '../../src/metadata/digest.ts'
import { encodeMetadata, type Metadata } from '../../src/metadata/metadata.ts'
import { makePlan, type PlanRequest } from '../../src/sync/make-plan.ts'
import type { Plan } from '../../src/sync/plan.ts'
import type { RemoteFile } from '../../src/sync/remote-file.ts'
import type { Scope } from '../../src/sync/scope.ts'
import type { Wanted } from '../../src/sync/wanted.ts'

/** A run of octo/docs on main, which publishes what is in `docs/`. */
export const SCOPE: Scope = {
  publisherId: '42',
  server: new URL('https://github.com/'),
  repository: 'octo/docs',
  ref: 'refs/heads/main',
  naming: { fileName: 'path', prefix: '' },
  matches: (path) => path.startsWith('docs/'),
}

/** What differs from the ordinary; undefined takes a key away. */
export type Changes = Readonly<Record<string, unknown>>

/** The run that published what is in the workspace. */
export const EARLIER_RUN = 'https://github.com/octo/docs/actions/runs/100'
/** The run that is planned. */
export const THIS_RUN = 'https://github.com/octo/docs/actions/runs/200'

/** A hash that stands for a content. */
export function sha256Of(content: string): string {
  return Buffer.from(content).toString('hex').padEnd(64, '0').slice(0, 64)
}

/** The metadata of a document, its digest included. */
export function metadataFor(path: string, changes: Changes = {}): Metadata {
  const metadata: Changes = {
    path,
    repository: 'octo/docs',
    ref: 'refs/heads/main',
    publisher_id: '42',
    publisher_ref: 'refs/heads/main',
    event_name: 'push',
    run_url: THIS_RUN,
    url: `https://github.com/octo/docs/blob/c0ffee/${path}`,
    commit_sha: 'c0ffee',
    commit_date: '2026-01-02T03:04:05Z',
    title: `Title of ${path}`,
    content_sha256: sha256Of(path),
    ...changes,
  }
  const sent = present(metadata) as Metadata
  return { ...sent, metadata_sha256: metadataDigest(sent) }
}

/** @param path under docs/, so that it is in the scope */
export function wantedFor(path: string, changes: Changes = {}, comparesCommit = true): Wanted {
  return {
    document: { path, name: nameOf(path, SCOPE.naming), size: 5 },
    metadata: encodeMetadata(metadataFor(path, changes)),
    comparesCommit,
  }
}

/**
 * A file as an earlier run has published it.
 *
 * @param sent what that run sent in another way
 * @param shown what was changed afterwards, so that the digest does not tell
 */
export function fileFor(path: string, sent: Changes = {}, shown: Changes = {}): RemoteFile {
  const metadata = { ...metadataFor(path, { run_url: EARLIER_RUN, ...sent }), ...shown }
  const name = nameOf(path, SCOPE.naming)
  return { id: `id of ${name}`, name, size: 5, metadata: present(metadata) }
}

function present(metadata: Changes): Changes {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined))
}

export function planOf(
  wanted: readonly Wanted[],
  files: readonly RemoteFile[],
  request: Partial<PlanRequest> = {},
): Promise<Plan> {
  return makePlan({
    wanted,
    files,
    scope: SCOPE,
    goneBranches: new Set(),
    pendingNames: new Set(),
    everythingIsPending: false,
    comparesSizes: true,
    signal: new AbortController().signal,
    ...request,
  })
}

import { METADATA_SUFFIX } from './documents/names.ts'
import { readSidecars } from './documents/sidecars.ts'
import type { OwnFiles } from './documents/strangers.ts'
import type { Added, Additions } from './metadata/additions.ts'
import type { PageRule } from './metadata/page-url.ts'
import { withTagOf, type Event } from './metadata/event.ts'
import type { History } from './metadata/file-commit.ts'
import type { GitHub } from './github/commits.ts'
import type { Clones } from './git/clones.ts'
import { readHistories } from './git/histories.ts'
import { checkTypes } from './metadata/one-type.ts'
import type { Clock } from './network/clock.ts'
import type { Log } from './log/log.ts'
import { PublishError } from './log/publish-error.ts'

/** What documents are described by, besides themselves. */
interface Sources {
  readonly history: Promise<History>
  readonly event: Event
  readonly added: Added
  /** What documents must be to be sent; undefined where they may be anything. */
  readonly own: OwnFiles | undefined
}

/** The documents that are to be described. */
interface Described {
  /** The workspace folder with links resolved: what documents are opened in. */
  readonly folder: string
  readonly documents: readonly { readonly path: string }[]
  /** The paths of those that have metadata of their own beside them. */
  readonly sidecars: readonly string[]
}

/** Where to look for it. */
export interface SourcesRequest {
  readonly found: Described
  readonly clones: Clones
  readonly input: Additions
  readonly frontMatter: Added['frontMatter']
  readonly pageRules: readonly PageRule[]
  readonly event: Event
  /** Whether nothing is sent: then a stranger's documents are a warning. */
  readonly dryRun: boolean
  readonly github: Pick<GitHub, 'graphqlUrl' | 'token'> | undefined
  readonly openNetwork: GitHub['openNetwork']
  readonly clock: Clock
  readonly log: Log
  /** Ends what is still being read when nobody waits for it any more. */
  readonly signal: AbortSignal
}

/**
 * Gathers what documents are described by. What people add has been read and checked when this
 * returns; the histories are being read, while the session opens.
 *
 * @throws a `PublishError` that names documents which a stranger may have written, the sidecar which
 * cannot be used, or a key of two types
 */
export async function gatherSources(request: SourcesRequest): Promise<Sources> {
  const { found, clones, github, openNetwork, clock, log, signal } = request
  const paths = pathsOf(found)
  const history = readHistories({
    clones,
    paths,
    event: request.event,
    log,
    signal,
    github: github && { ...github, openNetwork, clock },
  })
  // A run that ends before a document needs it has a failure of its own.
  history.catch(() => undefined)
  const { event, own } = await keepToOwn(found, request)
  const sidecars = await readSidecars(found.folder, found.sidecars, request.input, signal, own)
  const pageUrls = await pageUrlsOf(paths, request)
  const added = { input: request.input, frontMatter: request.frontMatter, pageUrls, sidecars }
  if (sidecars.size > 0) await checkTypes(paths, added, event, signal)
  return { history, event, added, own }
}

/** On events that strangers can start, only what is this repository's own is published. */
async function keepToOwn(
  found: Described,
  { event, dryRun, clones, log, signal }: SourcesRequest,
): Promise<Pick<Sources, 'event' | 'own'>> {
  const { restriction } = event
  if (restriction === undefined || found.documents.length === 0) return { event, own: undefined }
  const { checkForStrangers } = await import('./documents/strangers.ts')
  const sidecars = found.sidecars.map((path) => path + METADATA_SUFFIX)
  const paths = [...pathsOf(found), ...sidecars]
  const { folder } = found
  const verdict = await checkForStrangers({ restriction, folder, paths, clones, signal })
  if (verdict.kind === 'own') {
    return { event: withTagOf(event, verdict.refs), own: verdict.files }
  }
  if (!dryRun) throw new PublishError(verdict.problem)
  log.warning(verdict.problem)
  return { event, own: undefined }
}

/** What finds them is loaded only where they are asked for. */
async function pageUrlsOf(
  paths: readonly string[],
  { pageRules, signal }: SourcesRequest,
): Promise<Added['pageUrls']> {
  if (pageRules.length === 0) return new Map()
  const { findPageUrls } = await import('./metadata/page-urls.ts')
  return findPageUrls(paths, pageRules, signal)
}

function pathsOf({ documents }: Described): readonly string[] {
  return documents.map(({ path }) => path)
}

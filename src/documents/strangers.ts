import { Turns } from '../event-loop.ts'
import type { Clones } from '../git/clones.ts'
import { GitError } from '../git/run.ts'
import type { Restriction } from '../metadata/restriction.ts'
import { readBlobs, readHead } from '../git/tree.ts'
import { listed } from '../log/figures.ts'
import { hashIfBlob } from './blob.ts'
import { OpenDocument, openDocument } from './open.ts'
import { SLICE_BYTES } from './stream.ts'

/** Which files may be sent: the SHA-256 of what each holds, by its path. */
export type OwnFiles = ReadonlyMap<string, string>

type Verdict =
  /** All are the repository's own. `refs` are the clone's branches and tags at their commit. */
  | { readonly kind: 'own'; readonly files: OwnFiles; readonly refs: readonly string[] }
  /** Some are not known to be. The problem says which, why, and what to do. */
  | { readonly kind: 'strangers'; readonly problem: string }

interface Check {
  readonly restriction: Restriction
  /** The real path of the workspace folder. */
  readonly folder: string
  /** Of documents and of their sidecars: relative to the folder, with `/`. */
  readonly paths: readonly string[]
  readonly clones: Clones
  readonly signal: AbortSignal
}

/**
 * Checks that files are this repository's own: that they lie in the clone at the workspace folder,
 * that the permitted commit is checked out there, and that they hold what it has at their paths. What
 * cannot be found out counts as a stranger's. The clone itself is trusted: whoever can write into its
 * `.git` runs programs in this job.
 *
 * A file that cannot be read is passed over: it is not among the files that may be sent.
 * @throws the signal's reason when the signal aborts
 */
export async function checkForStrangers(check: Check): Promise<Verdict> {
  const { restriction, folder, paths, clones, signal } = check
  const commit = await readCommit(check)
  const examine = async (path: string): Promise<Finding> => {
    const nested = clones.around(path)
    if (nested !== '') return { why: `in another clone, ${JSON.stringify(nested)}` }
    if (commit.kind === 'unknown') return commit
    const id = commit.blobs.get(path)
    if (id === undefined) return { why: 'not tracked by git at that commit' }
    return await compare(folder, path, id, signal)
  }
  const files = new Map<string, string>()
  const faults: Fault[] = []
  const turns = new Turns()
  for (const path of paths) {
    if (turns.isDue) await turns.next(signal)
    signal.throwIfAborted()
    const finding = await examine(path)
    if (finding === 'unreadable') continue
    if ('why' in finding) faults.push({ path, why: finding.why })
    else files.set(path, finding.sha256)
  }
  if (commit.kind === 'unknown' || faults.length > 0) {
    return { kind: 'strangers', problem: describe(faults, restriction) }
  }
  return { kind: 'own', files, refs: commit.refs }
}

/** What a file is: the repository's own, or why that is not known, or nothing that could be sent. */
type Finding = { readonly sha256: string } | { readonly why: string } | 'unreadable'

/** What is known of the permitted commit. */
type Commit =
  | {
      readonly kind: 'known'
      readonly blobs: ReadonlyMap<string, string>
      readonly refs: readonly string[]
    }
  | { readonly kind: 'unknown'; readonly why: string }

async function readCommit({ restriction: { commit }, paths, clones }: Check): Promise<Commit> {
  const unknown = (why: string): Commit => ({ kind: 'unknown', why })
  if (commit === undefined) return unknown('the commit of the run is not known (GITHUB_SHA)')
  try {
    const { clone } = await clones.open('')
    const head = await readHead(clone)
    if (head.sha !== commit) return unknown(`commit ${head.sha} is checked out`)
    return { kind: 'known', refs: head.refs, blobs: await readBlobs(commit, paths, clone) }
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    if (error.problem === 'no-repository') return unknown('no clone is in the workspace folder')
    return unknown(`git does not say whose they are (${error.message})`)
  }
}

async function compare(
  folder: string,
  path: string,
  id: string,
  signal: AbortSignal,
): Promise<Finding> {
  const document = openDocument(folder, path)
  if (!(document instanceof OpenDocument)) return 'unreadable'
  try {
    const { size } = document
    const sha256 = await hashIfBlob({ size, chunks: () => chunksOf(document, signal) }, id)
    return sha256 === undefined ? { why: 'not as that commit has it' } : { sha256 }
  } catch {
    signal.throwIfAborted()
    return 'unreadable'
  } finally {
    document.close()
  }
}

async function* chunksOf(
  document: OpenDocument,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const { size } = document
  // Room for one byte more than expected shows whether the file has grown.
  const buffer = Buffer.allocUnsafe(Math.min(size, SLICE_BYTES) + 1)
  for (let position = 0; position <= size;) {
    signal.throwIfAborted()
    const isSmall = size <= SLICE_BYTES
    const length = isSmall
      ? document.readSync(buffer, position)
      : await document.read(buffer, position)
    yield buffer.subarray(0, length)
    if (length < buffer.length) return
    position += length
  }
}

interface Fault {
  readonly path: string
  readonly why: string
}

/** So many reasons are told in one message. */
const MOST_REASONS = 3

function describe(faults: readonly Fault[], { event, commit, waitedFor }: Restriction): string {
  const byReason = new Map<string, string[]>()
  for (const { path, why } of faults) {
    const paths = byReason.get(why) ?? []
    paths.push(JSON.stringify(path))
    byReason.set(why, paths)
  }
  const reasons = [...byReason].map(([why, paths]) => `${why}: ${listed(paths)}`)
  const named = reasons.slice(0, MOST_REASONS).join('; ')
  const more = reasons.length > MOST_REASONS ? '; and more for other reasons' : ''
  const source = waitedFor === undefined ? 'GITHUB_SHA' : 'github.event.workflow_run.head_sha'
  const checkout =
    waitedFor === undefined
      ? 'give actions/checkout neither "ref" nor "repository" nor "path"'
      : 'give actions/checkout "ref: ${{ github.event.workflow_run.head_sha }}", and neither "repository" nor "path"'
  return (
    `A run on "${event}" can be started by strangers, so it publishes only what this repository holds ` +
    `at commit ${commit ?? 'unknown'} (${source}). These files could not be verified: ${named}${more}. ` +
    `What to do: ${checkout}; publish what pull requests bring, and what a run builds or downloads, ` +
    'on push. A dry run only warns of this.'
  )
}

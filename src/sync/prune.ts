import { counted, listed } from '../log/figures.ts'
import type { Clones } from '../git/clones.ts'
import { findHeld } from '../git/held.ts'
import type { Event } from '../metadata/event.ts'
import type { Clock } from '../network/clock.ts'
import type { FileCalls } from '../platform/files.ts'
import { deleteStale } from './delete.ts'
import {
  judgeStale,
  overLimit,
  whyNothingIsDeleted,
  type Conditions,
  type Spared,
} from './deletion.ts'
import { lookOnDisk } from './on-disk.ts'
import type { StaleFile } from './plan.ts'
import type { RemoteFile } from './remote-file.ts'

/** What may go, and what has to be true of the run for anything to go. */
export interface PruneRequest {
  /** As both reads show them. */
  readonly stale: readonly StaleFile[]
  /** Second files of names that are wanted. */
  readonly surplus: readonly RemoteFile[]
  readonly limit: number
  readonly conditions: Omit<Conditions, 'overLimit'>
  /** Names of matched files that were skipped, failed or could not be read. */
  readonly namesNotUploaded: ReadonlySet<string>
  /** The name of a document at a path of the workspace folder; undefined where the patterns match none there. */
  readonly nameAt: (path: string) => string | undefined
  /** The folders that matched files lie directly in. */
  readonly foldersOfDocuments: ReadonlySet<string>
  /** The workspace folder's real path. */
  readonly folder: string
  readonly clones: Clones
  readonly event: Event
  readonly platform: Pick<FileCalls, 'fileMetadata' | 'deleteFile'>
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** What became of what was stale. */
export interface Pruning {
  /** The ids of files that are gone. */
  readonly pruned: readonly string[]
  /** Why others stay, by their ids: sentences. */
  readonly kept: ReadonlyMap<string, string>
  /** Which files stay each for a reason of its own, and why: a sentence. */
  readonly spared?: string
  /** Why nothing was deleted, which leaves the run green: a sentence. */
  readonly withheld?: string
  /** Which deletions came to nothing, which leaves it green, too: a sentence. */
  readonly undone?: string
  /** Why the run has failed: a sentence that says what to do. */
  readonly failure?: string
}

/**
 * Deletes from the workspace what is stale, by ids, as far as it is certain that nobody wants it: where
 * the run as a whole does not allow for it, nothing.
 *
 * @throws the signal's reason when the signal aborts before anything is deleted
 */
export async function prune(request: PruneRequest): Promise<Pruning> {
  const { stale, surplus, limit, conditions, platform, clock, signal } = request
  if (stale.length + surplus.length === 0) return { pruned: [], kept: new Map() }
  const { deletable, spared } = judgeStale(stale, await surroundingsOf(request))
  const kept = new Map(spared.map(({ stale: { file }, why }) => [file.id, why]))
  const told = spared.length === 0 ? {} : { spared: sparedLine(spared) }
  const candidates = [...deletable.map(({ file }) => file), ...surplus]
  const failure = overLimit(deletable, conditions.wanted, limit)
  const withheld = whyNothingIsDeleted({ ...conditions, overLimit: failure })
  if (withheld !== undefined) {
    for (const { id } of candidates) kept.set(id, withheld)
    return { ...told, pruned: [], kept, ...(failure === undefined ? { withheld } : { failure }) }
  }
  const { files, refusal } = await deleteStale(candidates, { platform, clock, signal })
  const pruned: string[] = []
  const reasons: string[] = []
  for (const [id, deletion] of files) {
    if (deletion.kind === 'pruned') pruned.push(id)
    else {
      kept.set(id, deletion.reason)
      reasons.push(deletion.reason)
    }
  }
  if (refusal !== undefined) return { ...told, pruned, kept, failure: refusal }
  if (reasons.length === 0) return { ...told, pruned, kept }
  const why = listed([...new Set(reasons)])
  const undone = `${counted(reasons.length, 'file')} not deleted: ${why}`
  return { ...told, pruned, kept, undone }
}

function sparedLine(spared: readonly Spared[]): string {
  const stay = spared.length === 1 ? 'stays' : 'stay'
  const files = listed(spared, ({ stale: { path }, why }) => `${JSON.stringify(path)} (${why})`)
  return `${counted(spared.length, 'file')} ${stay} in the workspace: ${files}`
}

async function surroundingsOf({
  stale,
  namesNotUploaded,
  foldersOfDocuments,
  nameAt,
  folder,
  clones,
  event,
  signal,
}: PruneRequest): Promise<Parameters<typeof judgeStale>[1]> {
  const paths = stale.map(({ path }) => path)
  const byName = new Map<string | undefined, string[]>()
  for (const { file, path } of stale)
    byName.set(file.name, [...(byName.get(file.name) ?? []), path])
  const namesakes = (path: string): readonly string[] => byName.get(nameAt(path)) ?? []
  const [onDisk, held] = await Promise.all([
    lookOnDisk(folder, paths, signal),
    findHeld(stale, clones, event, signal, namesakes),
  ])
  return { namesNotUploaded, foldersOfDocuments, onDisk, held }
}

import { parentOf } from '../git/folders.ts'
import type { Held } from '../git/held.ts'
import { count, counted } from '../log/figures.ts'
import { property } from '../property.ts'
import { isSameMetadata } from './compare.ts'
import type { OnDisk } from './on-disk.ts'
import type { Plan, StaleFile } from './plan.ts'
import type { RemoteFile } from './remote-file.ts'

/** What both reads show alike, so that it may be judged. */
interface Candidates {
  readonly stale: readonly StaleFile[]
  /** Further files of wanted names, one of which is as wanted. */
  readonly surplus: readonly RemoteFile[]
}

/**
 * What the plan after the uploads would delete, and the one before them knew: what has come, or was published again
 * meanwhile, is somebody's who runs now.
 */
export function inBothReads(before: Plan, after: Plan): Candidates {
  const known = new Map<string, RemoteFile>()
  for (const { file } of before.stale) known.set(file.id, file)
  for (const { files } of before.duplicated) for (const file of files) known.set(file.id, file)
  const isAsBefore = (file: RemoteFile): boolean => {
    const earlier = known.get(file.id)
    return earlier !== undefined && isSameFile(earlier, file)
  }
  return {
    stale: after.stale.filter(({ file }) => isAsBefore(file)),
    surplus: after.duplicated
      .flatMap(({ proven, surplus }) => (proven === undefined ? [] : surplus))
      .filter(isAsBefore),
  }
}

function isSameFile(one: RemoteFile, other: RemoteFile): boolean {
  return one.name === other.name && isSameMetadata(one.metadata, other.metadata)
}

/** What is known of the places that stale files were published from. */
export interface Surroundings {
  /** Names that matched files would have had which were skipped, failed or could not be read. */
  readonly namesNotUploaded: ReadonlySet<string>
  readonly onDisk: ReadonlyMap<string, OnDisk>
  readonly held: ReadonlyMap<StaleFile, Held>
  /** The folders that a matched document lies directly in, as `parentOf` has them. */
  readonly foldersOfDocuments: ReadonlySet<string>
}

/** A stale file that stays all the same. */
export interface Spared {
  readonly stale: StaleFile
  /** A clause: `it is still on disk`. */
  readonly why: string
}

interface Judgement {
  readonly deletable: readonly StaleFile[]
  readonly spared: readonly Spared[]
}

/** Which stale files may be deleted, each by itself: what is not known keeps it. */
export function judgeStale(stale: readonly StaleFile[], surroundings: Surroundings): Judgement {
  const deletable: StaleFile[] = []
  const spared: Spared[] = []
  for (const candidate of stale) {
    const why = whySpared(candidate, surroundings)
    if (why === undefined) deletable.push(candidate)
    else spared.push({ stale: candidate, why })
  }
  return { deletable, spared }
}

function whySpared(
  stale: StaleFile,
  { namesNotUploaded, onDisk, held, foldersOfDocuments }: Surroundings,
): string | undefined {
  const { file, path } = stale
  if (namesNotUploaded.has(file.name)) return 'the document of that name was not uploaded'
  const there = onDisk.get(path) ?? { kind: 'unknown', why: 'nobody looked' }
  if (there.kind === 'there') return 'it is still on disk'
  if (there.kind === 'unknown') return `whether it is still on disk is not known: ${there.why}`
  const tracked = held.get(stale) ?? { kind: 'unknown', why: 'git was not asked' }
  if (tracked.kind === 'held') return 'the commit has it'
  if (tracked.kind === 'unknown') return `whether the commit has it is not known: ${tracked.why}`
  const wasTracked = typeof property(file.metadata, 'url') === 'string'
  if (!wasTracked && !foldersOfDocuments.has(parentOf(path))) {
    return 'git never tracked it, and its folder has no documents now: a build may have stopped half-way'
  }
  return undefined
}

/** More stale documents than wanted ones are a sign of a mistake, unless they are few. */
const FEW = 5

/**
 * Why no file is deleted, so many are stale: a sentence. Undefined within the limits. What has an heir is not counted,
 * since its content stays.
 *
 * @param wanted how many documents are wanted
 * @param limit the input `prune-limit`
 */
export function overLimit(
  stale: readonly StaleFile[],
  wanted: number,
  limit: number,
): string | undefined {
  const counts = stale.filter(({ heir }) => heir === undefined).length
  // First the limit that no input raises.
  if (counts > FEW && counts > wanted) {
    return `${counted(counts, 'document')} would be deleted, more than there are documents to publish (${count(wanted)}), so none is deleted. Look at the plan ("dry-run": true), and at "glob". If they should be deleted, delete them by hand.`
  }
  if (counts > limit) {
    return `${counted(counts, 'document')} would be deleted, more than "prune-limit" allows (${count(limit)}), so none is deleted. Look at the plan ("dry-run": true). If they should be deleted, raise "prune-limit" for one run.`
  }
  return undefined
}

/** What has to be so before anything is deleted. */
export interface Conditions {
  /** Documents that are wanted. */
  readonly wanted: number
  readonly failed: number
  readonly rejected: number
  readonly pending: number
  /** Wanted documents that the workspace does not hold as they were sent (`unprovenOf`). */
  readonly unproven: number
  /** Why the head is not ours now (`Decision`), a sentence. */
  readonly head: string | undefined
  /** Why the clone does not have the run's commit checked out, a clause. */
  readonly lacksRunCommit: string | undefined
  /** As `overLimit` has it. */
  readonly overLimit: string | undefined
}

/** The first condition that does not hold, as a sentence; undefined where all do. */
export function whyNothingIsDeleted(conditions: Conditions): string | undefined {
  const { wanted, failed, rejected, pending, unproven, head, lacksRunCommit } = conditions
  if (wanted === 0) return 'No document matched.'
  if (failed > 0) return `${counted(failed, 'document')} failed.`
  if (rejected > 0) return `The platform rejected ${counted(rejected, 'document')}.`
  if (pending > 0) return `${counted(pending, 'document')} not yet ingested.`
  if (unproven > 0) {
    return `The workspace does not show ${counted(unproven, 'document')} as this run has ${unproven === 1 ? 'it' : 'them'}.`
  }
  if (head !== undefined) return head
  if (lacksRunCommit !== undefined) {
    return `These documents may not be the commit's: ${lacksRunCommit}.`
  }
  return conditions.overLimit
}

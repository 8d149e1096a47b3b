import { Turns } from '../event-loop.ts'
import { property } from '../property.ts'
import type { Document } from '../document.ts'
import {
  Comparisons,
  differenceOf,
  metadataOf,
  type Compared,
  type Difference,
  type OwnForms,
} from './compare.ts'
import {
  isOfThisRepository,
  isOurs,
  ownershipOf,
  runOf,
  sourceOf,
  type Ownership,
  type RunOfFile,
} from './ownership.ts'
import type { Change, Duplicated, Plan, PlannedDocument, StaleFile } from './plan.ts'
import type { RemoteFile } from './remote-file.ts'
import type { Scope } from './scope.ts'
import type { Wanted } from './wanted.ts'

export interface PlanRequest {
  readonly wanted: readonly Wanted[]
  readonly files: readonly RemoteFile[]
  readonly scope: Scope
  /** Of those that `otherBranches` names. */
  readonly goneBranches: ReadonlySet<string>
  /** Names of documents that are still being ingested: those are never unchanged. */
  readonly pendingNames: ReadonlySet<string>
  /** Whether any document may be on its way, so that none is unchanged. */
  readonly everythingIsPending: boolean
  /** Not for the proof: the platform may not know sizes yet. */
  readonly comparesSizes: boolean
  readonly signal: AbortSignal
}

/**
 * Compares what is wanted with what is there. Neither the order of the documents nor that of the files matters, but for
 * which of several equal ones is an heir.
 *
 * @throws the signal's reason when the signal aborts
 */
export async function makePlan(request: PlanRequest): Promise<Plan> {
  const eachOf = pacing(request.signal)
  const { holders, unwanted, leftBehind, kept, newestRun } = await sortFiles(request, eachOf)
  const judged = await judgeDocuments(request, holders, eachOf)
  const heirs = await findHeirs(unwanted, request.wanted, judged.documents, eachOf)
  const stale = unwanted.map(({ file, path }): StaleFile => {
    return {
      file,
      path,
      repository: sourceOf(file, request.scope),
      url: textIn(file, 'url'),
      heir: heirs.get(file),
    }
  })
  return { ...judged, stale, leftBehind, kept, newestRun }
}

function textIn({ metadata }: RemoteFile, key: string): string | undefined {
  const value = property(metadata, key)
  return typeof value === 'string' ? value : undefined
}

/** Goes through many rows, and lets the event loop turn between them. */
type EachOf = <Row>(rows: readonly Row[], take: (row: Row, index: number) => void) => Promise<void>

function pacing(signal: AbortSignal): EachOf {
  const turns = new Turns()
  return async (rows, take) => {
    for (const [index, row] of rows.entries()) {
      while (turns.isDue) await turns.next(signal)
      take(row, index)
    }
  }
}

/** A file that has the name of a wanted document. */
interface Holder {
  readonly file: RemoteFile
  readonly ownership: Ownership
}

/** A prunable file whose name is not wanted. */
interface Unwanted {
  readonly file: RemoteFile
  readonly path: string
}

interface Sorted extends Pick<Plan, 'leftBehind' | 'kept' | 'newestRun'> {
  /** By the name that they hold. */
  readonly holders: ReadonlyMap<string, readonly Holder[]>
  readonly unwanted: readonly Unwanted[]
}

async function sortFiles(
  { wanted, files, scope, goneBranches }: PlanRequest,
  eachOf: EachOf,
): Promise<Sorted> {
  const holders = new Map<string, Holder[]>()
  await eachOf(wanted, ({ document }) => holders.set(document.name, []))
  const unwanted: Unwanted[] = []
  const leftBehind: Plan['leftBehind'][number][] = []
  const kept: Plan['kept'][number][] = []
  let newestRun: RunOfFile | undefined
  await eachOf(files, (file) => {
    const ownership = ownershipOf(file, scope, goneBranches)
    const others = holders.get(file.name)
    const isWanted = others !== undefined
    others?.push({ file, ownership })
    if (isWanted ? isOfThisRepository(ownership) : ownership.kind === 'prunable') {
      newestRun = newer(newestRun, runOf(file, scope))
    }
    if (isWanted) return
    switch (ownership.kind) {
      case 'prunable':
        unwanted.push({ file, path: ownership.path })
        break
      case 'other-ref':
        kept.push({ file, path: ownership.path, ref: ownership.ref })
        break
      case 'left-behind':
        leftBehind.push({ file, why: ownership.why })
    }
  })
  return { holders, unwanted, leftBehind, kept, newestRun }
}

function newer(one: RunOfFile | undefined, other: RunOfFile | undefined): RunOfFile | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return other.id > one.id ? other : one
}

async function judgeDocuments(
  request: PlanRequest,
  holders: Sorted['holders'],
  eachOf: EachOf,
): Promise<Pick<Plan, 'documents' | 'foreign' | 'displaced' | 'duplicated' | 'ownForms'>> {
  const comparisons = new Comparisons(request.comparesSizes)
  const compared: (readonly Compared[])[] = []
  await eachOf(request.wanted, (wanted) => {
    const ofName = holders.get(wanted.document.name) ?? []
    const isOnly = ofName.length === 1
    compared.push(
      ofName.map(({ file, ownership }) =>
        comparisons.compare(wanted, file, isOnly && isOurs(ownership)),
      ),
    )
  })
  const { ownForms } = comparisons
  const documents: PlannedDocument[] = []
  const foreign: Plan['foreign'][number][] = []
  const displaced: Plan['displaced'][number][] = []
  const duplicated: Duplicated[] = []
  await eachOf(request.wanted, ({ document }, index) => {
    const ofName = (holders.get(document.name) ?? []).map((holder, at): Judged => ({
      ...holder,
      difference: differenceIn(holder, compared[index]?.[at], ownForms),
    }))
    documents.push({ document, change: changeOf(document.name, ofName, request) })
    const publisher = publisherAmong(ofName)
    if (publisher !== undefined) foreign.push({ document, publisher })
    displaced.push(...displacedBy(document, ofName))
    if (ofName.length > 1) duplicated.push(duplicatedOf(document, ofName, request.scope))
  })
  return { documents, foreign, displaced, duplicated, ownForms }
}

interface Judged extends Holder {
  /** Undefined where it is ours, and as wanted. */
  readonly difference: Difference | undefined
}

function differenceIn(
  { ownership }: Holder,
  compared: Compared | undefined,
  ownForms: OwnForms,
): Difference | undefined {
  if (ownership.kind === 'foreign' || ownership.kind === 'nobodys') return { kind: ownership.kind }
  const difference = compared && differenceOf(compared, ownForms)
  // All else that makes a file ours is compared.
  return difference ?? (isOurs(ownership) ? undefined : { kind: 'keys', keys: ['run_url'] })
}

function changeOf(
  name: string,
  ofName: readonly Judged[],
  { pendingNames, everythingIsPending }: PlanRequest,
): Change {
  const [only, ...others] = ofName
  if (only === undefined) return { kind: 'new' }
  if (others.length > 0) return { kind: 'changed', difference: { kind: 'several' } }
  if (only.difference !== undefined) return { kind: 'changed', difference: only.difference }
  const isOnItsWay = everythingIsPending || pendingNames.has(name)
  return isOnItsWay
    ? { kind: 'changed', difference: { kind: 'on-its-way' } }
    : { kind: 'unchanged' }
}

/**
 * Of several that are as wanted, the one that was published last stays, or of one run the first by its id: two runs at once
 * have to spare the same one.
 */
function duplicatedOf(document: Document, ofName: readonly Judged[], scope: Scope): Duplicated {
  const runId = ({ file }: Judged): number => runOf(file, scope)?.id ?? 0
  const [proven] = ofName
    .filter(({ difference }) => difference === undefined)
    .sort((one, other) => runId(other) - runId(one) || (one.file.id < other.file.id ? -1 : 1))
  return {
    document,
    files: ofName.map(({ file }) => file),
    proven: proven?.file,
    surplus: ofName.flatMap((judged) =>
      judged.ownership.kind === 'prunable' && judged !== proven ? [judged.file] : [],
    ),
  }
}

function publisherAmong(holders: readonly Holder[]): string | undefined {
  for (const { ownership } of holders) if (ownership.kind === 'foreign') return ownership.publisher
  return undefined
}

function displacedBy(document: Document, holders: readonly Holder[]): Plan['displaced'] {
  return holders.flatMap(({ file, ownership }) => {
    const isElsewhere = ownership.kind === 'left-behind' && ownership.why === 'outside-patterns'
    const path = isElsewhere ? textIn(file, 'path') : undefined
    return path === undefined ? [] : [{ document, path }]
  })
}

/** Each file gets one document, and each document goes to one file: first the new ones. */
async function findHeirs(
  unwanted: readonly Unwanted[],
  wanted: readonly Wanted[],
  documents: readonly PlannedDocument[],
  eachOf: EachOf,
): Promise<ReadonlyMap<RemoteFile, PlannedDocument>> {
  const heirs = new Map<RemoteFile, PlannedDocument>()
  if (unwanted.length === 0) return heirs
  const waiting = new Map<unknown, RemoteFile[]>()
  // The last one is taken first, so that folders that were renamed meet in their order.
  for (const { file } of unwanted.toReversed()) {
    const content = property(file.metadata, 'content_sha256')
    const files = waiting.get(content)
    if (files === undefined) waiting.set(content, [file])
    else files.push(file)
  }
  for (const isNew of [true, false]) {
    await eachOf(documents, (planned, index) => {
      const document = wanted[index]
      if (document === undefined || (planned.change.kind === 'new') !== isNew) return
      const file = waiting.get(metadataOf(document)['content_sha256'])?.pop()
      if (file !== undefined) heirs.set(file, planned)
    })
  }
  return heirs
}

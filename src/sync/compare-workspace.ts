import type { HostedRepository } from '../github/hosted-repository.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../network/clock.ts'
import type { Platform } from '../platform/client.ts'
import { poll } from '../platform/poll.ts'
import { findOnItsWay, type OnItsWay } from './on-its-way.ts'
import { otherBranches } from './ownership.ts'
import { makePlan } from './make-plan.ts'
import { documentsToSend, type Plan } from './plan.ts'
import { unprovenOf } from './proof.ts'
import {
  readNames,
  readWorkspace,
  withOthersNamed,
  type WorkspaceReading,
} from './read-workspace.ts'
import type { Scope } from './scope.ts'
import type { Wanted } from './wanted.ts'

/** What it takes to compare. */
export interface Workspace {
  readonly platform: Platform
  readonly github: Pick<HostedRepository, 'branchesGone'>
  readonly scope: Scope
  /** How long ingestion is waited for, others' included. */
  readonly ingestionMilliseconds: number
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** What the workspace holds, and what may come into it. */
export interface Look {
  readonly onItsWay: OnItsWay
  readonly reading: WorkspaceReading
}

/**
 * Reads the workspace. Before anything is sent, that is once what is on its way into it has come, as far
 * as that is waited for; after it, nothing else is waited for.
 *
 * @param wantedNames the names of this run's documents
 * @param when before anything is sent, or after: then the ids of this run's sessions
 * @throws a `PublishError` where the key or the workspace is refused; the signal's reason when that aborts
 */
export async function lookAtWorkspace(
  wantedNames: ReadonlySet<string>,
  when: 'before' | ReadonlySet<string>,
  { platform, scope, ingestionMilliseconds, clock, log, signal }: Workspace,
): Promise<Look> {
  const isBefore = when === 'before'
  const onItsWay = await findOnItsWay({
    platform,
    clock,
    log,
    signal,
    own: isBefore ? new Set() : when,
    ingestionMilliseconds,
    waits: isBefore,
  })
  const { publisherId, repository } = scope
  const request = { platform, clock, log, publisherId, repository, wantedNames, signal }
  return { onItsWay, reading: await readWorkspace(request) }
}

/** The same look with other people's files under these names, which a filter may have hidden. */
async function withOthers(
  { reading, onItsWay }: Look,
  names: readonly string[],
  { platform, scope, clock, log, signal }: Workspace,
): Promise<Look> {
  const { publisherId, repository } = scope
  const wantedNames = new Set(names)
  const request = { platform, clock, log, publisherId, repository, wantedNames, signal }
  return { onItsWay, reading: await withOthersNamed(names, reading, request) }
}

/** Compares what is wanted with what was seen. */
async function planFor(
  wanted: readonly Wanted[],
  { reading, onItsWay }: Look,
  { github, scope, signal }: Workspace,
  { comparesSizes }: { readonly comparesSizes: boolean },
): Promise<Plan> {
  const { files } = reading
  const branches = await otherBranches(files, scope, signal)
  const goneBranches = branches.size === 0 ? branches : await github.branchesGone(branches)
  return makePlan({
    wanted,
    files,
    scope,
    goneBranches,
    pendingNames: onItsWay.pendingNames,
    everythingIsPending: onItsWay.sendsEverything,
    comparesSizes,
    signal,
  })
}

/** What the workspace was seen to hold, and how that compares with what is wanted. */
export interface Comparison {
  readonly look: Look
  readonly plan: Plan
}

/**
 * Compares what was seen before anything is sent. What is about to be sent replaces all files of its name: so
 * whose these are is looked at first.
 *
 * @throws as `lookAtWorkspace` does
 */
export async function compareBeforeSending(
  wanted: readonly Wanted[],
  seen: Look,
  skipsUnchanged: boolean,
  workspace: Workspace,
): Promise<Comparison> {
  const plan = await planFor(wanted, seen, workspace, { comparesSizes: true })
  const isNew = new Set(
    plan.documents.flatMap(({ document, change }) => (change.kind === 'new' ? [document] : [])),
  )
  // Where the reading is not whole, what looks new may not be.
  const replaced = documentsToSend(plan, skipsUnchanged).filter(
    (each) => !seen.reading.isConsistent || !isNew.has(each),
  )
  const names = replaced.map(({ name }) => name)
  const look = await withOthers(seen, names, workspace)
  if (look.reading === seen.reading) return { look, plan }
  return { look, plan: await planFor(wanted, look, workspace, { comparesSizes: true }) }
}

/** So many documents are asked for by their names; where there are more, all is read again. */
const MOST_NAMES = 20
/** A list that could not be read whole so often is hardly going to be. */
const MOST_BROKEN_READINGS = 3

/**
 * Looks again, with growing pauses, until the workspace holds all that is wanted or the time is up: a
 * list may lag behind what was ingested. Where few documents differ, only those are asked for in between.
 * It gives up early on a list that cannot be read whole.
 *
 * @param own the ids of this run's sessions
 * @param milliseconds how long that may take; the first look comes at once
 * @throws as `lookAtWorkspace` does
 */
export async function compareAfterIngestion(
  wanted: readonly Wanted[],
  own: ReadonlySet<string>,
  milliseconds: number,
  workspace: Workspace,
): Promise<Comparison> {
  const { clock, signal } = workspace
  const compare = async (): Promise<Comparison> => {
    const look = await lookAtWorkspace(namesOf(wanted), own, workspace)
    return { look, plan: await planFor(wanted, look, workspace, { comparesSizes: false }) }
  }
  let latest = await compare()
  let broken = 0
  const isOver = async (): Promise<true | undefined> => {
    if (!latest.look.reading.isConsistent) broken += 1
    if (unprovenOf(latest.plan).length === 0 || broken === MOST_BROKEN_READINGS) return true
    if (await mayHaveCome(wanted, latest, workspace)) latest = await compare()
    return unprovenOf(latest.plan).length === 0 ? true : undefined
  }
  await poll(isOver, { milliseconds, clock, signal })
  return latest
}

/** Whether it is worth reading all again: what differed is as wanted by now, or not easily looked up. */
async function mayHaveCome(
  wanted: readonly Wanted[],
  { look, plan }: Comparison,
  workspace: Workspace,
): Promise<boolean> {
  const unproven = new Set(unprovenOf(plan).map(({ document }) => document.name))
  if (unproven.size > MOST_NAMES || look.onItsWay.withholds !== undefined) return true
  const files = await readNames([...unproven], workspace)
  if (files === undefined) return true
  const differing = wanted.filter(({ document }) => unproven.has(document.name))
  const found = { ...look, reading: { files, isConsistent: true } }
  const itsPlan = await planFor(differing, found, workspace, { comparesSizes: false })
  return unprovenOf(itsPlan).length === 0
}

/** The names of documents. */
function namesOf(wanted: readonly Wanted[]): ReadonlySet<string> {
  return new Set(wanted.map(({ document }) => document.name))
}

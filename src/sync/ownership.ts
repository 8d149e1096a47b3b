import { sep } from 'node:path'
import { nameOf } from '../documents/names.ts'
import { Turns } from '../event-loop.ts'
import { property } from '../property.ts'
import type { RemoteFile } from './remote-file.ts'
import type { Scope } from './scope.ts'

/** What a remote file is to this run, by what it says of itself. */
export type Ownership =
  /** Ours, in this scope, and of our ref's line. `path` is its document's. */
  | { readonly kind: 'prunable'; readonly path: string }
  /** Ours and in this scope, but another ref may still want it; undefined where it names none. */
  | { readonly kind: 'other-ref'; readonly path: string; readonly ref: string | undefined }
  /** This repository's, and outside of this scope. */
  | { readonly kind: 'left-behind'; readonly why: WhyLeftBehind }
  /** Another publisher's, named for people. */
  | { readonly kind: 'foreign'; readonly publisher: string }
  /** It names no publisher. */
  | { readonly kind: 'nobodys' }

export type WhyLeftBehind =
  /** The patterns do not match its path. */
  | 'outside-patterns'
  /** Its path has another name under this prefix and this file-name mode. */
  | 'other-naming'
  /** It was published before files said whose they are. */
  | 'without-publisher'
  /** What it says of itself is not what we send. */
  | 'odd-metadata'

/** A run of GitHub Actions. */
export interface RunOfFile {
  readonly id: number
  readonly url: string
}

const NONE: ReadonlySet<string> = new Set()

/** Longer words of others are cut. */
const MOST_CHARACTERS = 200

/**
 * Whose a file is. It is ours only if everything that we would send fits together: publisher, server, hash, and a
 * path that this run would call exactly so.
 *
 * @param goneBranches refs of branches that are no more, of those that `otherBranches` has found
 */
export function ownershipOf(
  file: RemoteFile,
  scope: Scope,
  goneBranches: ReadonlySet<string>,
): Ownership {
  const publisher = publisherOf(file)
  const server = serverOf(file, scope)
  if (publisher === undefined) {
    const isOurs = server === 'ours' && property(file.metadata, 'repository') === scope.repository
    return isOurs ? leftBehind('without-publisher') : { kind: 'nobodys' }
  }
  if (publisher !== scope.publisherId || server === 'another') {
    return { kind: 'foreign', publisher: nameOfPublisher(file, publisher, server, scope) }
  }
  const path = property(file.metadata, 'path')
  const isProven = server === 'ours' && SHA256.test(text(file, 'content_sha256') ?? '')
  if (!isProven || typeof path !== 'string' || !isSafe(path)) return leftBehind('odd-metadata')
  if (nameOf(path, scope.naming) !== file.name) return leftBehind('other-naming')
  if (!scope.matches(path)) return leftBehind('outside-patterns')
  const ref = text(file, 'publisher_ref')
  return isOfOurLine(ref, scope.ref, goneBranches)
    ? { kind: 'prunable', path }
    : { kind: 'other-ref', path, ref }
}

/** Whether the file is ours, be it in this scope or outside of its patterns. */
export function isOurs(ownership: Ownership): boolean {
  const { kind } = ownership
  if (kind === 'left-behind') return ownership.why === 'outside-patterns'
  return kind === 'prunable' || kind === 'other-ref'
}

/** Whether this repository published the file, as far as it says. */
export function isOfThisRepository({ kind }: Ownership): boolean {
  return kind !== 'foreign' && kind !== 'nobodys'
}

/**
 * The branches of which has to be known whether they are gone: files of this scope were published from them.
 *
 * @throws the signal's reason when the signal aborts
 */
export async function otherBranches(
  files: readonly RemoteFile[],
  scope: Scope,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const branches = new Set<string>()
  if (!isBranch(scope.ref)) return branches
  const turns = new Turns()
  for (const file of files) {
    while (turns.isDue) await turns.next(signal)
    const ref = text(file, 'publisher_ref')
    if (ref === undefined || ref === scope.ref || !isBranch(ref) || branches.has(ref)) continue
    if (ownershipOf(file, scope, NONE).kind === 'other-ref') branches.add(ref)
  }
  return branches
}

/** The run that published a file; undefined where it does not name one of our server. */
export function runOf(file: RemoteFile, scope: Scope): RunOfFile | undefined {
  const url = text(file, 'run_url')
  const [, id] = RUN_ID.exec(url ?? '') ?? []
  if (url === undefined || id === undefined || serverOf(file, scope) !== 'ours') return undefined
  return { id: Number(id), url }
}

/**
 * The repository, `owner/name`, that a file of ours came from; undefined where it names none. If that was the one whose run
 * published it, it is ours by its name of today: repositories are renamed and transferred.
 */
export function sourceOf(file: RemoteFile, { repository }: Scope): string | undefined {
  const source = text(file, 'repository')
  const [, publisher] = PUBLISHER.exec(text(file, 'run_url') ?? '') ?? []
  return source !== undefined && source === publisher ? repository : source
}

const SHA256 = /^[0-9a-f]{64}$/
const PUBLISHER = /\/([^/]+\/[^/]+)\/actions\/runs\/\d+$/
/** No more digits than a number holds exactly. */
const RUN_ID = /\/actions\/runs\/(\d{1,15})$/

function leftBehind(why: WhyLeftBehind): Ownership {
  return { kind: 'left-behind', why }
}

function text({ metadata }: RemoteFile, key: string): string | undefined {
  const value = property(metadata, key)
  return typeof value === 'string' ? value : undefined
}

/** A platform may show digits as a number. */
function publisherOf({ metadata }: RemoteFile): string | undefined {
  const value = property(metadata, 'publisher_id')
  if (value === undefined || value === null || value === '') return undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'an unreadable id'
}

/** Which GitHub the file's run ran on. A server may be reached by http and by https. */
function serverOf(file: RemoteFile, { server }: Scope): 'ours' | 'another' | 'unknown' {
  const written = text(file, 'run_url')
  if (written === undefined) return 'unknown'
  if (written.startsWith(server.href)) return 'ours'
  const url = URL.parse(written)
  if (url === null || !/^https?:$/.test(url.protocol)) return 'unknown'
  return url.host === server.host && url.pathname.startsWith(server.pathname) ? 'ours' : 'another'
}

/** Such as `octo/docs (publisher_id 42)`, or `octo/docs on github.example (publisher_id 42)`. */
function nameOfPublisher(
  file: RemoteFile,
  publisher: string,
  server: ReturnType<typeof serverOf>,
  scope: Scope,
): string {
  const repository = text(file, 'repository') ?? 'a repository without a name'
  const host = server === 'another' ? URL.parse(text(file, 'run_url') ?? '')?.host : undefined
  const place = host === undefined || host === scope.server.host ? '' : ` on ${cut(host)}`
  return `${cut(repository)}${place} (publisher_id ${cut(publisher)})`
}

/** What others say of themselves, no longer than a message can bear. */
export function cut(foreign: string): string {
  return foreign.length > MOST_CHARACTERS ? `${foreign.slice(0, MOST_CHARACTERS)}…` : foreign
}

/** Whether it leads into the workspace folder, on whatever system, and has but one spelling. */
function isSafe(path: string): boolean {
  if (path.includes('\0') || (sep === '\\' && /[\\:]/.test(path))) return false
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..')
}

function isOfOurLine(
  theirs: string | undefined,
  ours: string,
  goneBranches: ReadonlySet<string>,
): boolean {
  if (theirs === undefined || theirs === '') return false
  if (theirs === ours) return true
  if (isTag(theirs)) return isTag(ours)
  return isBranch(theirs) && isBranch(ours) && goneBranches.has(theirs)
}

function isBranch(ref: string): boolean {
  return /^refs\/heads\/./s.test(ref)
}

function isTag(ref: string): boolean {
  return /^refs\/tags\/./s.test(ref)
}

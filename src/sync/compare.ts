import { isMetadataValue, type MetadataValue } from '../metadata/additions.ts'
import { COMMIT_KEYS, DIGEST_KEY, isDigested } from '../metadata/digest.ts'
import type { Metadata } from '../metadata/metadata.ts'
import { property } from '../property.ts'
import type { RemoteFile } from './remote-file.ts'
import type { Wanted } from './wanted.ts'

/** Why a document's file is not what is wanted. */
export type Difference =
  /** Keys of the metadata, sorted; `content_sha256` among them is the content. */
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'size' }
  /** More than one file has its name. */
  | { readonly kind: 'several' }
  /** Its file is another publisher's. */
  | { readonly kind: 'foreign' }
  /** Its file names no publisher. */
  | { readonly kind: 'nobodys' }
  /** A document of its name is still being ingested. */
  | { readonly kind: 'on-its-way' }

/** What the platform shows in its own way, and is therefore not compared. */
export interface OwnForms {
  readonly keys: ReadonlySet<string>
  readonly sizes: boolean
}

/** How a document and a file compare, before it is known which keys have forms of their own. */
export interface Compared {
  /** Keys whose values differ, sorted. */
  readonly keys: readonly string[]
  readonly sizeDiffers: boolean
}

/** How often something was compared that should agree, and how it came out. */
interface Tally {
  compared: number
  differing: number
  /** Of those that differ: one value may be the other one, written in another way. */
  alike: number
}

/**
 * So few files may have been edited by hand, all of them, and cost little to be sent again. Where it is
 * more, a key that differs in each of them is taken for the platform's doing.
 */
const FEW = 10

/** Compares documents with their files, and learns by the way what the platform shows in its own form. */
export class Comparisons {
  readonly #comparesSizes: boolean
  readonly #keys = new Map<string, Tally>()
  readonly #sizes = newTally()
  readonly #known = new Map<string, Compared>()

  constructor(comparesSizes: boolean) {
    this.#comparesSizes = comparesSizes
  }

  /**
   * @param teaches whether this file should agree if its digest does: it is ours, and the only one of its name
   */
  compare(wanted: Wanted, file: RemoteFile, teaches: boolean): Compared {
    const ours = metadataOf(wanted)
    const theirs = file.metadata
    const isSent = ours[DIGEST_KEY] === property(theirs, DIGEST_KEY)
    const isOfCommit = ours['commit_sha'] === property(theirs, 'commit_sha')
    const keys: string[] = []
    for (const key of Object.keys(ours)) {
      const ofCommit = COMMIT_KEYS.includes(key)
      if (ofCommit ? !wanted.comparesCommit : !isDigested(key)) continue
      const value = ours[key]
      const shown = property(theirs, key)
      const agrees = value !== undefined && isSame(value, shown)
      if (!agrees) keys.push(key)
      const shouldAgree = isSent && (!ofCommit || (isOfCommit && key !== 'commit_sha'))
      if (teaches && shouldAgree) this.#learn(key, agrees, agrees || isAlike(value, shown))
    }
    if (wanted.comparesCommit) {
      const added = COMMIT_KEYS.filter((key) => !(key in ours) && isThere(theirs, key))
      keys.push(...added)
    }
    if (!isSent && !keys.some(isDigested)) keys.push(...unseen(ours, theirs))
    const sizeDiffers = this.#sizeDiffers(wanted, file, teaches && isSent)
    return this.#intern(keys.sort(), sizeDiffers)
  }

  /** After all files were compared. */
  get ownForms(): OwnForms {
    const keys = [...this.#keys].flatMap(([key, { compared, differing, alike }]) => {
      if (differing === 0 || differing < compared) return []
      // Of a commit, more than the platform's ways may differ: git's mailmap changes authors.
      return alike === differing || (differing >= FEW && isDigested(key)) ? [key] : []
    })
    const { compared, differing } = this.#sizes
    return { keys: new Set(keys), sizes: differing > 0 && differing === compared }
  }

  #sizeDiffers({ document }: Wanted, { size }: RemoteFile, teaches: boolean): boolean {
    if (!this.#comparesSizes || size === undefined) return false
    const agrees = size === document.size
    if (teaches) count(this.#sizes, agrees, false)
    return !agrees
  }

  #learn(key: string, agrees: boolean, isAlike: boolean): void {
    const tally = this.#keys.get(key) ?? newTally()
    this.#keys.set(key, tally)
    count(tally, agrees, isAlike)
  }

  /** Thousands of documents often differ alike. */
  #intern(keys: readonly string[], sizeDiffers: boolean): Compared {
    const text = JSON.stringify([sizeDiffers, ...keys])
    const known = this.#known.get(text) ?? { keys, sizeDiffers }
    this.#known.set(text, known)
    return known
  }
}

/** What is left where the platform's own forms are not compared; undefined where that is nothing. */
export function differenceOf(
  { keys, sizeDiffers }: Compared,
  forms: OwnForms,
): Difference | undefined {
  const differing = keys.filter((key) => !forms.keys.has(key))
  if (differing.length > 0) return { kind: 'keys', keys: differing }
  return sizeDiffers && !forms.sizes ? { kind: 'size' } : undefined
}

/** Whether two files say the same of themselves, as far as metadata can say anything. */
export function isSameMetadata(
  one: RemoteFile['metadata'],
  other: RemoteFile['metadata'],
): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => {
    const value = property(one, key)
    const shown = property(other, key)
    return isMetadataValue(value) ? isSame(value, shown) : !isMetadataValue(shown)
  })
}

/** A document's metadata as this run sends them. */
export function metadataOf({ metadata }: Wanted): Metadata {
  const parsed: unknown = JSON.parse(metadata.toString())
  if (!isMetadata(parsed)) throw new Error('a document has metadata that are not flat')
  return parsed
}

function isMetadata(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && Object.values(value).every(isMetadataValue)
}

/** Keys that are no longer wanted; the digest itself where nothing else tells. */
function unseen(ours: Metadata, theirs: RemoteFile['metadata']): readonly string[] {
  const isDigestThere = isThere(theirs, DIGEST_KEY)
  const gone = Object.keys(theirs).filter(
    (key) => isDigestThere && isDigested(key) && !(key in ours),
  )
  return gone.length === 0 ? [DIGEST_KEY] : gone
}

function isThere(metadata: RemoteFile['metadata'], key: string): boolean {
  const value = property(metadata, key)
  return value !== undefined && value !== null
}

function isSame(ours: MetadataValue, theirs: unknown): boolean {
  if (typeof ours !== 'object') return ours === theirs
  if (!Array.isArray(theirs) || ours.length !== theirs.length) return false
  return ours.every((item, index) => item === theirs[index])
}

/** Whether two values may be one that is written in two ways. */
function isAlike(ours: MetadataValue | undefined, theirs: unknown): boolean {
  return ours !== undefined && isMetadataValue(theirs) && plain(ours) === plain(theirs)
}

const TIMESTAMP = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))?$/i

function plain(value: MetadataValue): string {
  if (typeof value === 'object') return value.map(plain).join('\n')
  const text = String(value).normalize().trim()
  const time = TIMESTAMP.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(time) ? text : String(time)
}

function newTally(): Tally {
  return { compared: 0, differing: 0, alike: 0 }
}

function count(tally: Tally, agrees: boolean, isAlike: boolean): void {
  tally.compared++
  if (agrees) return
  tally.differing++
  if (isAlike) tally.alike++
}

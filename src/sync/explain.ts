import { count, counted, listed } from '../log/figures.ts'
import { COMMIT_KEYS } from '../metadata/digest.ts'
import type { Difference, OwnForms } from './compare.ts'
import { cut, type WhyLeftBehind } from './ownership.ts'
import { countsOf, type Plan } from './plan.ts'
import type { Scope } from './scope.ts'

/** What is told one by one, before the rest is counted. */
const MOST_LINES = 10

/** `Plan: 3 new, 2 changed, 507 unchanged, 1 renamed, 4 stale, 2 left behind` */
export function planLine(plan: Plan): string {
  const counts = Object.entries(countsOf(plan)).map(
    ([kind, number]: [string, number]) => `${count(number)} ${kind.replace('-', ' ')}`,
  )
  return `Plan: ${counts.join(', ')}`
}

/** How the changed documents differ, the most frequent way first: ``512 documents differ in `build` alone``. */
export function changeLines({ documents }: Plan): string[] {
  const ways = new Map<string, { readonly difference: Difference; number: number }>()
  for (const { change } of documents) {
    if (change.kind !== 'changed') continue
    const { difference } = change
    const text = whatDiffers(difference)
    const way = ways.get(text) ?? { difference, number: 0 }
    way.number++
    ways.set(text, way)
  }
  const sorted = [...ways.values()].sort((one, other) => other.number - one.number)
  const lines = sorted
    .slice(0, MOST_LINES)
    .map(({ difference, number }) => `${counted(number, 'document')} ${saying(difference, number)}`)
  const others = sorted.slice(MOST_LINES).reduce((sum, { number }) => sum + number, 0)
  return others === 0 ? lines : [...lines, `${counted(others, 'document')} changed in other ways`]
}

/**
 * What differs, for one row of a table: ``content, `title` ``. New content comes with a commit, which is not told of
 * beside it.
 */
export function whatDiffers(difference: Difference): string {
  switch (difference.kind) {
    case 'keys':
      return listed(partsOf(difference.keys))
    case 'size':
      return 'size'
    case 'several':
      return 'several files of that name'
    case 'foreign':
      return "another publisher's file"
    case 'nobodys':
      return 'a file that names no publisher'
    case 'on-its-way':
      return 'still being ingested'
  }
}

function saying(difference: Difference, number: number): string {
  const what = whatDiffers(difference)
  const isOne = number === 1
  switch (difference.kind) {
    case 'keys':
      return `${isOne ? 'differs' : 'differ'} in ${what}${partsOf(difference.keys).length === 1 ? ' alone' : ''}`
    case 'size':
      return `${isOne ? 'differs' : 'differ'} in size alone`
    case 'several':
      return isOne ? `has ${what}` : 'have several files of their names'
    case 'foreign':
      return isOne ? `is ${what}` : "are other publishers' files"
    case 'nobodys':
      return isOne ? `replaces ${what}` : 'replace files that name no publisher'
    case 'on-its-way':
      return `${isOne ? 'is' : 'are'} ${what}`
  }
}

function partsOf(keys: readonly string[]): readonly string[] {
  const hasContent = keys.includes('content_sha256')
  const hasCommit = keys.some((key) => COMMIT_KEYS.includes(key))
  const others = keys.filter((key) => key !== 'content_sha256' && !COMMIT_KEYS.includes(key))
  return [...(hasContent ? ['content'] : hasCommit ? ['commit'] : []), ...others.map(quoted)]
}

/** An error that names both publishers, where names are wanted that are another's; undefined where none are. */
export function foreignError({ foreign }: Plan, scope: Scope): string | undefined {
  if (foreign.length === 0) return undefined
  const ours = `${scope.repository} (publisher_id ${scope.publisherId})`
  const names = listed(
    foreign,
    ({ document, publisher }) => `${JSON.stringify(document.name)} of ${publisher}`,
  )
  return `${counted(foreign.length, 'document')} of ${ours} would replace another publisher's documents: ${names}. Nothing was sent. Set "name-prefix" to keep them apart. A run without "skip-unchanged" and "prune" overwrites them.`
}

/** A notice on names that belonged to nobody; undefined where none did. */
export function nobodysNotice({ documents }: Plan): string | undefined {
  const names = documents.flatMap(({ document, change }) =>
    change.kind === 'changed' && change.difference.kind === 'nobodys'
      ? [JSON.stringify(document.name)]
      : [],
  )
  if (names.length === 0) return undefined
  return `${counted(names.length, 'file')} of the workspace that ${names.length === 1 ? 'names' : 'name'} no publisher ${names.length === 1 ? 'is' : 'are'} replaced by this run's: ${listed(names)}.`
}

/** A warning on names that another step of this repository may publish, too; undefined where there are none. */
export function displacedWarning({ displaced }: Plan): string | undefined {
  if (displaced.length === 0) return undefined
  const names = listed(
    displaced,
    ({ document, path }) => `${JSON.stringify(document.path)} that of ${JSON.stringify(cut(path))}`,
  )
  return `${counted(displaced.length, 'document')} of this run would take the name of another one of this repository, which "glob" does not match: ${names}. If another step publishes that one, each run replaces what the other has sent: set "file-name" to "path", or "name-prefix".`
}

const LEFT_BEHIND: Readonly<Record<WhyLeftBehind, string>> = {
  'outside-patterns': '"glob" does not match their paths',
  'other-naming': 'another "name-prefix" or "file-name" named them',
  'without-publisher': 'they were published before files said which repository they belong to',
  'odd-metadata': 'their metadata is not what is sent',
}

/** Why a file is left behind, of several: a clause. */
export function whyLeftBehind(why: WhyLeftBehind): string {
  return LEFT_BEHIND[why]
}

/** One warning for all that is left behind, with its reasons; undefined where nothing is. */
export function leftBehindWarning({ leftBehind }: Plan): string | undefined {
  if (leftBehind.length === 0) return undefined
  const numbers = new Map<WhyLeftBehind, number>()
  for (const { why } of leftBehind) numbers.set(why, (numbers.get(why) ?? 0) + 1)
  const reasons = [...numbers].map(([why, number]) => `${count(number)} since ${LEFT_BEHIND[why]}`)
  return `${counted(leftBehind.length, 'file')} of this repository left behind in the workspace, and never deleted by a run: ${reasons.join('; ')}. Their ids are in the report.`
}

/** Why a file of this scope is kept, though its name is not wanted: a sentence. */
export function whyKept(ref: string | undefined, { ref: ours }: Pick<Scope, 'ref'>): string {
  if (ref === undefined) return 'It does not say which branch or tag published it.'
  const areBranches = [ref, ours].every((one) => one.startsWith('refs/heads/'))
  return areBranches
    ? `${cut(ref)} published it, and is not known to be gone.`
    : `${cut(ref)} published it, and a run of ${ours} leaves that one's files alone.`
}

/** The files that are kept for other refs, a line for each of some refs. */
export function keptLines({ kept }: Plan, scope: Scope): string[] {
  const paths = new Map<string | undefined, string[]>()
  for (const { path, ref } of kept) {
    const ofRef = paths.get(ref)
    if (ofRef === undefined) paths.set(ref, [path])
    else ofRef.push(path)
  }
  const lines = [...paths].map(
    ([ref, ofRef]) =>
      `${counted(ofRef.length, 'file')} kept: ${listed(ofRef, (path) => JSON.stringify(path))}. ${whyKept(ref, scope)}`,
  )
  const more = lines.length - MOST_LINES
  return more > 0
    ? [...lines.slice(0, MOST_LINES), `files of ${counted(more, 'further ref')} kept`]
    : lines
}

/** What is not compared since the platform shows it in its own way; undefined where all is. */
export function ownFormsLine({ keys, sizes }: OwnForms): string | undefined {
  const parts = [...[...keys].sort().map(quoted), ...(sizes ? ['sizes'] : [])]
  if (parts.length === 0) return undefined
  return `Not compared, since the platform shows it in its own way for every document: ${listed(parts)}`
}

function quoted(key: string): string {
  return `\`${cut(key)}\``
}

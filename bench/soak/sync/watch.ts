import type { FileRecord, RequestRecord } from '../../../sandbox/sandbox.ts'
import type { Others } from './others.ts'
import type { Edition, Page } from './pages.ts'

/** What a workspace is held against. */
export interface Wanted {
  /** The commit that is checked out. */
  readonly edition: Edition
  /** Paths of documents that an earlier step of the job has removed. */
  readonly removed: ReadonlySet<string>
}

/** Looks at every request of runs, and at what the workspace holds when it comes. */
export class Watch {
  /** What must never be, in the order that it came to be. */
  readonly violations: string[] = []
  readonly #others: Others
  /** By id, how often a file was looked at and not deleted since: once by each of two runs at most. */
  readonly #looks = new Map<string, number>()
  #wanted: Wanted | undefined

  constructor(others: Others) {
    this.#others = others
  }

  begin(wanted: Wanted): void {
    this.#wanted = wanted
    this.#looks.clear()
  }

  see({ call, id }: Readonly<RequestRecord>, files: readonly FileRecord[]): void {
    const looks = this.#looks.get(id) ?? 0
    if (call === 'get-metadata') this.#looks.set(id, looks + 1)
    if (call === 'delete-files') this.violations.push('DELETE /files was called')
    if (call !== 'delete-file') return
    this.#looks.set(id, looks - 1)
    if (looks <= 0) this.violations.push(`${id} was deleted without a look`)
    const file = files.find(({ fileId }) => fileId === id)
    if (file !== undefined) this.#judgeDeletion(file, files)
  }

  #judgeDeletion({ fileId, name, sessionId }: FileRecord, files: readonly FileRecord[]): void {
    // Only runs of ours send anything through sessions.
    if (sessionId === undefined || this.#others.owns(fileId))
      this.violations.push(`${name} was deleted, which is not ours`)
    if (this.#wanted === undefined) return
    const { edition, removed } = this.#wanted
    const left = files.filter((file) => file.fileId !== fileId)
    for (const page of edition.pages.values()) {
      const isThere = left.some((file) => isOf(page, file))
      const isTaken = page.name === name
      if (!isThere && (isTaken || !removed.has(page.path)))
        this.violations.push(`${name} was deleted while ${page.name} is not there as it should be`)
    }
  }
}

function isOf({ name, sha256 }: Page, file: FileRecord): boolean {
  return file.name === name && file.sha256 === sha256
}

/** What is not so in a workspace that is in step with a commit; `isOurs` tells files that count. */
export function differences(
  { edition, removed }: Wanted,
  files: readonly FileRecord[],
  isOurs: (file: FileRecord) => boolean,
): string[] {
  const found: string[] = []
  const ours = files.filter(isOurs)
  const names = new Set<string>()
  for (const page of edition.pages.values()) {
    names.add(page.name)
    if (removed.has(page.path)) continue
    const [file, ...more] = ours.filter(({ name }) => name === page.name)
    if (file === undefined) found.push(`${page.name} is missing`)
    else found.push(...wrongIn(file, page))
    if (more.length > 0) found.push(`${page.name} is there ${more.length + 1} times`)
  }
  return [...found, ...ours.flatMap(({ name }) => (names.has(name) ? [] : [`${name} is left`]))]
}

function wrongIn({ name, sha256, meta }: FileRecord, page: Page): string[] {
  if (sha256 !== page.sha256) return [`${name} has another content`]
  const wanted = {
    path: page.path,
    content_sha256: page.sha256,
    commit_sha: page.commit,
    audience: page.audience,
  }
  return Object.entries(wanted).flatMap(([key, value]) =>
    meta[key] === value ? [] : [`${name}: ${key} is ${String(meta[key])}, not ${String(value)}`],
  )
}

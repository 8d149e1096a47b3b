import { createHash } from 'node:crypto'
import { nameOf } from '../../../src/documents/names.ts'
import type { Chance } from '../chance.ts'

/** A document as a commit has it. */
export interface Page {
  readonly path: string
  /** What the platform calls it. */
  readonly name: string
  readonly content: string
  /** Hexadecimal, of the content. */
  readonly sha256: string
  /** The commit that has last changed it. */
  readonly commit: string
  /** What its sidecar says, if it has one. */
  readonly audience: string | undefined
}

/** A commit of the branch, with all its documents by path. */
export interface Edition {
  readonly sha: string
  readonly pages: ReadonlyMap<string, Page>
}

/** What a commit changes: contents by path, null for what it deletes. */
export type Edit = Map<string, string | null>

const NAMING = { fileName: 'path', prefix: '' } as const
const PATHS = [
  ...['docs/a.md', 'docs/b.md', 'docs/c#1.md', 'docs/d e.md', 'docs/Guide.md', 'docs/é.md'],
  ...['docs/part/a.md', 'docs/part/b.md', 'docs/part/deep/c.md', 'docs/x/y/z.md'],
  ...['docs/-.md', 'docs/1.md', 'docs/a__b.md', 'docs/new/Index.md'],
]
/** More of them stale than left is a sign of a mistake to the action: half of all are always there. */
const LEAST_PAGES = 7
const SIDECAR = '.meta.json'

/** A branch with one line of history: what is in each of its commits, and what the next one changes. */
export class Branch {
  readonly editions: Edition[] = []
  readonly #chance: Chance
  #number = 0

  constructor(chance: Chance) {
    this.#chance = chance
  }

  get head(): Edition {
    return this.editions.at(-1) ?? { sha: '', pages: new Map() }
  }

  editionOf(sha: string): Edition | undefined {
    return this.editions.find((edition) => edition.sha === sha)
  }

  /** The files of the first commit. */
  firstEdit(): Edit {
    const chance = this.#chance
    const paths = PATHS.filter((_, place) => place < LEAST_PAGES || chance.happens(0.5))
    return new Map(paths.map((path) => [path, this.#content()]))
  }

  /** A few changes of what people do to documents, at random. */
  nextEdit(): Edit {
    const edit: Edit = new Map()
    for (let changes = this.#chance.between(1, 4); changes > 0; changes--) this.#change(edit)
    return edit
  }

  /** Tells that this was committed. */
  committed(sha: string, edit: Edit): void {
    const pages = new Map(this.head.pages)
    for (const [path, content] of edit) {
      if (path.endsWith(SIDECAR)) continue
      if (content === null) pages.delete(path)
      else if (pages.get(path)?.content !== content)
        pages.set(path, { ...pageOf(path, content, sha), audience: pages.get(path)?.audience })
    }
    for (const [path, content] of edit) {
      const page = path.endsWith(SIDECAR) && pages.get(path.slice(0, -SIDECAR.length))
      if (page) pages.set(page.path, { ...page, audience: audienceIn(content) })
    }
    this.editions.push({ sha, pages })
  }

  #change(edit: Edit): void {
    const chance = this.#chance
    const page = chance.pick(this.#some())
    const { path } = page
    if (edit.has(path)) return
    const there = new Set(
      [...this.head.pages.keys(), ...edit.keys()].map((each) => each.toLowerCase()),
    )
    const free = PATHS.filter((each) => !there.has(each.toLowerCase()))
    const [target] = free.length === 0 ? [] : [chance.pick([free[0] ?? '', ...free])]
    switch (chance.between(1, 8)) {
      case 1:
      case 2:
        edit.set(path, this.#content())
        break
      case 3: {
        const earlier = this.editions.map(({ pages }) => pages.get(path)?.content)
        const content = earlier.find((each) => each !== undefined && each !== page.content)
        if (content !== undefined) edit.set(path, content)
        break
      }
      case 4:
        if (this.head.pages.size - deletedIn(edit) > LEAST_PAGES) this.#remove(page, edit)
        break
      case 5:
        if (target !== undefined) edit.set(target, this.#content())
        break
      case 6:
        if (target !== undefined) this.#move(page, target, edit)
        break
      case 7: {
        const other = path.replace(/[a-z](?=[^/]*$)/i, (letter) =>
          letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
        )
        if (other !== path) this.#move(page, other, edit)
        break
      }
      default:
        edit.set(
          path + SIDECAR,
          page.audience === undefined ? JSON.stringify({ audience: this.#word() }) : null,
        )
    }
  }

  #some(): [Page, ...Page[]] {
    const [first, ...others] = this.head.pages.values()
    if (first === undefined) throw new Error('the branch has no documents')
    return [first, ...others]
  }

  #move(page: Page, target: string, edit: Edit): void {
    this.#remove(page, edit)
    edit.set(target, page.content)
  }

  #remove({ path, audience }: Page, edit: Edit): void {
    edit.set(path, null)
    if (audience === undefined) edit.delete(path + SIDECAR)
    else edit.set(path + SIDECAR, null)
  }

  /** No two are the same, but sometimes one that is there already comes again. */
  #content(): string {
    const chance = this.#chance
    const pages = [...this.head.pages.values()]
    const copied = chance.happens(0.1) ? pages.at(chance.between(0, 9))?.content : undefined
    return copied ?? `# ${this.#word()}\n\n${'words '.repeat(chance.between(1, 40))}\n`
  }

  #word(): string {
    this.#number += 1
    return `Edition ${this.#number}`
  }
}

function pageOf(path: string, content: string, commit: string): Page {
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { path, name: nameOf(path, NAMING), content, sha256, commit, audience: undefined }
}

function audienceIn(sidecar: string | null): string | undefined {
  return sidecar === null ? undefined : (JSON.parse(sidecar) as { audience: string }).audience
}

function deletedIn(edit: Edit): number {
  return [...edit.values()].filter((content) => content === null).length
}

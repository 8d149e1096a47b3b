import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, closeSync, ftruncateSync } from 'node:fs'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A document of a repository, in its first commit. */
export interface Page {
  readonly path: string
  /** Bytes. */
  readonly size: number
}

/** As many pages of a size, a hundred in a folder. */
export function pages(count: number, size: number, folder = 'docs'): Page[] {
  return Array.from({ length: count }, (_, index) => ({
    path: `${folder}/part-${Math.floor(index / 100)}/page-${index}.md`,
    size,
  }))
}

/** What a page holds: no two pages of a repository hold the same. */
export function contentOf({ path, size }: Page, edition = 1): Buffer {
  const content = Buffer.alloc(size, 'All work and no play makes a dull page to be read. ')
  content.write(`# ${path}, edition ${edition}\n\n`)
  return content
}

/**
 * Makes a repository with the pages in its first commit, checked out. Each of the further commits
 * changes some of them; every twentieth merges a branch that did so.
 */
export async function makeRepository(
  folder: string,
  all: readonly Page[],
  furtherCommits = 0,
): Promise<void> {
  await importHistory(folder, history(all, furtherCommits))
}

/** Makes a repository by the language of `git fast-import`, and checks out its branch `main`. */
async function importHistory(folder: string, stream: Iterable<Buffer | string>): Promise<void> {
  mkdirSync(folder, { recursive: true })
  git(folder, 'init', '--quiet', '--initial-branch=main')
  const args = ['-C', folder, '-c', 'core.compression=1', 'fast-import', '--quiet', '--done']
  const child = spawn('git', args, { stdio: ['pipe', 'ignore', 'inherit'] })
  const exit = once(child, 'exit')
  await pipeline(Readable.from(stream), child.stdin)
  const [code] = (await exit) as unknown[]
  if (code !== 0) throw new Error(`git fast-import ended with ${String(code)}`)
  git(folder, 'reset', '--quiet', '--hard', 'main')
}

/** Makes a repository with the pages in one merge of so many commits, none of which has any of them. */
export async function makeOctopus(
  folder: string,
  all: readonly Page[],
  parents: number,
): Promise<void> {
  await importHistory(folder, octopus(all, parents))
}

/** A large file that takes no room on the disk: it holds zeros. Git does not know it. */
export function makeLargeFile(path: string, size: number): void {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'w')
  ftruncateSync(file, size)
  closeSync(file)
}

function git(folder: string, ...args: string[]): void {
  execFileSync('git', ['-C', folder, ...args], { stdio: 'inherit' })
}

const PAGES_A_COMMIT = 10
const COMMITS_A_MERGE = 20

/** In the language of `git fast-import`. */
function* history(all: readonly Page[], furtherCommits: number): Generator<Buffer | string> {
  let mark = 0
  let page = 0
  const begin = (branch: string, parents: readonly string[]): string =>
    commit(branch, (mark += 1), parents)
  const some = (): Page[] =>
    Array.from({ length: PAGES_A_COMMIT }, () => {
      page = (page + 7_919) % all.length
      return all[page]
    }).filter((each) => each !== undefined)

  yield begin('main', [])
  for (const each of all) yield change(each, 1)
  for (let further = 1; further <= furtherCommits; further++) {
    const base = mark
    const changed = some()
    const merges = further % COMMITS_A_MERGE === 0
    yield begin(merges ? 'side' : 'main', [`from :${base}`])
    const edition = mark
    for (const each of changed) yield change(each, edition)
    if (!merges) continue
    yield begin('main', [`from :${base}`])
    for (const each of some()) yield change(each, mark)
    yield begin('main', [`from :${mark}`, `merge :${edition}`])
    for (const each of changed) yield change(each, edition)
    further += 2
  }
  yield 'done\n'
}

/** The same language: empty root commits, and the merge of them that adds every page. */
function* octopus(all: readonly Page[], parents: number): Generator<Buffer | string> {
  const merged: string[] = []
  for (let mark = 1; mark <= parents; mark++) {
    yield `reset refs/heads/side\n\n${commit('side', mark, [])}`
    merged.push(`merge :${mark}`)
  }
  yield commit('main', parents + 1, merged)
  for (const each of all) yield change(each, 1)
  yield 'done\n'
}

/** The head of a commit, whose changes follow; its mark is also its edition. */
function commit(branch: string, mark: number, parents: readonly string[]): string {
  const when = `${1_700_000_000 + 60 * mark} +0000`
  const message = `Edition ${mark}`
  const lines = [
    `commit refs/heads/${branch}`,
    `mark :${mark}`,
    `author A Writer <writer@example.com> ${when}`,
    `committer A Writer <writer@example.com> ${when}`,
    `data ${message.length}`,
    message,
    ...parents,
  ]
  return `${lines.join('\n')}\n`
}

function change(changed: Page, edition: number): Buffer {
  const content = contentOf(changed, edition)
  const head = `M 100644 inline ${changed.path}\ndata ${content.length}\n`
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\n')])
}

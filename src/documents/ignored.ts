import { Turns } from '../event-loop.ts'
import type { Clones } from '../git/clones.ts'
import { whichIgnored } from '../git/ignored.ts'
import type { OpenClone } from '../git/open.ts'
import { warnOfProblems, type Problem } from '../git/problems.ts'
import { GitError } from '../git/run.ts'
import { counted } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import type { Discovery } from './discover.ts'
import { LiteralParts } from './literal-parts.ts'

/**
 * A discovery without the files that git ignores, such as those in `node_modules`: it is as if no
 * pattern matched them. Those stay that a pattern names, or whose ignored folder it begins with, as
 * ripgrep searches an ignored folder that it is told. A clone decides on all that is in it, the clones
 * within included.
 *
 * @throws the signal's reason when the signal aborts
 */
export async function withoutIgnored(
  found: Discovery,
  clones: Clones,
  log: Log,
  signal: AbortSignal,
): Promise<Discovery> {
  const paths = [...found.documents, ...found.unsendable].map(({ path }) => path)
  const sieve = new Sieve(clones, new LiteralParts(found.clues.patterns, found.folder), signal)
  await sieve.sift('', paths)
  const { ignored, problems } = sieve
  warnOfProblems('Files are published whether git ignores them or not', problems, log)
  if (ignored.size === 0) return found
  log.info(
    `${counted(ignored.size, 'file')} that git ignores did not match. A pattern that begins with an ignored folder, such as "site/**/*.html", publishes what is in it.`,
  )
  const stays = ({ path }: { readonly path: string }): boolean => !ignored.has(path)
  return {
    ...found,
    documents: found.documents.filter(stays),
    sidecars: found.sidecars.filter((path) => !ignored.has(path)),
    unsendable: found.unsendable.filter(stays),
    clues: { ...found.clues, ignored: ignored.size },
  }
}

class Sieve {
  /** The paths that are ignored, and that no pattern names. */
  readonly ignored = new Set<string>()
  /** Why git did not tell. Then nothing is ignored. */
  readonly problems: Problem[] = []
  readonly #clones: Clones
  readonly #literalParts: LiteralParts
  readonly #turns = new Turns()
  readonly #signal: AbortSignal

  constructor(clones: Clones, literalParts: LiteralParts, signal: AbortSignal) {
    this.#clones = clones
    this.#literalParts = literalParts
    this.#signal = signal
  }

  /** Asks a clone about paths in it, and of those that stay the clones within. */
  async sift(clone: string, paths: readonly string[]): Promise<void> {
    await this.#ask(clone, paths)
    const within = new Map<string, string[]>()
    for (const path of paths) {
      while (this.#turns.isDue) await this.#turns.next(this.#signal)
      const next = this.ignored.has(path) ? clone : this.#clones.next(clone, path)
      if (next === clone) continue
      const itsPaths = within.get(next) ?? []
      within.set(next, itsPaths)
      itsPaths.push(path)
    }
    await Promise.all(Array.from(within, ([next, itsPaths]) => this.sift(next, itsPaths)))
  }

  async #ask(clone: string, paths: readonly string[]): Promise<void> {
    const opened = await this.#open(clone)
    if (opened === undefined) return
    try {
      for (const path of await this.#find(clone, opened, paths)) this.ignored.add(path)
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      this.problems.push({ clone, problem: error })
    }
  }

  /** Undefined where git cannot read it. Whoever reads its history tells why. */
  async #open(clone: string): Promise<OpenClone | undefined> {
    try {
      return await this.#clones.open(clone)
    } catch (error) {
      if (error instanceof GitError) return undefined
      throw error
    }
  }

  async #find(
    clone: string,
    { clone: trusted, told: { ignored } }: OpenClone,
    paths: readonly string[],
  ): Promise<string[]> {
    if (ignored instanceof GitError) throw ignored
    if (ignored.isEmpty) return []
    const below = clone === '' ? 0 : clone.length + 1
    const inClone = (path: string): string => path.slice(below)
    const candidates = await this.#filter(paths, (path) => ignored.has(inClone(path)))
    const leading = await this.#literalParts.leadingTo(candidates, this.#turns, this.#signal)
    const parts = leading.filter((part) => part.length > below)
    const unlisted = parts.map(inClone).filter((part) => !ignored.has(part))
    const alsoIgnored = await whichIgnored(unlisted, trusted)
    const isIgnored = (part: string): boolean => ignored.has(part) || alsoIgnored.has(part)
    const isNamed = this.#literalParts.matcher(parts.filter((part) => isIgnored(inClone(part))))
    return await this.#filter(candidates, (path) => !isNamed(path))
  }

  async #filter(paths: readonly string[], fits: (path: string) => boolean): Promise<string[]> {
    const fitting: string[] = []
    for (const path of paths) {
      while (this.#turns.isDue) await this.#turns.next(this.#signal)
      if (fits(path)) fitting.push(path)
    }
    return fitting
  }
}

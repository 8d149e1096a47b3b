/** What the walk found of a path: the commit that last changed it, or that HEAD does not have it. */
export type Answer =
  { readonly kind: 'changed'; readonly sha: string } | { readonly kind: 'absent' }

/** The commit that is being read. */
interface Stop {
  readonly sha: string
  readonly parents: readonly string[]
  /** The paths whose history leads here. */
  readonly here: Set<number>
  /** By parent ('' for a root commit's), the ones of these that differ from it. */
  readonly differing: Map<string, Set<number>>
}

/**
 * Answers `git log -1 -- FILE` for many files in one pass over the history.
 *
 * Git's rule (git-log's documentation, "History Simplification", default mode): at each commit go on
 * to the first parent that has the same content at that path; where none has, this is the commit.
 * So each path has one way through the history, and stands at one commit at a time. Paths that stand
 * together move together, so a commit costs what it changes, not the number of paths.
 */
export class Walk {
  readonly #numbers: ReadonlyMap<string, number>
  readonly #answers: (Answer | undefined)[]
  readonly #ahead = new Map<string, Set<number>>()
  #stop: Stop | undefined
  /** The paths that differ in the comparison that is being read. */
  #differing = new Set<number>()

  /** @param paths their bytes as Latin-1 strings, as git prints them */
  constructor(head: string, paths: readonly string[]) {
    this.#numbers = new Map(paths.map((path, number) => [path, number]))
    this.#answers = Array.from(paths, () => undefined)
    this.#arrive(head, new Set(this.#numbers.values()))
  }

  /** The commits that paths are waiting for: none when every path has its answer. */
  get ahead(): readonly string[] {
    return [...this.#ahead.keys()]
  }

  get finished(): boolean {
    return this.#ahead.size === 0 && this.#stop === undefined
  }

  /** In the order of the paths; undefined where the walk has not come far enough. */
  get answers(): readonly (Answer | undefined)[] {
    return this.#answers
  }

  /** The commits that are answers. */
  get shas(): ReadonlySet<string> {
    return new Set(
      this.#answers.flatMap((answer) => (answer?.kind === 'changed' ? answer.sha : [])),
    )
  }

  /** A commit begins, or its comparison with another parent. */
  commit(sha: string, parents: readonly string[], comparedWith = parents[0] ?? ''): void {
    if (this.#stop?.sha !== sha) {
      this.leave()
      const here = this.#ahead.get(sha)
      this.#ahead.delete(sha)
      if (here !== undefined) this.#stop = { sha, parents, here, differing: new Map() }
    }
    this.#differing = this.#stop?.differing.get(comparedWith) ?? new Set()
    this.#stop?.differing.set(comparedWith, this.#differing)
  }

  /** A path differs between the commit and the parent it is compared with. */
  change(path: Buffer, deleted: boolean): void {
    if (this.#stop === undefined) return
    const number = this.#numbers.get(path.toString('latin1'))
    if (number === undefined || !this.#stop.here.has(number)) return
    if (deleted) {
      // Along its way a path stays as HEAD has it, so HEAD has no such path.
      this.#stop.here.delete(number)
      this.#answers[number] = { kind: 'absent' }
    } else {
      this.#differing.add(number)
    }
  }

  /** The commit has been read: its paths have their answer, or go on to a parent. */
  leave(): void {
    if (this.#stop === undefined) return
    const { sha, parents, here, differing } = this.#stop
    this.#stop = undefined
    let staying = here
    for (const parent of parents.length === 0 ? [''] : parents) {
      const rest = new Set<number>()
      for (const number of differing.get(parent) ?? []) {
        if (staying.delete(number)) rest.add(number)
      }
      if (parent === '') for (const number of staying) this.#answers[number] = { kind: 'absent' }
      else this.#arrive(parent, staying)
      staying = rest
    }
    for (const number of staying) this.#answers[number] = { kind: 'changed', sha }
  }

  #arrive(commit: string, paths: Set<number>): void {
    if (paths.size === 0) return
    const there = this.#ahead.get(commit) ?? new Set()
    const [few, many] = there.size < paths.size ? [there, paths] : [paths, there]
    for (const path of few) many.add(path)
    this.#ahead.set(commit, many)
  }
}

/** What the walk found of a path: the commit that last changed it, or that HEAD does not have it. */
export type Answer =
  { readonly kind: 'changed'; readonly sha: string } | { readonly kind: 'absent' }

/** The commit that is being read, and compared with its parents one after the other. */
interface Stop {
  readonly sha: string
  /** Each of them once; `NONE` for a root commit's. */
  readonly parents: readonly string[]
  /** How many of the parents are dealt with. */
  done: number
  /** The paths whose history leads here, and that differ from each parent that is dealt with. */
  staying: Set<number>
  /** Of these, the ones that differ from the next parent, as far as git has named them. */
  differing: Set<number>
}

/** What a root commit is compared with: a tree without files. */
const NONE = ''

/**
 * Answers `git log -1 -- FILE` for many files in one pass over the history.
 *
 * Git's rule (git-log's documentation, "History Simplification", default mode): at each commit go on
 * to the first parent that has the same content at that path; where none has, this is the commit.
 * So each path has one way through the history, and stands at one commit at a time. Paths that stand
 * together move together, so a commit costs what it changes, not the number of paths. Git compares
 * a merge with its parents in their order, so each comparison can be acted on and forgotten.
 */
export class Walk {
  readonly #numbers: ReadonlyMap<string, number>
  readonly #answers: (Answer | undefined)[]
  readonly #ahead = new Map<string, Set<number>>()
  #stop: Stop | undefined

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

  /**
   * A commit begins, or its comparison with another parent: git leaves out those that do not differ.
   * @param parents only called where paths have come to this commit: a merge may have thousands
   * @param comparedWith undefined where there are no others, or none differs
   */
  commit(sha: string, parents: () => readonly string[], comparedWith?: string): void {
    if (this.#stop?.sha !== sha) {
      this.leave()
      const staying = this.#ahead.get(sha)
      if (staying === undefined) return
      this.#ahead.delete(sha)
      const [first = NONE, ...others] = new Set(parents())
      this.#stop = { sha, parents: [first, ...others], done: 0, staying, differing: new Set() }
    }
    if (comparedWith !== undefined) this.#goOnUntil(comparedWith, this.#stop)
  }

  /** A path differs between the commit and the parent it is compared with. */
  change(path: Buffer, deleted: boolean): void {
    if (this.#stop === undefined || this.#stop.staying.size === 0) return
    const number = this.#numbers.get(path.toString('latin1'))
    if (number === undefined || !this.#stop.staying.has(number)) return
    if (deleted) {
      // Along its way a path stays as HEAD has it, so HEAD has no such path.
      this.#stop.staying.delete(number)
      this.#answers[number] = { kind: 'absent' }
    } else {
      this.#stop.differing.add(number)
    }
  }

  /** The commit has been read: its paths have their answer, or have gone on to a parent. */
  leave(): void {
    if (this.#stop === undefined) return
    this.#goOnUntil(undefined, this.#stop)
    const { sha, staying } = this.#stop
    for (const number of staying) this.#answers[number] = { kind: 'changed', sha }
    this.#stop = undefined
  }

  /** Deals with the parents before this one: what does not differ from one of them goes on there. */
  #goOnUntil(next: string | undefined, stop: Stop): void {
    let parent = stop.parents[stop.done]
    while (parent !== undefined && parent !== next) {
      for (const number of stop.differing) stop.staying.delete(number)
      this.#arrive(parent, stop.staying)
      stop.staying = stop.differing
      stop.differing = new Set()
      stop.done += 1
      parent = stop.parents[stop.done]
    }
  }

  #arrive(commit: string, paths: Set<number>): void {
    if (commit === NONE) {
      for (const number of paths) this.#answers[number] = { kind: 'absent' }
    } else if (paths.size > 0) {
      const there = this.#ahead.get(commit) ?? new Set()
      const [few, many] = there.size < paths.size ? [there, paths] : [paths, there]
      for (const path of few) many.add(path)
      this.#ahead.set(commit, many)
    }
  }
}

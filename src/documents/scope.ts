import { sep } from 'node:path'
import { GLOBSTAR, Minimatch, type ParseReturnFiltered } from 'minimatch'
import type { Pattern } from './patterns.ts'

/** A path, name by name, from the root of the file system: `/docs/a.md` is `['', 'docs', 'a.md']`. */
export type Names = string[]

/**
 * What the patterns say of all that is in a folder: whether it is included, unless one of the rules
 * that are left says otherwise, of which the last that fits decides. A search takes it along, so
 * that no name meets a pattern that is decided, or out of the question, for its whole folder.
 */
export class Scope {
  readonly #included: boolean
  readonly #rules: readonly Rule[]

  private constructor(included: boolean, rules: readonly Rule[]) {
    this.#included = included
    this.#rules = rules
  }

  /** What the patterns say before it is known where. */
  static everywhere(patterns: readonly Pattern[]): Scope {
    const rules = patterns.map((pattern) => new Rule(pattern))
    return new Scope(false, rules)
  }

  /** The scope of a folder in this one. */
  below(folder: Names): Scope {
    let included = this.#included
    let rules: Rule[] = []
    for (const rule of this.#rules) {
      if (rule.fitsFolder(folder)) {
        included = rule.includes
        rules = []
      } else if (rule.mayFitBelow(folder)) rules.push(rule)
    }
    return new Scope(included, rules)
  }

  /** Whether anything can be included. */
  get mayInclude(): boolean {
    return this.#included || this.#rules.some(({ includes }) => includes)
  }

  /** Whether a file in this folder is included. */
  includes(file: Names): boolean {
    const rule = this.#rules.findLast((rule) => rule.fitsFile(file))
    return rule?.includes ?? this.#included
  }

  /** Whether a pattern leaves out what is in this folder, whatever others say. */
  excludes(file: Names): boolean {
    return !this.mayInclude || this.#rules.some((rule) => !rule.includes && rule.fitsFile(file))
  }
}

/** A path, name by name. */
export function namesOf(path: string): Names {
  const names = path.split(sep)
  return names.at(-1) === '' ? names.slice(0, -1) : names
}

/** As `@actions/glob` has them. */
const OPTIONS = {
  dot: true,
  nobrace: true,
  nocase: sep === '\\',
  nocomment: true,
  noext: true,
  nonegate: true,
}

/**
 * One pattern, understood as `@actions/glob` does: a folder that it fits is fitted with all that is
 * in it, so that `docs`, `docs/` and `docs/**` differ only for a file of that name.
 */
class Rule {
  readonly includes: boolean
  readonly #glob: Minimatch
  readonly #segments: ParseReturnFiltered[]
  readonly #fitsFiles: boolean

  constructor({ excludes, absolute }: Pattern) {
    this.includes = !excludes
    this.#glob = new Minimatch(sep === '\\' ? absolute.replaceAll('\\', '/') : absolute, OPTIONS)
    const segments = this.#glob.set.flat().map(withoutBacktracking)
    this.#fitsFiles = segments.at(-1) !== ''
    if (!this.#fitsFiles) segments.pop()
    if (segments.at(-1) === GLOBSTAR) segments.pop()
    this.#segments = segments
  }

  fitsFolder(folder: Names): boolean {
    return this.#glob.matchOne(folder, this.#segments)
  }

  fitsFile(file: Names): boolean {
    return this.#fitsFiles && this.#glob.matchOne(file, this.#segments)
  }

  mayFitBelow(folder: Names): boolean {
    return this.#glob.matchOne(folder, this.#segments, true)
  }
}

/** How minimatch writes a `*`. All else in a segment stands for one character each. */
const STAR = '[^/]*?'

/**
 * A segment such as `*a*b*`. Where it does not match, a regular expression tries every way to share
 * out the name among its stars; but the first place where a piece between two of them fits leaves the
 * most to the others, so that each piece is looked for once, behind the one before.
 */
class SeveralStars extends RegExp {
  readonly #pieces: readonly RegExp[]

  constructor(segment: RegExp) {
    super(segment)
    this.#pieces = segment.source.split(STAR).map((piece) => new RegExp(piece, `${segment.flags}g`))
  }

  override test(name: string): boolean {
    let end = 0
    return this.#pieces.every((piece) => {
      piece.lastIndex = end
      const fits = piece.test(name)
      end = piece.lastIndex
      return fits
    })
  }
}

function withoutBacktracking(segment: ParseReturnFiltered): ParseReturnFiltered {
  return segment instanceof RegExp && segment.source.split(STAR).length > 2
    ? new SeveralStars(segment)
    : segment
}

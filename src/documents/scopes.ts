import { dirname } from 'node:path'
import type { Pattern } from './patterns.ts'
import { namesOf, Scope } from './scope.ts'

/** The scopes of any folders, each found once, by that of the folder above it. */
export class Scopes {
  readonly #everywhere: Scope
  readonly #known = new Map<string, Scope>()

  constructor(patterns: readonly Pattern[]) {
    this.#everywhere = Scope.everywhere(patterns)
  }

  /** @param folder its absolute path */
  of(folder: string): Scope {
    const known = this.#known.get(folder)
    if (known !== undefined) return known
    const parent = dirname(folder)
    const above = parent === folder ? this.#everywhere : this.of(parent)
    const scope = above.below(namesOf(folder))
    this.#known.set(folder, scope)
    return scope
  }

  /** Whether the patterns include a file, given with its absolute path. */
  include(file: string): boolean {
    return this.of(dirname(file)).includes(namesOf(file))
  }
}

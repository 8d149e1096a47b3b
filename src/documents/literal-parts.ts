import { join } from 'node:path'
import type { Turns } from '../event-loop.ts'
import { parentOf } from '../git/folders.ts'
import type { Pattern } from './patterns.ts'
import { Scopes } from './scopes.ts'

/** Where the patterns that include begin: the folders and files that they name without a wildcard. */
export class LiteralParts {
  readonly #folder: string
  readonly #patterns = new Map<string, Pattern[]>()

  /** @param folder the workspace folder, as the patterns have it */
  constructor(patterns: readonly Pattern[], folder: string) {
    this.#folder = folder
    for (const pattern of patterns.filter(({ excludes }) => !excludes)) {
      const alike = this.#patterns.get(pattern.literalPart) ?? []
      this.#patterns.set(pattern.literalPart, alike)
      alike.push(pattern)
    }
  }

  /**
   * Those that lead to one of the paths at least, '' excepted, which leads to all.
   *
   * @throws the signal's reason
   */
  async leadingTo(paths: Iterable<string>, turns: Turns, signal: AbortSignal): Promise<string[]> {
    const parts = new Set<string>()
    const passed = new Set([''])
    for (const path of paths) {
      while (turns.isDue) await turns.next(signal)
      for (let place = path; !passed.has(place); place = parentOf(place)) {
        passed.add(place)
        if (this.#patterns.has(place)) parts.add(place)
      }
    }
    return [...parts]
  }

  /** Tells of paths whether a pattern that begins with one of these parts includes them. */
  matcher(parts: readonly string[]): (path: string) => boolean {
    const patterns = parts.flatMap((part) => this.#patterns.get(part) ?? [])
    if (patterns.length === 0) return () => false
    const scopes = new Scopes(patterns)
    return (path) => scopes.include(join(this.#folder, path))
  }
}

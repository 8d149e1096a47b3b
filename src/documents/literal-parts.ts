import { join, sep } from 'node:path'
import { parentOf } from '../git/folders.ts'
import type { Pattern } from './patterns.ts'
import { namesOf, Scope } from './scope.ts'

/** Where the patterns that include begin: the folders and files that they name without a wildcard. */
export class LiteralParts {
  readonly #folder: string
  /** By their path, relative to the workspace folder, with `/`. */
  readonly #patterns = new Map<string, Pattern[]>()

  /** @param folder the workspace folder, as the patterns have it */
  constructor(patterns: readonly Pattern[], folder: string) {
    this.#folder = folder
    for (const pattern of patterns.filter(({ excludes }) => !excludes)) {
      const path = pattern.literalPart.slice(folder.length + 1).replaceAll(sep, '/')
      this.#patterns.set(path, [...(this.#patterns.get(path) ?? []), pattern])
    }
  }

  /** Those that lead to one of the paths at least. */
  leadingTo(paths: readonly string[]): string[] {
    return [...this.#patterns.keys()].filter((part) =>
      paths.some((path) => path === part || path.startsWith(`${part}/`)),
    )
  }

  /** Tells of paths whether a pattern that begins with one of these parts includes them. */
  matcher(parts: readonly string[]): (path: string) => boolean {
    const patterns = parts.flatMap((part) => this.#patterns.get(part) ?? [])
    if (patterns.length === 0) return () => false
    const scopes = new Map([['', Scope.of(patterns, this.#folder)]])
    const names = (path: string): string[] => namesOf(join(this.#folder, path))
    const scopeOf = (folder: string): Scope => {
      const scope = scopes.get(folder) ?? scopeOf(parentOf(folder)).below(names(folder))
      scopes.set(folder, scope)
      return scope
    }
    return (path) => scopeOf(parentOf(path)).includes(names(path))
  }
}

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { whatIsAt } from '../what-is-at.ts'

/** A repository that is checked out into a folder of its own, and what it holds. */
interface Checkout {
  /** The name of the folder, which is directly in the workspace folder. */
  readonly name: string
  readonly path: string
}

/**
 * Repositories that `actions/checkout` has put into a folder of their own (its input `path`), and that
 * hold one of the paths there. A clone in the workspace folder itself leaves no doubt about where patterns
 * without a beginning begin.
 *
 * @param paths relative, with `/`: to the workspace folder as they are written, '' for that itself
 */
export function checkoutsWith(paths: readonly string[], folder: string): Checkout[] {
  const isClone = isThere(join(folder, '.git'))
  const beginnings = paths.filter((path) => path !== '' || !isClone)
  if (beginnings.length === 0) return []
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) => isThere(join(folder, name, '.git')))
  return names.flatMap((name) =>
    beginnings.filter((path) => isThere(join(folder, name, path))).map((path) => ({ name, path })),
  )
}

function isThere(path: string): boolean {
  return ['folder', 'other'].includes(whatIsAt(path))
}

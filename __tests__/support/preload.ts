import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

/**
 * The variables that load a file of this folder into a step before its program. It goes without its types:
 * each process would take longer to load what removes them than to run.
 */
export function preload(name: string): { NODE_OPTIONS: string } {
  const program = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, name), 'utf8'))
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}` }
}

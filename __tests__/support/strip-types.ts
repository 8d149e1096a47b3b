/**
 * How jest reads our TypeScript: as Node does, without its types, which leave blanks behind. So every line
 * stays where it is, and no map is needed.
 */
import { stripTypeScriptTypes } from 'node:module'

export default {
  process: (source: string): { code: string } => ({ code: stripTypeScriptTypes(source) }),
}

import { PublishError } from '../report/publish-error.ts'
import { additionsTo, typeName, type Added, type MetadataValue } from './additions.ts'
import type { Event } from './event.ts'
import { foreseeKeys } from './metadata.ts'
import { mayHaveTitle } from './title.ts'

/** So many keys are named in one error. */
const MOST_NAMED = 3

/**
 * Holds that a key has one type in all documents, keys that are found for them included, which are
 * strings: the platform would refuse the second document. (its documentation)
 * @param paths of all documents
 * @throws a `PublishError` that names, for the first keys at fault, two documents and their types
 */
export function checkTypes(paths: readonly string[], added: Added, event: Event): void {
  const first = new Map<string, { readonly type: string; readonly path: string }>()
  const conflicts = new Map<string, string>()
  for (const path of unlike(paths, added)) {
    for (const [key, value] of foresee(path, added, event)) {
      const type = typeName(value)
      const other = first.get(key)
      if (other === undefined) first.set(key, { type, path })
      else if (other.type !== type && !conflicts.has(key)) {
        const one = `a ${other.type} in ${JSON.stringify(other.path)}`
        conflicts.set(
          key,
          `${JSON.stringify(key)} is ${one} and a ${type} in ${JSON.stringify(path)}`,
        )
      }
    }
  }
  if (conflicts.size === 0) return
  const named = [...conflicts.values()].slice(0, MOST_NAMED).join('; ')
  const more = conflicts.size > MOST_NAMED ? `; and ${conflicts.size - MOST_NAMED} more` : ''
  throw new PublishError(
    `The platform takes one type of value for a key of metadata, and there are two: ${named}${more}. Let the input "metadata" and the ".meta.json" files agree; what is found without them is a string.`,
  )
}

/** Documents without a sidecar differ in nothing but whether they may have a title. */
function* unlike(paths: readonly string[], { sidecars }: Added): Generator<string> {
  const seen = new Set<boolean>()
  for (const path of paths) {
    if (!sidecars.has(path)) {
      if (seen.has(mayHaveTitle(path))) continue
      seen.add(mayHaveTitle(path))
    }
    yield path
  }
}

function foresee(path: string, added: Added, event: Event): Map<string, MetadataValue> {
  const values = new Map<string, MetadataValue>(foreseeKeys(path, event).map((key) => [key, '']))
  for (const [key, value] of additionsTo(path, added)) {
    if (value === null) values.delete(key)
    else values.set(key, value)
  }
  return values
}

import { PublishError } from '../log/publish-error.ts'
import { Turns } from '../event-loop.ts'
import { typeOf, type Added, type ValueType } from './additions.ts'
import type { Event } from './event.ts'
import { foreseeKeys } from './metadata.ts'
import { mayHaveFrontMatter } from './front-matter.ts'

/** So many keys are named in one error. */
const MOST_NAMED = 3

/** As people say it. */
const NAMES: Readonly<Record<ValueType, string>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  list: 'list of strings',
}

/** The type of a key's value, and the first document that has it. */
interface Use {
  readonly type: ValueType
  readonly path: string
}

/**
 * Holds that a key has one type in all documents, keys that are found for them included, which are
 * strings, and those of front matter, whose types are known before any is opened: the platform would refuse the second document. (its documentation)
 * @param paths of all documents
 * @throws a `PublishError` that names, for the first keys at fault, two documents and their types; the
 * signal's reason
 */
export async function checkTypes(
  paths: readonly string[],
  added: Added,
  event: Event,
  signal: AbortSignal,
): Promise<void> {
  const first = new Map<string, Use>()
  const conflicts = new Map<string, string>()
  function note(key: string, type: ValueType, path: string): void {
    const other = first.get(key)
    if (other === undefined) first.set(key, { type, path })
    else if (other.type !== type && !conflicts.has(key)) {
      const one = `a ${NAMES[other.type]} in ${JSON.stringify(other.path)}`
      conflicts.set(
        key,
        `${JSON.stringify(key)} is ${one} and a ${NAMES[type]} in ${JSON.stringify(path)}`,
      )
    }
  }

  /** What documents, those with front matter or a title and those without, have but for their sidecars. */
  const common = new Map<boolean, Map<string, ValueType>>()
  const turns = new Turns()
  for (const path of paths) {
    while (turns.isDue) await turns.next(signal)
    signal.throwIfAborted()
    const sidecar = added.sidecars.get(path)
    const kind = mayHaveFrontMatter(path)
    const types = common.get(kind) ?? commonTypes(path, added, event)
    common.set(kind, types)
    for (const [key, type] of types) {
      if (sidecar?.has(key) === true) continue
      note(key, type, path)
      // It has that type in all documents of the kind: one that has it is enough to know.
      types.delete(key)
    }
    for (const [key, value] of sidecar ?? []) if (value !== null) note(key, typeOf(value), path)
  }
  if (conflicts.size > 0) throw disagreement([...conflicts.values()])
}

function disagreement(conflicts: readonly string[]): PublishError {
  const named = conflicts.slice(0, MOST_NAMED).join('; ')
  const more = conflicts.length > MOST_NAMED ? `; and ${conflicts.length - MOST_NAMED} more` : ''
  return new PublishError(
    `The platform takes one type of value for a key of metadata, and there are two: ${named}${more}. Let the inputs "metadata" and "front-matter" and the ".meta.json" files agree; what is found without them is a string.`,
  )
}

function commonTypes(
  path: string,
  { input, frontMatter, pageUrls }: Added,
  event: Event,
): Map<string, ValueType> {
  const found = pageUrls.size > 0 ? ['page_url'] : []
  const types = new Map<string, ValueType>()
  for (const key of [...foreseeKeys(path, event), ...found]) types.set(key, 'string')
  if (mayHaveFrontMatter(path)) for (const [key, type] of frontMatter) types.set(key, type)
  for (const [key, value] of input) {
    if (value === null) types.delete(key)
    else types.set(key, typeOf(value))
  }
  return types
}

import { opendirSync } from 'node:fs'
import { join } from 'node:path'
import { Turns } from '../event-loop.ts'
import { withDescriptor } from '../network/descriptors.ts'
import { property } from '../property.ts'

/** What lies at a path of the workspace folder, in that very letter case. */
export type OnDisk =
  /** Anything: a file, a folder, a link. */
  | { readonly kind: 'there' }
  | { readonly kind: 'nothing' }
  /** The way there leads through a link, or cannot be read. `why` is a clause. */
  | { readonly kind: 'unknown'; readonly why: string }

/**
 * Looks what lies at paths, by the names that their folders list: a file system that ignores letter case would find one
 * name by another. Names are compared in Unicode's form NFC, as the platform has them. No link is followed.
 *
 * @param folder the workspace folder's real path
 * @param paths relative to it, with `/`
 * @returns what lies there, by path
 * @throws the signal's reason when the signal aborts
 */
export async function lookOnDisk(
  folder: string,
  paths: Iterable<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, OnDisk>> {
  const turns = new Turns()
  const top = newPlace('')
  const found = new Map<string, OnDisk>()
  for (const path of paths) {
    while (turns.isDue) await turns.next(signal)
    found.set(path, { kind: 'nothing' })
    placeOf(path, top).paths.push(path)
  }
  await list(folder, top, { found, turns, signal })
  return found
}

/** A place that paths lead to, or through. */
interface Place {
  /** As the paths have it, relative to the workspace folder. */
  readonly path: string
  /** Those that lead to it, however they write it. */
  readonly paths: string[]
  readonly below: Map<string, Place>
}

function newPlace(path: string): Place {
  return { path, paths: [], below: new Map() }
}

function placeOf(path: string, top: Place): Place {
  let place = top
  for (const name of path.normalize().split('/')) {
    const { path: above, below } = place
    place = below.get(name) ?? newPlace(above === '' ? name : `${above}/${name}`)
    below.set(name, place)
  }
  return place
}

interface Looking {
  readonly found: Map<string, OnDisk>
  readonly turns: Turns
  readonly signal: AbortSignal
}

const NAMES_AT_ONCE = 1_024

/** Looks for what is below a place that is a folder. */
async function list(folder: string, place: Place, looking: Looking): Promise<void> {
  const { turns, signal } = looking
  signal.throwIfAborted()
  const inner: { readonly name: string; readonly place: Place }[] = []
  try {
    const open = (): ReturnType<typeof opendirSync> =>
      opendirSync(folder, { bufferSize: NAMES_AT_ONCE })
    for await (const entry of await withDescriptor(open)) {
      while (turns.isDue) await turns.next(signal)
      const there = place.below.get(entry.name.normalize())
      if (there === undefined) continue
      for (const path of there.paths) looking.found.set(path, { kind: 'there' })
      if (entry.isDirectory()) inner.push({ name: entry.name, place: there })
      else if (entry.isSymbolicLink())
        unknownBelow(there, `${JSON.stringify(there.path)} is a link`, looking)
    }
  } catch (error) {
    signal.throwIfAborted()
    const code = property(error, 'code')
    const which = place.path === '' ? 'the workspace folder' : JSON.stringify(place.path)
    unknownBelow(place, `${which} cannot be read (${String(code)})`, looking)
    return
  }
  for (const { name, place: there } of inner) {
    if (there.below.size > 0) await list(join(folder, name), there, looking)
  }
}

function unknownBelow(place: Place, why: string, looking: Looking): void {
  for (const there of place.below.values()) {
    for (const path of there.paths) {
      if (looking.found.get(path)?.kind !== 'there')
        looking.found.set(path, { kind: 'unknown', why })
    }
    unknownBelow(there, why, looking)
  }
}

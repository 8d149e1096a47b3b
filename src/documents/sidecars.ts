import { hash } from 'node:crypto'
import { AdditionError, MOST_KEYS, type Additions } from '../metadata/additions.ts'
import { parseSidecar } from '../metadata/sidecar.ts'
import { withDescriptor } from '../network/descriptors.ts'
import { Turns } from '../event-loop.ts'
import { PublishError } from '../log/publish-error.ts'
import { METADATA_SUFFIX } from './names.ts'
import { OpenDocument, openDocument } from './open.ts'
import type { OwnFiles } from './strangers.ts'

const MAX_SIDECAR_BYTES = 1_000_000
/** The content of all sidecars is in memory until the run ends. */
const MAX_TOTAL_BYTES = 256_000_000

/**
 * Reads the sidecars of documents, `NAME.EXT.meta.json` beside each, opened as safely as a document.
 *
 * @param folder the real path of the workspace folder
 * @param paths of the documents that have one, relative to it, with `/`
 * @param input what every document is given: its keys count, too
 * @param own what they must be; undefined where they may be anything
 * @throws a `PublishError` that names the first one that cannot be used, and holds nothing of its
 * content but the name of a key
 */
export async function readSidecars(
  folder: string,
  paths: readonly string[],
  input: Additions,
  signal: AbortSignal,
  own?: OwnFiles,
): Promise<Map<string, Additions>> {
  const sidecars = new Map<string, Additions>()
  const keys = new Set(input.keys())
  const turns = new Turns()
  let total = 0
  for (const path of paths) {
    while (turns.isDue) await turns.next(signal)
    signal.throwIfAborted()
    const sidecar = path + METADATA_SUFFIX
    const content = await withDescriptor(() => readSidecar(folder, sidecar))
    if (own !== undefined && own.get(sidecar) !== hash('sha256', content)) {
      throw unusable(sidecar, "it changed after it was found to be this repository's own.")
    }
    total += content.length
    if (total > MAX_TOTAL_BYTES) {
      throw unusable(sidecar, 'with it, the sidecars of this run have more than 256 MB.')
    }
    const additions = understand(sidecar, content)
    for (const key of additions.keys()) keys.add(key)
    if (keys.size > MOST_KEYS) {
      throw unusable(
        sidecar,
        `with it, the input "metadata" and the sidecars of this run have more than ${MOST_KEYS} different keys.`,
      )
    }
    sidecars.set(path, additions)
  }
  return sidecars
}

function readSidecar(folder: string, sidecar: string): Buffer {
  const file = openDocument(folder, sidecar)
  if (!(file instanceof OpenDocument)) throw unusable(sidecar, file.reason)
  try {
    // Room for one byte more tells whether it is too large, or grows.
    const buffer = Buffer.allocUnsafe(Math.min(file.size, MAX_SIDECAR_BYTES) + 1)
    const length = file.readSync(buffer, 0)
    if (length <= file.size && length <= MAX_SIDECAR_BYTES) return buffer.subarray(0, length)
  } catch {
    throw unusable(sidecar, 'it cannot be read.')
  } finally {
    file.close()
  }
  throw unusable(sidecar, 'it is larger than 1 MB, or another process is writing to it.')
}

function understand(sidecar: string, content: Buffer): Additions {
  try {
    return parseSidecar(content)
  } catch (error) {
    if (!(error instanceof AdditionError)) throw error
    throw unusable(sidecar, error.message)
  }
}

function unusable(sidecar: string, problem: string): PublishError {
  return new PublishError(
    `The sidecar ${JSON.stringify(sidecar)} cannot be used: ${problem} Fix or remove it.`,
  )
}

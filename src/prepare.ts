import type { Document, LeftOut } from './documents/document.ts'
import { encodeName } from './documents/names.ts'
import { readDocument, type LargeDocument } from './documents/read.ts'
import { DocumentChanged, hashDocument, slicesOf } from './documents/stream.ts'
import { empty, unreadable } from './documents/left-out.ts'
import type { Event } from './metadata/event.ts'
import type { History } from './metadata/history.ts'
import { describeDocument, encodeMetadata } from './metadata/metadata.ts'
import type { NotSent, Parcel } from './storage/upload.ts'

/**
 * How a document becomes a parcel: it is opened and read once, hashed, and described. A large one is
 * hashed first, for its metadata, and read again when it is sent.
 */
export function preparing(
  folder: string,
  history: Promise<History>,
  event: Event,
): (document: Document) => Promise<Parcel | NotSent> {
  return async ({ path, name }) => {
    const commit = (await history).get(path) ?? { kind: 'none' }
    const describe = (sha256: string): Buffer =>
      encodeMetadata(describeDocument(path, sha256, commit, event))
    const read = readDocument(folder, path)
    if (read.outcome === 'large') return await large(read, encodeName(name), describe)
    if (read.outcome !== 'whole') return notSent(read)
    return {
      kind: 'parcel',
      fileName: encodeName(name),
      metadata: describe(read.sha256),
      body: { kind: 'whole', content: read.content },
      release: () => undefined,
    }
  }
}

async function large(
  { document }: LargeDocument,
  fileName: string,
  describe: (sha256: string) => Buffer,
): Promise<Parcel | NotSent> {
  try {
    const fingerprint = await hashDocument(document)
    if (fingerprint.size === 0) {
      document.close()
      return notSent(empty(document.path))
    }
    return {
      kind: 'parcel',
      fileName,
      metadata: describe(fingerprint.sha256),
      body: {
        kind: 'slices',
        size: fingerprint.size,
        slices: () => slicesOf(document, fingerprint),
      },
      release: () => {
        document.close()
      },
    }
  } catch (error) {
    document.close()
    if (error instanceof DocumentChanged) return { kind: 'failed', reason: error.message }
    return notSent(unreadable(document.path, error))
  }
}

function notSent({ outcome, reason }: LeftOut): NotSent {
  return { kind: outcome, reason }
}

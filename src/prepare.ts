import type { OpenDocument } from './documents/open.ts'
import type { Document, NotUploaded } from './document.ts'
import type { LeftOut } from './documents/found.ts'
import { encodeName } from './documents/names.ts'
import { readDocument, type LargeDocument } from './documents/read.ts'
import { DocumentChanged, hashDocument, slicesOf } from './documents/stream.ts'
import { empty, unreadable } from './documents/unsendable.ts'
import { additionsTo } from './metadata/additions.ts'
import { describeDocument, encodeMetadata } from './metadata/metadata.ts'
import { findTitle, mayHaveTitle, TITLE_BYTES } from './metadata/title.ts'
import { Turns } from './network/turns.ts'
import type { Sources } from './sources.ts'
import type { PreparedDocument } from './storage/send-document.ts'

/** Makes the metadata of a document whose content is known, at least its beginning. */
type Describe = (sha256: string, content: Buffer) => Promise<Buffer>

/**
 * How a document becomes a prepared: it is opened and read once, hashed, and described. A large one is
 * hashed first, for its metadata, and read again when it is sent. The event loop turns between
 * documents, whether they are prepared one by one or many at once.
 *
 * @param signal ends the hashing, and from then on nothing is read: who prepares a document then
 * hears the signal's reason
 * @throws (who prepares one) `DescriptorsExhausted` where none is free to open it with
 */
export function preparing(
  folder: string,
  { history, event, added, own }: Sources,
  signal: AbortSignal,
): (document: Document) => Promise<PreparedDocument | NotUploaded> {
  const turns = new Turns()
  return async ({ path, name }) => {
    const file = (await history).get(path) ?? { kind: 'none' }
    while (turns.isDue) await turns.next()
    signal.throwIfAborted()
    const describe: Describe = async (contentSha256, content) => {
      const additions = additionsTo(path, added)
      const title = additions.has('title') ? undefined : await findTitle(path, content)
      const findings = { path, contentSha256, title, file }
      return encodeMetadata(describeDocument(findings, event, additions))
    }
    const mayBeSent = (sha256: string): boolean => own === undefined || own.get(path) === sha256
    const read = readDocument(folder, path)
    if (read.outcome === 'large') {
      return await large(read, encodeName(name), mayBeSent, describe, signal)
    }
    if (read.outcome !== 'whole') return notSent(read)
    if (!mayBeSent(read.sha256)) return { kind: 'failed', reason: notOwnAnyMore(path) }
    return {
      kind: 'prepared',
      fileName: encodeName(name),
      metadata: await describe(read.sha256, read.content),
      body: { kind: 'whole', content: read.content },
      release: () => undefined,
    }
  }
}

async function large(
  { document }: LargeDocument,
  fileName: string,
  mayBeSent: (sha256: string) => boolean,
  describe: Describe,
  signal: AbortSignal,
): Promise<PreparedDocument | NotUploaded> {
  try {
    const fingerprint = await hashDocument(document, signal)
    if (fingerprint.size === 0) {
      document.close()
      return notSent(empty(document.path))
    }
    if (!mayBeSent(fingerprint.sha256)) throw new DocumentChanged(notOwnAnyMore(document.path))
    return {
      kind: 'prepared',
      fileName,
      metadata: await describe(fingerprint.sha256, await beginning(document)),
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
    signal.throwIfAborted()
    if (error instanceof DocumentChanged) return { kind: 'failed', reason: error.message }
    return notSent(unreadable(document.path, error))
  }
}

/** Read after the hash: if it changes later, the hash is no longer true, and all is read anew. */
async function beginning(document: OpenDocument): Promise<Buffer> {
  // One byte more tells that the document goes on.
  const buffer = Buffer.alloc(mayHaveTitle(document.path) ? TITLE_BYTES + 1 : 0)
  return buffer.subarray(0, await document.read(buffer, 0))
}

/** On events that strangers can start. */
function notOwnAnyMore(path: string): string {
  return `${path} changed after it was found to be this repository's own.`
}

function notSent({ outcome, reason }: LeftOut): NotUploaded {
  return { kind: outcome, reason }
}

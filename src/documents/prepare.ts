import { isUtf8 } from 'node:buffer'
import type { Document, NotUploaded } from '../document.ts'
import { Turns } from '../event-loop.ts'
import { additionsTo, overFrontMatter, type Added } from '../metadata/additions.ts'
import type { Event } from '../metadata/event.ts'
import type { History } from '../metadata/file-commit.ts'
import { BEGINNING_BYTES } from '../metadata/front-matter-text.ts'
import { readFrontMatter } from '../metadata/front-matter.ts'
import { describeDocument, encodeMetadata } from '../metadata/metadata.ts'
import { findTitle, mayHaveTitle } from '../metadata/title.ts'
import { orCancelled } from '../network/clock.ts'
import type { Remarks } from '../report/remarks.ts'
import type { PreparedDocument } from '../storage/send-document.ts'
import { encodeName } from './names.ts'
import type { OpenDocument } from './open.ts'
import { readDocument } from './read.ts'
import { DocumentChangedError, hashDocument, slicesOf } from './stream.ts'
import type { OwnFiles } from './strangers.ts'
import { empty, failed, unreadable } from './unsendable.ts'
import { isText, Utf8Check } from './utf8.ts'

/** Where documents are read, and what describes them besides their content. */
interface Preparation {
  /** The real path of the workspace folder. */
  readonly folder: string
  readonly history: Promise<History>
  readonly event: Event
  readonly added: Added
  /** What documents must be to be sent; undefined where they may be anything. */
  readonly own: OwnFiles | undefined
  readonly remarks: Remarks
  /** Ends the reading: whoever prepares a document then hears its reason. */
  readonly signal: AbortSignal
}

/** Makes a document ready to be sent, or says why it is not uploaded. */
export type Prepare = (document: Document) => Promise<PreparedDocument | NotUploaded>

/** On events that strangers can start. */
const NO_LONGER_OWN = "It changed after it was found to be this repository's own."

/** Makes the metadata of a document from its hash and its content, at least the beginning of it. */
type Describe = (sha256: string, content: Buffer) => Promise<Buffer>

/**
 * How documents are made ready to be sent: each is opened once, hashed and described. A small one is
 * read once; a large one is hashed first, for its metadata, and read again while it is sent. The event
 * loop turns between documents, also where many are prepared at once.
 *
 * What it returns throws a `DescriptorsExhaustedError` where no file descriptor is free for a document.
 */
export function prepareFrom(preparation: Preparation): Prepare {
  const { folder, history, event, added, own, remarks, signal } = preparation
  const turns = new Turns()
  return async ({ path, name }) => {
    const file = (await history).get(path) ?? { kind: 'none' }
    while (turns.isDue) await turns.next(signal)
    signal.throwIfAborted()
    const describe: Describe = async (contentSha256, content) => {
      const said = additionsTo(path, added)
      const { values, misfits } = await readFrontMatter(path, content, added.frontMatter, said)
      remarks.misfits(
        path,
        misfits.map((key) => `${JSON.stringify(key)} (${added.frontMatter.get(key) ?? ''})`),
      )
      const additions = overFrontMatter(said, values, added.pageUrls.get(path))
      const title = additions.has('title') ? undefined : await findTitle(path, content)
      const findings = { path, contentSha256, title, file }
      return encodeMetadata(describeDocument(findings, event, additions))
    }
    const mayBeSent = (sha256: string): boolean => own === undefined || own.get(path) === sha256
    const read = readDocument(folder, path)
    switch (read.kind) {
      case 'large':
        // A read may hang, on the disk of a server that is gone.
        return await orCancelled(
          prepareLarge(read.document, encodeName(name), mayBeSent, describe, remarks, signal),
          signal,
        )
      case 'whole':
        if (!mayBeSent(read.sha256)) return failed(NO_LONGER_OWN)
        if (isText(path) && !isUtf8(read.content)) remarks.notUtf8(path)
        return {
          kind: 'prepared',
          fileName: encodeName(name),
          metadata: await describe(read.sha256, read.content),
          body: { kind: 'whole', content: read.content },
          release: () => undefined,
        }
      default:
        return read
    }
  }
}

async function prepareLarge(
  document: OpenDocument,
  fileName: string,
  mayBeSent: (sha256: string) => boolean,
  describe: Describe,
  remarks: Remarks,
  signal: AbortSignal,
): Promise<PreparedDocument | NotUploaded> {
  try {
    const utf8 = new Utf8Check()
    const fingerprint = await hashDocument(document, signal, (bytes) => {
      if (isText(document.path)) utf8.read(bytes)
    })
    if (fingerprint.size === 0) {
      document.close()
      return empty()
    }
    if (!mayBeSent(fingerprint.sha256)) throw new DocumentChangedError(NO_LONGER_OWN)
    if (!utf8.isValid) remarks.notUtf8(document.path)
    return {
      kind: 'prepared',
      fileName,
      metadata: await describe(fingerprint.sha256, await beginningOf(document)),
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
    return error instanceof DocumentChangedError ? failed(error.message) : unreadable(error)
  }
}

/** Read after the hash: if it changes later, the hash is no longer true, and all is read anew. */
async function beginningOf(document: OpenDocument): Promise<Buffer> {
  // One byte more shows whether the document goes on.
  const buffer = Buffer.alloc(mayHaveTitle(document.path) ? BEGINNING_BYTES + 1 : 0)
  return buffer.subarray(0, await document.read(buffer, 0))
}

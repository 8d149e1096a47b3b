import type { Document, NotUploaded, Outcome } from '../document.ts'
import { sizeOf, type Body } from './body.ts'
import type { Destination } from './destination.ts'
import type { ObjectSender, Sent } from './send.ts'

/** A document that is ready to be sent. */
export interface PreparedDocument {
  readonly kind: 'prepared'
  /** The document's name, percent-encoded for the form. */
  readonly fileName: string
  readonly metadata: Buffer
  readonly body: Body
  /** Lets go of what the body is read from. */
  readonly release: () => void
}

/**
 * Makes a document ready to be sent.
 *
 * @throws a `DescriptorsExhaustedError` where none is free to open it with
 */
export type Prepare = (document: Document) => Promise<PreparedDocument | NotUploaded>

type Expired = Extract<Sent, { kind: 'expired' }>

/** A document that changes while it is sent is prepared anew this often. */
const MOST_ROUNDS = 3

const CHANGES: NotUploaded = {
  kind: 'failed',
  reason: 'It changed every time it was sent. Is another step writing to it?',
}
const OUTDATED: NotUploaded = {
  kind: 'failed',
  reason:
    'It changed while it was being sent, after an answer was lost: the storage may hold the earlier version. Is another step writing to it?',
}

/**
 * Prepares a document and sends it after its metadata; once more from its first byte where it has
 * changed meanwhile.
 *
 * @throws the signal's reason when that aborts
 */
export async function sendDocument(
  document: Document,
  prepare: Prepare,
  destination: Destination,
  sender: ObjectSender,
): Promise<Outcome | Expired> {
  const { limiter, signal } = sender
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const prepared = await limiter.withDescriptor(() => prepare(document), signal)
    if (prepared.kind !== 'prepared') return prepared
    try {
      const end = await sendPrepared(prepared, destination, sender)
      if (end.kind !== 'changed') return end
    } finally {
      prepared.release()
    }
  }
  return CHANGES
}

/** The metadata first: a document never stands in the bucket without it. */
async function sendPrepared(
  { fileName, metadata, body }: PreparedDocument,
  destination: Destination,
  sender: ObjectSender,
): Promise<Outcome | Expired | { readonly kind: 'changed' }> {
  const metadataObject = {
    fileName: `${fileName}.meta.json`,
    body: { kind: 'whole', content: metadata },
  } as const
  const described = await sender.send(metadataObject, destination)
  if (described.kind === 'failed') {
    return { kind: 'failed', reason: `Its metadata was not uploaded: ${described.reason}.` }
  }
  if (described.kind === 'expired') return { ...described, perhapsStored: false }
  if (described.kind === 'changed') return described

  const sent = await sender.send({ fileName, body }, destination)
  if (sent.kind === 'failed') {
    return { kind: 'failed', reason: `It was not uploaded: ${sent.reason}.` }
  }
  // Under new metadata, what may have been stored would be a mixture.
  if (sent.kind === 'changed' && sent.perhapsStored) return OUTDATED
  if (sent.kind !== 'stored') return sent
  if (body.kind === 'whole') {
    sender.limiter.probe ??= () => sender.probe({ fileName, body }, destination)
  }
  return { kind: 'uploaded', bytes: sizeOf(body) }
}

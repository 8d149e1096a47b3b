import { sizeOf, type Body } from './body.ts'
import type { Destination } from './destination.ts'
import { sendObject, type Line, type Sent } from './send.ts'

/** A document that is ready to be sent. */
export interface Parcel {
  readonly kind: 'parcel'
  /** The document's name, percent-encoded for the form. */
  readonly fileName: string
  readonly metadata: Buffer
  readonly body: Body
  /** Lets go of what the body is read from. */
  readonly release: () => void
}

/** A document that turned out, when it was opened, not to be one that is sent. */
export interface NotSent {
  readonly kind: 'skipped' | 'failed'
  readonly reason: string
}

export type Delivery = { readonly kind: 'uploaded'; readonly bytes: number } | NotSent

type Expired = Extract<Sent, { kind: 'expired' }>

/** A document that changes while it is sent is sent anew this often. */
const MOST_ROUNDS = 3

/** How an upload ended: with every document settled, or with some `left` that nobody settled. */
export type UploadEnd<Document> =
  | { readonly kind: 'complete' }
  | { readonly kind: 'expired'; readonly reason: string; readonly left: readonly Document[] }
  | { readonly kind: 'given-up'; readonly reason: string }

/** What an upload does with each document: make it ready, and hear what became of it. */
export interface Handling<Document> {
  readonly prepare: (document: Document) => Promise<Parcel | NotSent>
  readonly settle: (document: Document, delivery: Delivery) => void
}

/**
 * Sends every document to the destination, many at once, each after its metadata. A document that
 * cannot be delivered does not stop the others.
 *
 * @throws the run's own reason when the run is cancelled
 */
export async function uploadDocuments<Document>(
  documents: Iterable<Document>,
  handling: Handling<Document>,
  destination: Destination,
  line: Line,
): Promise<UploadEnd<Document>> {
  const left: Document[] = []
  let expired: string | undefined
  const inFlight = new Set<Promise<void>>()

  async function deliver(document: Document): Promise<void> {
    try {
      const delivery = await deliverDocument(document, handling, destination, line)
      if (delivery.kind === 'expired') {
        expired = delivery.reason
        left.push(document)
      } else {
        handling.settle(document, delivery)
      }
    } finally {
      line.pacer.leave()
    }
  }

  let failure: Error | undefined
  for (const document of documents) {
    await line.pacer.enter()
    if (line.signal.aborted || expired !== undefined || failure !== undefined) {
      line.pacer.leave()
      left.push(document)
      continue
    }
    const delivery = deliver(document)
      .catch((error: unknown) => {
        failure ??= error instanceof Error ? error : new Error(String(error))
      })
      .finally(() => inFlight.delete(delivery))
    inFlight.add(delivery)
  }
  await Promise.all(inFlight)
  if (line.patience.signal.aborted) return { kind: 'given-up', reason: line.patience.lastReason }
  line.signal.throwIfAborted()
  if (failure !== undefined) throw failure
  return expired === undefined ? { kind: 'complete' } : { kind: 'expired', reason: expired, left }
}

/** Sends a document, and once more from its first byte where it has changed meanwhile. */
async function deliverDocument<Document>(
  document: Document,
  { prepare }: Handling<Document>,
  destination: Destination,
  line: Line,
): Promise<Delivery | Expired> {
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const parcel = await prepare(document)
    if (parcel.kind !== 'parcel') return parcel
    try {
      const end = await deliverParcel(parcel, destination, line)
      if (end.kind !== 'changed') return end
    } finally {
      parcel.release()
    }
  }
  return {
    kind: 'failed',
    reason: 'It changed each time while it was being sent: does another step write it?',
  }
}

/** The metadata first: a document never stands in the bucket without it. */
async function deliverParcel(
  { fileName, metadata, body }: Parcel,
  destination: Destination,
  line: Line,
): Promise<Delivery | Expired | { readonly kind: 'changed' }> {
  const object = {
    fileName: `${fileName}.meta.json`,
    body: { kind: 'whole', content: metadata },
  } as const
  const described = await sendObject(object, destination, line)
  if (described.kind === 'refused') {
    return { kind: 'failed', reason: `Its metadata was not stored: ${described.reason}.` }
  }
  if (described.kind !== 'stored') return described
  const stored = await sendObject({ fileName, body }, destination, line)
  if (stored.kind === 'refused')
    return { kind: 'failed', reason: `It was not stored: ${stored.reason}.` }
  if (stored.kind !== 'stored') return stored
  return { kind: 'uploaded', bytes: sizeOf(body) }
}

import type { Document, NotUploaded, Outcome } from '../document.ts'
import { objectPause } from '../network/backoff.ts'
import { DescriptorsExhausted } from '../network/descriptors.ts'
import { sizeOf, type Body } from './body.ts'
import type { Destination } from './destination.ts'
import { Semaphore } from './semaphore.ts'
import { pauseFor, probe, sendObject, type Sent, type UploadContext } from './send.ts'

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

type Expired = Extract<Sent, { kind: 'expired' }>

/** A document that changes while it is sent is sent anew this often. */
const MOST_ROUNDS = 3

const OUTDATED =
  'It changed while it was being sent, after an answer was lost: the storage may hold what it was before. Does another step write it?'

/** How an upload ended: with every document settled, or with some `left` that nobody settled. */
export type UploadEnd =
  | { readonly kind: 'complete' }
  | {
      readonly kind: 'expired'
      readonly reason: string
      readonly left: readonly Document[]
      /** Those of them that this session may hold all the same. */
      readonly doubtful: readonly Document[]
      /** Objects that were stored before. */
      readonly stored: number
    }
  | { readonly kind: 'given-up'; readonly reason: string }

/** What an upload does with each document: make it ready, and hear what became of it. */
export interface UploadHandler {
  readonly prepare: (document: Document) => Promise<PreparedDocument | NotUploaded>
  readonly settle: (document: Document, outcome: Outcome) => void
}

/** Memory for what is being sent, or waits to be sent again. */
const ROOM_BYTES = 64 * 1024 * 1024
/** What a document takes besides its content. */
const DOCUMENT_BYTES = 16 * 1024
/** Above this a document is large: it is streamed, and few are sent at once. */
const LARGE_BYTES = 1024 * 1024
/** Large documents at once: one while small ones wait, more when only large ones are left. */
const LARGE_AT_ONCE = { besideSmall: 1, alone: 8 }

/**
 * Sends every document to the destination, many at once, each after its metadata. A document that
 * cannot be delivered does not stop the others, and a large one does not hold up the small ones.
 *
 * @throws the run's own reason when the run is cancelled
 */
export async function uploadDocuments(
  documents: readonly Document[],
  handling: UploadHandler,
  destination: Destination,
  context: UploadContext,
): Promise<UploadEnd> {
  const { limiter, signal } = context
  limiter.probe = undefined
  const settled = new Set<Document>()
  const doubtful: Document[] = []
  const storedBefore = limiter.storedObjects
  let expired: string | undefined
  let failure: Error | undefined
  const isOver = (): boolean => signal.aborted || expired !== undefined || failure !== undefined

  async function deliver(document: Document): Promise<void> {
    try {
      const delivery = await deliverDocument(document, handling, destination, context)
      if (delivery.kind === 'expired') {
        expired = delivery.reason
        if (delivery.perhapsStored) doubtful.push(document)
      } else {
        settled.add(document)
        handling.settle(document, delivery)
      }
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error))
    } finally {
      limiter.release()
    }
  }

  /** Begins with each document when its turn has come, and not before: one that waits costs nothing. */
  async function deliverEach(
    documents: readonly Document[],
    semaphore: Semaphore,
    cost: (document: Document) => number,
  ): Promise<void> {
    const underWay = new Set<Promise<void>>()
    for (const document of documents) {
      const part = await semaphore.acquire(cost(document))
      await limiter.acquire()
      if (isOver()) {
        limiter.release()
        semaphore.release(part)
        break
      }
      const delivery = deliver(document).finally(() => {
        underWay.delete(delivery)
        semaphore.release(part)
      })
      underWay.add(delivery)
    }
    await Promise.all(underWay)
  }

  const isLarge = ({ size }: Document): boolean => size > LARGE_BYTES
  const largeSlots = new Semaphore(LARGE_AT_ONCE.alone)
  const besideSmall = limiter.ceiling === 1 ? 0 : LARGE_AT_ONCE.besideSmall
  const reserved = await largeSlots.acquire(LARGE_AT_ONCE.alone - besideSmall)
  const sendLarge = deliverEach(documents.filter(isLarge), largeSlots, () => 1)
  const small = documents.filter((document) => !isLarge(document))
  await deliverEach(small, new Semaphore(ROOM_BYTES), ({ size }) => size + DOCUMENT_BYTES)
  largeSlots.release(reserved)
  await sendLarge
  await limiter.settled()

  if (limiter.stalled.aborted) return { kind: 'given-up', reason: limiter.lastReason }
  signal.throwIfAborted()
  if (failure !== undefined) throw failure
  if (expired === undefined) return { kind: 'complete' }
  return {
    kind: 'expired',
    reason: expired,
    left: documents.filter((document) => !settled.has(document)),
    doubtful,
    stored: limiter.storedObjects - storedBefore,
  }
}

/** Sends a document, and once more from its first byte where it has changed meanwhile. */
async function deliverDocument(
  document: Document,
  { prepare }: UploadHandler,
  destination: Destination,
  context: UploadContext,
): Promise<Outcome | Expired> {
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const parcel = await prepared(() => prepare(document), context)
    if (parcel.kind !== 'prepared') return parcel
    try {
      const end = await deliverPreparedDocument(parcel, destination, context)
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

/** Prepares a document, and again after a pause where no file descriptor was free for it. */
async function prepared<Prepared>(
  prepare: () => Promise<Prepared>,
  context: UploadContext,
): Promise<Prepared> {
  for (;;) {
    const since = context.clock.now()
    try {
      return await prepare()
    } catch (error) {
      if (!(error instanceof DescriptorsExhausted)) throw error
      context.limiter.descriptorsExhausted(since, error.message)
      await pauseFor(objectPause(0, context.clock), context)
    }
  }
}

/** The metadata first: a document never stands in the bucket without it. */
async function deliverPreparedDocument(
  { fileName, metadata, body }: PreparedDocument,
  destination: Destination,
  context: UploadContext,
): Promise<Outcome | Expired | { readonly kind: 'changed' }> {
  const object = {
    fileName: `${fileName}.meta.json`,
    body: { kind: 'whole', content: metadata },
  } as const
  const described = await sendObject(object, destination, context)
  if (described.kind === 'refused') {
    return { kind: 'failed', reason: `Its metadata was not stored: ${described.reason}.` }
  }
  if (described.kind === 'expired') return { ...described, perhapsStored: false }
  if (described.kind !== 'stored') return described
  const stored = await sendObject({ fileName, body }, destination, context)
  if (stored.kind === 'refused')
    return { kind: 'failed', reason: `It was not stored: ${stored.reason}.` }
  // Under new metadata, what may have been stored would be a mixture.
  if (stored.kind === 'changed' && stored.perhapsStored) return { kind: 'failed', reason: OUTDATED }
  if (stored.kind !== 'stored') return stored
  if (body.kind === 'whole') {
    context.limiter.probe ??= () => probe({ fileName, body }, destination, context)
  }
  return { kind: 'uploaded', bytes: sizeOf(body) }
}

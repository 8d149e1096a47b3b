import type { Document, Outcome } from '../document.ts'
import type { Destination } from './destination.ts'
import { Semaphore } from '../semaphore.ts'
import { sendDocument, type Prepare } from './send-document.ts'
import type { ObjectSender } from './send.ts'

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
  readonly prepare: Prepare
  readonly settle: (document: Document, outcome: Outcome) => void
}

/** Memory for what is being sent, or waits to be sent again. */
const MEMORY_BYTES = 64 * 1024 * 1024
/** What a document takes besides its content. */
const DOCUMENT_BYTES = 16 * 1024
/** Above this a document is large: it is streamed, and few are sent at once. */
const LARGE_BYTES = 1024 * 1024
/** Large documents at once: one while small ones wait, more when only large ones are left. */
const LARGE_AT_ONCE = { besideSmall: 1, alone: 8 }

/** One upload of documents to one destination. */
export class Upload {
  readonly #destination: Destination
  readonly #handler: UploadHandler
  readonly #sender: ObjectSender
  readonly #settled = new Set<Document>()
  readonly #doubtful: Document[] = []
  readonly #storedBefore: number
  #expired: string | undefined
  #failure: Error | undefined

  constructor(destination: Destination, handler: UploadHandler, sender: ObjectSender) {
    this.#destination = destination
    this.#handler = handler
    this.#sender = sender
    this.#storedBefore = sender.limiter.storedObjects
  }

  /**
   * Sends every document, many at once, each after its metadata. A document that cannot be uploaded
   * does not stop the others, and a large one does not hold up the small ones. Call it once.
   *
   * @throws the signal's reason when that aborts; what `prepare` or `settle` threw
   */
  async send(documents: readonly Document[]): Promise<UploadEnd> {
    const { limiter, signal } = this.#sender
    const isLarge = ({ size }: Document): boolean => size > LARGE_BYTES
    const large = documents.filter(isLarge)
    const small = documents.filter((document) => !isLarge(document))

    const largeSlots = new Semaphore(LARGE_AT_ONCE.alone)
    const besideSmall = limiter.ceiling === 1 ? 0 : LARGE_AT_ONCE.besideSmall
    const reserved = await largeSlots.acquire(LARGE_AT_ONCE.alone - besideSmall)
    const sendingLarge = this.#sendEach(large, largeSlots, () => 1)
    const memory = new Semaphore(MEMORY_BYTES)
    await this.#sendEach(small, memory, ({ size }) => size + DOCUMENT_BYTES)
    largeSlots.release(reserved)
    await sendingLarge
    await limiter.settled()

    if (limiter.stalled.aborted) return { kind: 'given-up', reason: limiter.lastReason }
    signal.throwIfAborted()
    if (this.#failure !== undefined) throw this.#failure
    if (this.#expired === undefined) return { kind: 'complete' }
    return {
      kind: 'expired',
      reason: this.#expired,
      left: documents.filter((document) => !this.#settled.has(document)),
      doubtful: this.#doubtful,
      stored: limiter.storedObjects - this.#storedBefore,
    }
  }

  /** Begins with each document when its turn has come, and not before: one that waits costs nothing. */
  async #sendEach(
    documents: readonly Document[],
    semaphore: Semaphore,
    cost: (document: Document) => number,
  ): Promise<void> {
    const { limiter } = this.#sender
    const sending = new Set<Promise<void>>()
    for (const document of documents) {
      const part = await semaphore.acquire(cost(document))
      await limiter.acquire()
      if (this.#isOver) {
        limiter.release()
        semaphore.release(part)
        break
      }
      const sent = this.#send(document).finally(() => {
        sending.delete(sent)
        limiter.release()
        semaphore.release(part)
      })
      sending.add(sent)
    }
    await Promise.all(sending)
  }

  async #send(document: Document): Promise<void> {
    const { prepare, settle } = this.#handler
    try {
      const end = await sendDocument(document, prepare, this.#destination, this.#sender)
      if (end.kind === 'expired') {
        this.#expired = end.reason
        if (end.perhapsStored) this.#doubtful.push(document)
      } else {
        this.#settled.add(document)
        settle(document, end)
      }
    } catch (error) {
      this.#failure ??= error instanceof Error ? error : new Error(String(error))
    }
  }

  get #isOver(): boolean {
    return this.#sender.signal.aborted || this.#expired !== undefined || this.#failure !== undefined
  }
}

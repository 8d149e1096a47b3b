import type { Document } from '../document.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../network/clock.ts'
import type { Network } from '../network/network.ts'
import type { Destination } from './destination.ts'
import { Limiter } from './limiter.ts'
import { ObjectSender } from './send.ts'
import { Upload, type UploadEnd, type UploadHandler } from './upload.ts'

interface UploaderOptions {
  /** Requests in flight: `auto` adapts, a number is a ceiling. */
  readonly concurrency: 'auto' | number
  /** Opens a way to the storage with so many connections at once. */
  readonly openNetwork: (connections: number) => Network
  readonly clock: Clock
  readonly log: Pick<Log, 'info'>
  /** Ends it all. */
  readonly signal: AbortSignal
}

/**
 * Uploads documents to the destinations of one session after the other, over the same connections and
 * with what was learnt of the storage's pace. Close it.
 */
export class Uploader {
  readonly #limiter: Limiter
  readonly #network: Network
  readonly #sender: ObjectSender
  /** Not `AbortSignal.any`: its signal looks at all its sources whenever it is asked, twice an object. */
  readonly #end = new AbortController()
  readonly #sources: readonly AbortSignal[]
  readonly #abort = (event: Event): void => {
    this.#end.abort(event.target instanceof AbortSignal ? event.target.reason : undefined)
    this.#limiter.stop()
    void this.#network.destroy()
  }

  constructor({ concurrency, openNetwork, clock, log, signal }: UploaderOptions) {
    this.#limiter = new Limiter(concurrency, clock, log)
    this.#network = openNetwork(this.#limiter.ceiling)
    this.#sender = new ObjectSender(this.#network, this.#limiter, clock, this.#end.signal)
    this.#sources = [signal, this.#limiter.stalled]
    for (const source of this.#sources) source.addEventListener('abort', this.#abort)
    if (signal.aborted) this.#end.abort(signal.reason)
  }

  /**
   * Uploads documents, each after its metadata.
   *
   * @throws the signal's reason when that aborts; what the handler threw
   */
  async upload(
    documents: readonly Document[],
    handler: UploadHandler,
    destination: Destination,
  ): Promise<UploadEnd> {
    this.#limiter.probe = undefined
    return await new Upload(destination, handler, this.#sender).send(documents)
  }

  async close(): Promise<void> {
    for (const source of this.#sources) source.removeEventListener('abort', this.#abort)
    this.#limiter.stop()
    await this.#network.destroy()
  }
}

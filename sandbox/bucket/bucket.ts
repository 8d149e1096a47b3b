import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../clock.ts'
import { Exchange } from '../faults/exchange.ts'
import { Faults } from '../faults/faults.ts'
import { Listener } from '../listener.ts'
import type { ListenerOptions } from '../listener.ts'
import type { BucketCounters, StoredObject } from '../records.ts'
import { boundaryOf, refused } from './answers.ts'
import { Objects } from './objects.ts'
import { Post } from './post.ts'
import type { Destination } from './post.ts'
import { S3Error, accessDenied } from './s3-error.ts'
import { SignatureCheck } from './signature.ts'
import type { Credentials } from './signature.ts'

export interface BucketOptions extends ListenerOptions {
  name: string
  credentials: Credentials
  clock: Clock
  keepContents: boolean
  /** Told of every object whose key is new. */
  onNewObject: (object: StoredObject) => void
}

/** A bucket that takes presigned POSTs as S3 does, and nothing else. */
export class Bucket implements Destination {
  readonly options: BucketOptions
  readonly objects = new Objects()
  readonly signatures: SignatureCheck
  readonly faults: Faults
  readonly listener: Listener
  readonly #counters: BucketCounters
  readonly #usedSockets = new WeakSet<Socket>()

  private constructor(options: BucketOptions, listener: Listener) {
    this.options = options
    this.listener = listener
    this.signatures = new SignatureCheck(options.credentials)
    this.faults = new Faults((ms) => {
      listener.refuse(ms)
    })
    this.#counters = noRequests()
  }

  static async start(options: BucketOptions): Promise<Bucket> {
    const listener = await Listener.start((request, response) => {
      bucket.#handle(request, response)
    }, options)
    const bucket = new Bucket(options, listener)
    return bucket
  }

  /** The path-style address of the bucket. */
  get url(): string {
    return `${this.listener.url}/${this.options.name}`
  }

  get counters(): BucketCounters {
    return { ...this.#counters, connections: this.listener.connections }
  }

  store(key: string, content: Pick<StoredObject, 'size' | 'sha256' | 'content'>): void {
    const { object, isNew } = this.objects.put(key, content)
    this.#counters.stored += 1
    if (isNew) this.options.onNewObject(object)
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    const reused = this.#usedSockets.has(socket)
    if (!reused) this.#usedSockets.add(socket)
    const exchange = new Exchange(request, response, this.listener, this.#begin(response))
    const refusal = this.#refusal(request)
    if (refusal) exchange.answer(refused(refusal, request), { delayMs: 0 })
    else new Post(this, exchange, reused).receive()
  }

  #begin(response: ServerResponse): (status: number) => void {
    const counters = this.#counters
    counters.total += 1
    counters.inFlight += 1
    counters.maxInFlight = Math.max(counters.maxInFlight, counters.inFlight)
    let open = true
    const ended = (status: number): void => {
      if (!open) return
      open = false
      counters.inFlight -= 1
      if (status === 0) counters.dropped += 1
      else counters.byStatus[status] = (counters.byStatus[status] ?? 0) + 1
      if (status >= 300) counters.refused += 1
    }
    // A client that goes away gets no answer either.
    response.on('close', () => {
      ended(0)
    })
    return ended
  }

  /** What S3 refuses before it reads the body. */
  #refusal(request: IncomingMessage): S3Error | undefined {
    const path = (request.url ?? '').replace(/\?.*$/s, '').replace(/\/$/, '')
    if (path !== `/${this.options.name}`) {
      return path.lastIndexOf('/') > 0 || path === '' || request.method !== 'POST'
        ? methodNotAllowed(request.method)
        : new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', {
            BucketName: path.slice(1),
          })
    }
    if (request.method === 'GET' || request.method === 'HEAD') return accessDenied('Access Denied')
    if (request.method !== 'POST') return methodNotAllowed(request.method)
    if (request.headers['content-length'] === undefined) {
      return new S3Error(
        411,
        'MissingContentLength',
        'You must provide the Content-Length HTTP header.',
      )
    }
    if (boundaryOf(request) === undefined) {
      const message = 'Bucket POST must be of the enclosure-type multipart/form-data'
      return new S3Error(412, 'PreconditionFailed', message, { Condition: message })
    }
    return undefined
  }
}

function methodNotAllowed(method = ''): S3Error {
  const message = 'The specified method is not allowed against this resource.'
  return new S3Error(405, 'MethodNotAllowed', message, { Method: method })
}

/** The counters of a bucket that was never asked. */
export function noRequests(): BucketCounters {
  return {
    total: 0,
    stored: 0,
    refused: 0,
    dropped: 0,
    byStatus: {},
    inFlight: 0,
    maxInFlight: 0,
    connections: 0,
  }
}

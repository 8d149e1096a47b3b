import type { Answer, Exchange } from '../faults/exchange.ts'
import { NO_FAULT } from '../faults/faults.ts'
import type { Faults, Outage, Plan } from '../faults/faults.ts'
import type { Clock } from '../clock.ts'
import type { StoredObject } from '../records.ts'
import { boundaryOf, bucketAnswer, refused, requestId } from './answers.ts'
import { Content } from './content.ts'
import { FormReader } from './form.ts'
import type { FormHead } from './form.ts'
import { nameOf } from './objects.ts'
import type { Objects } from './objects.ts'
import { checkPolicy, checkSize } from './policy.ts'
import type { Policy } from './policy.ts'
import { S3Error, invalidArgument } from './s3-error.ts'
import type { SignatureCheck } from './signature.ts'

/** By S3's documentation, bytes. */
const LONGEST_KEY = 1024

/** The bucket that objects are posted to. */
export interface Destination {
  readonly url: string
  readonly options: {
    readonly name: string
    readonly clock: Clock
    readonly keepContents: boolean
  }
  readonly objects: Objects
  readonly signatures: SignatureCheck
  readonly faults: Faults
  /** Puts an object into the bucket. */
  store(key: string, content: Pick<StoredObject, 'size' | 'sha256' | 'content'>): void
}

/** One presigned POST on its way into the bucket. */
export class Post {
  readonly #bucket: Destination
  readonly #exchange: Exchange
  readonly #reused: boolean
  #plan: Plan = NO_FAULT
  #over = false
  #token = ''
  #accepted: { key: string; policy: Policy; content: Content; status: number } | undefined

  constructor(bucket: Destination, exchange: Exchange, reused: boolean) {
    this.#bucket = bucket
    this.#exchange = exchange
    this.#reused = reused
  }

  /** Reads the form as it arrives and answers it. */
  receive(): void {
    const { request } = this.#exchange
    const form = new FormReader(
      boundaryOf(request) ?? '',
      (head) => {
        this.#begin(head)
      },
      (bytes) => this.#accepted?.content.add(bytes),
    )
    request.on('data', (chunk: Buffer) => {
      if (this.#over) return
      this.#attempt(() => {
        form.write(chunk)
      })
      this.#slowDown(chunk.length)
    })
    request.on('end', () => {
      if (this.#over) return
      this.#attempt(() => {
        form.end()
        this.#store()
      })
    })
  }

  /** The fields are known: what is wrong with them, or with the line, is wrong now. */
  #begin({ fields, filename }: FormHead): void {
    const { objects, faults, options, signatures } = this.#bucket
    const key = keyOf(fields, filename)
    this.#token = fields.get('x-amz-security-token') ?? ''
    objects.attempted(key)
    this.#plan = faults.plan({
      on: 'bucket',
      call: 'store',
      name: nameOf(key),
      reused: this.#reused,
    })
    if (this.#plan.instead) {
      this.#over = true
      this.#fail(this.#plan.instead)
      return
    }
    const policy = signatures.policyOf(fields)
    checkPolicy(policy, { fields, key, bucket: options.name }, options.clock.now())
    const content = new Content(options.keepContents || key.endsWith('.meta.json'))
    this.#accepted = { key, policy, content, status: successStatus(fields) }
  }

  #store(): void {
    if (!this.#accepted) return
    const { key, policy, content, status } = this.#accepted
    checkSize(policy, content.size)
    const file = content.finish()
    this.#bucket.store(key, file)
    this.#over = true
    if (this.#plan.afterwards) this.#fail(this.#plan.afterwards)
    else this.#exchange.answer(this.#stored(key, file.sha256, status), this.#plan)
  }

  #fail(outage: Outage): void {
    const { request } = this.#exchange
    this.#exchange.fail(outage, this.#plan, (effect) => bucketAnswer(effect, request, this.#token))
  }

  #stored(key: string, sha256: string, status: number): Answer {
    // S3's ETag is not always the content's MD5, so any digest will do.
    const etag = `"${sha256.slice(0, 32)}"`
    const location = `${this.#bucket.url}/${encodeURIComponent(key)}`
    const headers = { 'x-amz-request-id': requestId(), ETag: etag, Location: location }
    if (status !== 201) return { status, headers, body: '' }
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${location}</Location><Bucket>${this.#bucket.options.name}</Bucket><Key>${encodeURI(key)}</Key><ETag>${etag}</ETag></PostResponse>`
    return { status, headers: { ...headers, 'content-type': 'application/xml' }, body }
  }

  /** Does one step and answers what S3 would refuse in it. */
  #attempt(step: () => void): void {
    try {
      step()
    } catch (error) {
      if (!(error instanceof S3Error)) throw error
      this.#over = true
      this.#exchange.answer(refused(error, this.#exchange.request), this.#plan)
    }
  }

  #slowDown(bytes: number): void {
    const waitMs = this.#plan.line?.pass(bytes) ?? 0
    if (waitMs < 1 || this.#over) return
    const { request } = this.#exchange
    request.pause()
    setTimeout(() => request.resume(), waitMs).unref()
  }
}

/** The object's key: S3 puts what follows the filename's last `/` or `\` where the field says `${filename}`. */
function keyOf(fields: ReadonlyMap<string, string>, filename: string): string {
  const key = fields.get('key')
  if (key === undefined) {
    throw invalidArgument(
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      'key',
    )
  }
  const last = filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1)
  // A copy: a substring would keep the whole form in memory as long as the object.
  const bytes = Buffer.from(key.replaceAll('${filename}', () => last))
  if (bytes.length > LONGEST_KEY) {
    throw new S3Error(400, 'KeyTooLongError', 'Your key is too long', {
      Size: String(bytes.length),
      MaxSizeAllowed: String(LONGEST_KEY),
    })
  }
  return bytes.toString()
}

function successStatus(fields: ReadonlyMap<string, string>): number {
  const asked = fields.get('success_action_status')
  return asked === '200' || asked === '201' ? Number(asked) : 204
}

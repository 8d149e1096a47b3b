import type * as Sdk from '@aws-sdk/client-s3'
import type { S3Options } from '../options.ts'
import type { StoredObject } from '../records.ts'
import { Content } from './content.ts'
import { nameOf } from './objects.ts'

/** A bucket on a real S3 endpoint as the platform uses it: others write, it lists and reads. */
export class S3Endpoint {
  readonly #sdk: typeof Sdk
  readonly #client: Sdk.S3Client
  readonly #bucket: string
  readonly #keepContents: boolean
  readonly #read = new Map<string, StoredObject>()

  private constructor(
    sdk: typeof Sdk,
    client: Sdk.S3Client,
    bucket: string,
    keepContents: boolean,
  ) {
    this.#sdk = sdk
    this.#client = client
    this.#bucket = bucket
    this.#keepContents = keepContents
  }

  /** Makes the bucket if it is missing. Throws what the endpoint answers. */
  static async open(
    options: S3Options,
    bucket: string,
    keepContents: boolean,
  ): Promise<S3Endpoint> {
    const sdk = await import('@aws-sdk/client-s3')
    const { endpoint, region = 'us-east-1', accessKeyId, secretAccessKey } = options
    const credentials = { accessKeyId, secretAccessKey }
    const client = new sdk.S3Client({ endpoint, region, credentials, forcePathStyle: true })
    try {
      await client.send(new sdk.HeadBucketCommand({ Bucket: bucket }))
    } catch {
      await client.send(new sdk.CreateBucketCommand({ Bucket: bucket }))
    }
    return new S3Endpoint(sdk, client, bucket, keepContents)
  }

  /** Everything that was read so far. */
  all(): StoredObject[] {
    return [...this.#read.values()]
  }

  /** Reads the objects under a prefix, in the order they were stored as far as the endpoint tells it. */
  async read(prefix: string): Promise<StoredObject[]> {
    const listed: { key: string; storedAt: number }[] = []
    const query = { Bucket: this.#bucket, Prefix: prefix }
    for await (const page of this.#sdk.paginateListObjectsV2({ client: this.#client }, query)) {
      for (const { Key: key = '', LastModified: modified } of page.Contents ?? []) {
        listed.push({ key, storedAt: modified?.getTime() ?? 0 })
      }
    }
    const objects: StoredObject[] = []
    for (const { key, storedAt } of listed.sort((a, b) => a.storedAt - b.storedAt)) {
      const content = await this.#content(key)
      const object = { key, name: nameOf(key), ...content, attempts: 1, stores: 1, storedAt }
      this.#read.set(key, object)
      objects.push(object)
    }
    return objects
  }

  stop(): void {
    this.#client.destroy()
  }

  async #content(key: string): Promise<Pick<StoredObject, 'size' | 'sha256' | 'content'>> {
    const content = new Content(this.#keepContents || key.endsWith('.meta.json'))
    const query = { Bucket: this.#bucket, Key: key }
    const { Body: body } = await this.#client.send(new this.#sdk.GetObjectCommand(query))
    const chunks: AsyncIterable<Uint8Array> = body?.transformToWebStream() ?? new ReadableStream()
    for await (const chunk of chunks) content.add(Buffer.from(chunk))
    return content.finish()
  }
}

import type { S3Client } from '@aws-sdk/client-s3'
import type { PresignedPost, PresignedPostOptions } from '@aws-sdk/s3-presigned-post'
import type { Credentials } from '../bucket/signature.ts'
import type { Clock } from '../clock.ts'
import type { SandboxOptions } from '../options.ts'

/** Where a client sends a session's objects, and the form's fields it sends with each. */
export interface RequestConfig {
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
}

interface Sdk {
  readonly client: S3Client
  readonly presign: (client: S3Client, options: PresignedPostOptions) => Promise<PresignedPost>
}

export interface SignerOptions extends Pick<
  SandboxOptions,
  'filenameInKey' | 'fields' | 'sizeRange'
> {
  endpoint: string
  bucket: string
  region: string
  credentials: Credentials
  clock: Clock
}

/** Signs presigned POSTs with the AWS SDK and presents them as the platform does. */
export class Signer {
  readonly #options: SignerOptions
  #sdk: Promise<Sdk> | undefined

  constructor(options: SignerOptions) {
    this.#options = options
  }

  /** Loads the AWS SDK ahead of the first signature: that takes a tenth of a second. */
  async load(): Promise<void> {
    await (this.#sdk ??= loadSdk(this.#options))
  }

  /** Allows keys that start with `prefix`, for so many seconds. */
  async sign(prefix: string, seconds: number): Promise<RequestConfig> {
    const { bucket, clock, fields = {}, sizeRange, filenameInKey = true } = this.#options
    const { client, presign } = await (this.#sdk ??= loadSdk(this.#options))
    client.config.systemClockOffset = clock.now() - Date.now()
    const post = await presign(client, {
      Bucket: bucket,
      Key: `${prefix}\${filename}`,
      Expires: seconds,
      Fields: fields,
      Conditions: sizeRange ? [['content-length-range', ...sizeRange]] : [],
    })
    return { url: post.url, fields: presented(post.fields, filenameInKey) }
  }
}

/** Fields as boto3 names and orders them: lower case, and none for the bucket. */
function presented(fields: Record<string, string>, filenameInKey: boolean): Record<string, string> {
  const named = new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]))
  if (!filenameInKey) named.set('key', (named.get('key') ?? '').replace('${filename}', ''))
  named.delete('bucket')
  return Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function loadSdk({ endpoint, region, credentials }: SignerOptions): Promise<Sdk> {
  const [{ S3Client }, { createPresignedPost: presign }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/s3-presigned-post'),
  ])
  return { client: new S3Client({ endpoint, region, credentials, forcePathStyle: true }), presign }
}

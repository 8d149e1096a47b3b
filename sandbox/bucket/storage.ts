import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Fault } from '../faults/fault.ts'
import type { S3Options, SandboxOptions } from '../options.ts'
import type { BucketCounters, OutageRecord, SessionRecord, StoredObject } from '../records.ts'
import { Bucket, noRequests } from './bucket.ts'
import { S3Endpoint } from './s3-endpoint.ts'
import type { Credentials } from './signature.ts'

/** Where the sessions' objects are: the sandbox's own bucket, or one on a real S3 endpoint. */
export interface Storage {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  /** What its presigned POSTs are signed with. */
  readonly credentials: Credentials
  readonly counters: BucketCounters
  readonly outages: readonly OutageRecord[]
  all(): StoredObject[]
  of(session: SessionRecord): Promise<StoredObject[]>
  fault(fault: Fault): void
  clearFaults(): Promise<void>
  stop(): Promise<void>
}

/** `onNewObject` is told of every new object of the sandbox's own bucket. */
export async function startStorage(
  options: SandboxOptions,
  clock: Clock,
  onNewObject: (object: StoredObject) => void,
): Promise<Storage> {
  const keepContents = options.keepContents ?? true
  if (options.s3) return s3Storage(options.s3, keepContents)
  const credentials = temporaryCredentials()
  const name = 'documents'
  const { tls, keepAliveMs } = options
  const bucket = await Bucket.start({
    name,
    credentials,
    clock,
    keepContents,
    onNewObject,
    tls,
    keepAliveMs,
  })
  return {
    endpoint: bucket.listener.url,
    bucket: name,
    region: 'us-east-1',
    credentials,
    get counters() {
      return bucket.counters
    },
    outages: bucket.faults.outages,
    all: () => bucket.objects.all(),
    of: ({ objects }) => Promise.resolve([...objects]),
    fault: (fault) => {
      bucket.faults.add(fault)
    },
    clearFaults() {
      bucket.faults.clear()
      return bucket.listener.accept()
    },
    stop: () => bucket.listener.stop(),
  }
}

async function s3Storage(options: S3Options, keepContents: boolean): Promise<Storage> {
  const {
    endpoint,
    bucket = 'sandbox',
    region = 'us-east-1',
    accessKeyId,
    secretAccessKey,
  } = options
  const s3 = await S3Endpoint.open(options, bucket, keepContents)
  return {
    endpoint,
    bucket,
    region,
    credentials: { accessKeyId, secretAccessKey },
    counters: noRequests(),
    outages: [],
    all: () => s3.all(),
    of: ({ prefix }) => s3.read(prefix),
    fault() {
      throw new Error('a real S3 endpoint fails when it wants to')
    },
    clearFaults: () => Promise.resolve(),
    stop() {
      s3.stop()
      return Promise.resolve()
    },
  }
}

/** As a token service gives them, valid in the sandbox's bucket only. */
function temporaryCredentials(): Credentials {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(420).toString('base64'),
  }
}

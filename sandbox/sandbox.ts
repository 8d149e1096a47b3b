import { randomBytes } from 'node:crypto'
import { startStorage } from './bucket/storage.ts'
import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import type { Fault } from './faults/fault.ts'
import { Ingestion } from './ingestion/ingestion.ts'
import type { SandboxOptions } from './options.ts'
import { fileCalls } from './platform/file-calls.ts'
import { Platform } from './platform/platform.ts'
import { publisherIn } from './platform/publisher.ts'
import type { Publisher } from './platform/publisher.ts'
import { sessionCalls } from './platform/session-calls.ts'
import { Sessions } from './platform/session.ts'
import { Signer } from './platform/signing.ts'
import type { RequestConfig } from './platform/signing.ts'
import type { Workspace } from './platform/workspace.ts'
import { Workspaces } from './platform/workspaces.ts'
import type {
  BucketCounters,
  FailureReason,
  FileRecord,
  OutageRecord,
  RequestRecord,
  SessionRecord,
  StoredObject,
} from './records.ts'

export { ManualClock } from './clock.ts'
export type { Fault, Effect, FaultRequest, Match } from './faults/fault.ts'
export type { SandboxOptions } from './options.ts'
export type { NewFile, Publisher } from './platform/publisher.ts'
export type * from './records.ts'

/** A local platform and its bucket. */
export interface Sandbox extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, or https with `tls`. */
  readonly apiUrl: string
  readonly apiKey: string
  /** Where a session's objects are sent. */
  readonly bucketUrl: string
  /** In the order they were opened. */
  readonly sessions: readonly SessionRecord[]
  /** The platform's, in the order they came. */
  readonly requests: readonly RequestRecord[]
  readonly bucketRequests: BucketCounters
  /** What the faults with a window have struck: the platform's, then the bucket's. */
  readonly outages: readonly OutageRecord[]
  /** Everything that no log may show: the key, and what signatures and forms carried. */
  readonly secrets: readonly string[]
  /** The names of those that were ever asked for. */
  workspaces(): string[]
  /** What a workspace holds after ingestion, in the order it came. */
  files(workspace: string): FileRecord[]
  /** What the bucket holds, in the order it was first stored; of a real S3 endpoint what ingestion has read. */
  objects(): StoredObject[]
  /** Somebody else who publishes into a workspace, past sessions and ingestion. */
  publisher(workspace: string): Publisher
  /** From now on documents of ended sessions stay pending, until `releaseIngestion()`. */
  holdIngestion(): void
  releaseIngestion(): void
  /** From now on the platform rejects documents of this name; without a reason no longer. */
  reject(name: string, reason?: FailureReason): void
  /** Adds a fault. Throws a SyntaxError if its regular expression is none. */
  fault(fault: Fault): void
  /** Ends all faults; resolves when what was refused is accepted again. */
  clearFaults(): Promise<void>
  /** Loads what the first session needs, so that it is as fast as the others. */
  ready(): Promise<void>
  /** Resolves when the ingestion of every session that has ended is over; not while it is held. */
  ingested(): Promise<void>
  /**
   * Ends every connection, silent ones too. Then rejects if anybody has called `DELETE /files`, which nobody may: at
   * the real platform it deletes other people's files.
   */
  stop(): Promise<void>
}

/** Starts a platform and a bucket on 127.0.0.1 and free ports. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock: Clock = options.clock ?? systemClock
  const apiKey = options.apiKey ?? `api_${randomBytes(18).toString('hex')}`
  const secrets = new Set([apiKey])
  const workspaces = new Workspaces({ ...options, clock })
  const workspace = (name: string): Workspace => workspaces.get(name)
  const sessions = new Sessions(clock, (session) => {
    ingestion.begin(session)
  })
  const storage = await startStorage(options, clock, (object) => {
    sessions.receive(object)
  })
  const ingestion = new Ingestion({
    clock,
    options: options.ingestion ?? {},
    maxObjects: options.maxObjects ?? 10_000,
    workspace,
    objectsOf: (session) => storage.of(session),
  })
  const signer = new Signer({ ...options, ...storage, clock })
  const sign = async (prefix: string, seconds: number): Promise<RequestConfig> => {
    const config = await signer.sign(prefix, seconds)
    for (const field of SECRET_FIELDS) secrets.add(config.fields[field] ?? apiKey)
    return config
  }
  const platform = await Platform.start({
    ...options,
    apiKey,
    clock,
    admit: (name) => {
      workspaces.admit(name)
    },
    calls: {
      ...sessionCalls({ ...options, clock, sessions, sign }),
      ...fileCalls({ ...options, workspace }),
    },
  })
  const sandbox: Sandbox = {
    apiUrl: platform.listener.url,
    apiKey,
    bucketUrl: `${storage.endpoint}/${storage.bucket}`,
    get sessions() {
      return sessions.all()
    },
    requests: platform.requests,
    get bucketRequests() {
      return storage.counters
    },
    get outages() {
      return [...platform.faults.outages, ...storage.outages]
    },
    get secrets() {
      return [...secrets]
    },
    workspaces: () => workspaces.names(),
    files: (name) => workspaces.find(name)?.files() ?? [],
    objects: () => storage.all(),
    publisher: (name) => publisherIn(workspace(name), clock),
    holdIngestion() {
      ingestion.hold()
    },
    releaseIngestion() {
      ingestion.release()
    },
    reject(name, reason) {
      ingestion.reject(name, reason)
    },
    fault(fault) {
      if (fault.on === 'bucket') storage.fault(fault)
      else platform.faults.add(fault)
    },
    async clearFaults() {
      platform.faults.clear()
      await Promise.all([platform.listener.accept(), storage.clearFaults()])
    },
    ready: () => signer.load(),
    ingested: () => ingestion.ended(),
    async stop() {
      sessions.stop()
      await Promise.all([ingestion.stop(), platform.listener.stop(), storage.stop()])
      if (platform.requests.some(({ call }) => call === 'delete-files'))
        throw new Error('DELETE /files was called')
    },
    async [Symbol.asyncDispose]() {
      await sandbox.stop()
    },
  }
  for (const fault of options.faults ?? []) sandbox.fault(fault)
  return sandbox
}

const SECRET_FIELDS = ['policy', 'x-amz-credential', 'x-amz-security-token', 'x-amz-signature']

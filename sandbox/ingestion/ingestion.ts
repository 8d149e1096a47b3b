import { randomUUID } from 'node:crypto'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { IngestionOptions } from '../options.ts'
import type { Session } from '../platform/session.ts'
import type { Workspace } from '../platform/workspace.ts'
import type { FailureReason, IngestionRecord, Metadata, StoredObject } from '../records.ts'
import { METADATA_SUFFIX, parseMetadata } from './metadata.ts'

export interface IngestionSetting {
  clock: Clock
  options: IngestionOptions
  /** Beyond so many objects a session's documents fail. */
  maxObjects: number
  workspace: (name: string) => Workspace
  /** What a session holds in the bucket. */
  objectsOf: (session: Session) => Promise<StoredObject[]>
}

/** A document of a session, or metadata whose document is missing. */
interface Delivery {
  readonly record: IngestionRecord
  readonly document: StoredObject | undefined
  readonly metadata: StoredObject | undefined
  readonly tooMany: boolean
}

/** Takes what ended sessions hold into their workspaces, one session after the other unless they are parallel. */
export class Ingestion {
  readonly #setting: IngestionSetting
  readonly #running = new Set<Promise<void>>()
  readonly #queues = new Map<string, Promise<void>>()
  readonly #stop = new AbortController()
  readonly #rejected: Map<string, FailureReason>
  #held: PromiseWithResolvers<void> | undefined

  constructor(setting: IngestionSetting) {
    this.#setting = setting
    this.#rejected = new Map(Object.entries(setting.options.rejected ?? {}))
    if (setting.options.held) this.hold()
  }

  begin(session: Session): void {
    const before = session.parallel ? undefined : this.#queues.get(session.workspace)
    const run = this.#ingest(session, before).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) throw error
    })
    if (!session.parallel) this.#queues.set(session.workspace, run)
    this.#running.add(run)
    void run.finally(() => this.#running.delete(run))
  }

  /** From now on documents of ended sessions stay pending, until `release()`. */
  hold(): void {
    this.#held ??= Promise.withResolvers()
  }

  release(): void {
    this.#held?.resolve()
    this.#held = undefined
  }

  /** Rejects the documents of this name from now on; without a reason no longer. */
  reject(name: string, reason: FailureReason | undefined): void {
    if (reason === undefined) this.#rejected.delete(name)
    else this.#rejected.set(name, reason)
  }

  /** Resolves when nothing is under way. */
  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.release()
    await this.ended()
  }

  async #ingest(session: Session, before: Promise<void> | undefined): Promise<void> {
    const { options, maxObjects, objectsOf } = this.#setting
    const { signal } = this.#stop
    await setTimeout(options.delayMs ?? 0, undefined, { signal })
    session.objects = await objectsOf(session)
    const deliveries = deliveriesOf(session.objects, maxObjects)
    session.ingestion = deliveries.map(({ record }) => record)
    await before
    for (const [index, delivery] of deliveries.entries()) {
      if (options.fileMs) await setTimeout(options.fileMs, undefined, { signal })
      else if (index % 500 === 499) await setImmediate(undefined, { signal })
      while (this.#held) await this.#held.promise
      signal.throwIfAborted()
      this.#take(delivery, session)
    }
  }

  #take(delivery: Delivery, session: Session): void {
    const { record } = delivery
    const reason = this.#refusal(delivery, session)
    record.status = reason === undefined ? 'FINISHED' : 'FAILED'
    if (reason !== undefined) record.reason = reason
  }

  /** Puts the document into the workspace, or says why not. */
  #refusal(
    { record, document, metadata, tooMany }: Delivery,
    session: Session,
  ): FailureReason | undefined {
    const { clock, options } = this.#setting
    const rejection = this.#rejected.get(record.name)
    if (rejection !== undefined) return rejection
    if (tooMany) return 'UNKNOWN_ERROR'
    if (!document) return 'FILE_NOT_FOUND'
    if (document.size === 0) return 'EMPTY_FILE'
    const workspace = this.#setting.workspace(session.workspace)
    const meta: Metadata | undefined = metadata
      ? parseMetadata(metadata.content ?? Buffer.alloc(0))
      : {}
    if (!meta || !workspace.suits(meta)) return 'FAILED_TO_PARSE_META'
    const existing = workspace.named(record.name)
    if (existing.length > 0 && session.writeMode === 'FAIL') return 'FILE_ALREADY_EXISTS'
    const keeps = session.writeMode === 'KEEP'
    if (existing.length > 0 && keeps && options.keep !== 'both') {
      return options.keptFile === 'FAILED' ? 'FILE_ALREADY_EXISTS' : undefined
    }
    const replaced = options.overwriteLeavesOthers ? existing.slice(0, 1) : existing
    if (!keeps) for (const { fileId } of replaced) workspace.delete(fileId)
    const { size, sha256, content } = document
    const file = {
      name: record.name,
      size,
      sha256,
      ...(content && { content }),
      meta,
      createdAt: new Date(clock.now()).toISOString(),
      sessionId: session.id,
      temporary: session.writeMode === 'TEMPORARY',
    }
    workspace.put(file, !keeps && options.overwriteKeepsId ? existing[0]?.fileId : undefined)
    return undefined
  }
}

/** Documents with their metadata, in the order the first of the two came. */
function deliveriesOf(objects: readonly StoredObject[], maxObjects: number): Delivery[] {
  const places = new Map(objects.map((object, place) => [object.name, { object, place }]))
  const names = new Set(objects.map(({ name }) => documentName(name)))
  return [...names].map((name) => {
    const document = places.get(name)
    const metadata = places.get(name + METADATA_SUFFIX)
    return {
      record: { id: randomUUID(), name, status: 'PENDING' },
      document: document?.object,
      metadata: metadata?.object,
      tooMany: Math.max(document?.place ?? 0, metadata?.place ?? 0) >= maxObjects,
    }
  })
}

function documentName(name: string): string {
  return name.endsWith(METADATA_SUFFIX) ? name.slice(0, -METADATA_SUFFIX.length) : name
}

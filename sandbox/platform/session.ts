import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { IngestionRecord, SessionRecord, StoredObject, WriteMode } from '../records.ts'

/** What a new session is asked to be. */
export interface SessionRequest {
  readonly writeMode: WriteMode
  readonly parallel: boolean
  readonly expiresInSeconds: number
}

/** An upload session and what has come by it. */
export class Session implements SessionRecord {
  readonly id = randomUUID()
  readonly workspace: string
  readonly writeMode: WriteMode
  readonly parallel: boolean
  readonly createdAt: string
  readonly expiresAt: string
  readonly prefix: string
  status: 'OPEN' | 'CLOSED' | 'EXPIRED' = 'OPEN'
  closedAt?: string
  objects: StoredObject[] = []
  readonly late: StoredObject[] = []
  ingestion: IngestionRecord[] = []

  constructor(workspace: string, folder: string, request: SessionRequest, now: number) {
    this.workspace = workspace
    this.writeMode = request.writeMode
    this.parallel = request.parallel
    this.createdAt = new Date(now).toISOString()
    this.expiresAt = new Date(now + request.expiresInSeconds * 1000).toISOString()
    this.prefix = `${folder}/upload_sessions/${this.id}/`
  }
}

/** All sessions of the platform. */
export class Sessions {
  readonly #byId = new Map<string, Session>()
  readonly #cancelExpiry = new Map<string, () => void>()
  readonly #folders = new Map<string, string>()
  readonly #organisation = randomUUID()
  readonly #clock: Clock
  readonly #onEnded: (session: Session) => void

  /** `onEnded` is told of every session that was closed or has expired. */
  constructor(clock: Clock, onEnded: (session: Session) => void) {
    this.#clock = clock
    this.#onEnded = onEnded
  }

  /** In the order they were opened. */
  all(): Session[] {
    return [...this.#byId.values()]
  }

  find(workspace: string, id: string): Session | undefined {
    const session = this.#byId.get(id)
    return session?.workspace === workspace ? session : undefined
  }

  open(workspace: string, request: SessionRequest): Session {
    const now = this.#clock.now()
    const session = new Session(workspace, this.#folder(workspace), request, now)
    this.#byId.set(session.id, session)
    const expire = (): void => {
      this.#end(session, 'EXPIRED')
    }
    this.#cancelExpiry.set(
      session.id,
      this.#clock.at(now + request.expiresInSeconds * 1000, expire),
    )
    return session
  }

  /** Nothing can be added from now on; ingestion begins. */
  close(session: Session): void {
    this.#end(session, 'CLOSED')
  }

  /** Notes a new object with the session whose prefix it has. */
  receive(object: StoredObject): void {
    const session = this.#byId.get(object.key.split('/')[3] ?? '')
    if (!session || !object.key.startsWith(session.prefix)) return
    if (session.status === 'OPEN') session.objects.push(object)
    else session.late.push(object)
  }

  /** Forgets what is still to expire. */
  stop(): void {
    for (const cancel of this.#cancelExpiry.values()) cancel()
  }

  #end(session: Session, status: 'CLOSED' | 'EXPIRED'): void {
    if (session.status !== 'OPEN') return
    this.#cancelExpiry.get(session.id)?.()
    this.#cancelExpiry.delete(session.id)
    session.status = status
    session.closedAt = new Date(this.#clock.now()).toISOString()
    this.#onEnded(session)
  }

  /** `ORGANISATION/WORKSPACE`, both by id. */
  #folder(workspace: string): string {
    let folder = this.#folders.get(workspace)
    if (folder === undefined)
      this.#folders.set(workspace, (folder = `${this.#organisation}/${randomUUID()}`))
    return folder
  }
}

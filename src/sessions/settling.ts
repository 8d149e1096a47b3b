import type { Deadline } from '../network/deadline.ts'
import type { Platform } from '../platform/client.ts'
import type { SessionFile } from '../platform/schemas.ts'
import { ChangingLine } from '../log/changing-line.ts'
import { count, counted } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import { lastLook, poll, type LastLook, type Polling } from './polling.ts'

/** How far the ingestion of sessions got whose documents nobody here knows by name. */
export interface Settled {
  readonly finished: number
  /** By session, the documents that the platform has refused, each once. */
  readonly refused: ReadonlyMap<string, readonly SessionFile[]>
  /** Names of documents that it has neither taken nor refused, where the time was up before. */
  readonly pending: readonly string[]
  /** Why these names are not known. */
  readonly problem?: string
  readonly isComplete: boolean
}

type Refused = Settled['refused']

/** Where to ask for an ingestion, and how long. */
export interface Settling extends Polling {
  readonly platform: Platform
  readonly log: Log
}

/**
 * Waits until the platform has taken or refused all that closed sessions hold, or the time is up.
 * It does not say how much that is: where nobody else does, it is all once nothing is pending,
 * every session has something taken or refused, and two looks agree.
 *
 * @param expected how many documents all the sessions hold together, where that is known
 */
export async function waitForSessions(
  sessions: readonly string[],
  expected: number | undefined,
  settling: Settling,
): Promise<Settled> {
  const { platform, clock, log } = settling
  const progress = new ChangingLine(log, () => clock.now())
  let finished = 0
  let before = ''

  async function look(deadline: Deadline): Promise<Refused | undefined> {
    const statuses = await Promise.all(sessions.map((id) => platform.ingestionStatus(id, deadline)))
    const failed = statuses.reduce((sum, status) => sum + status.failed, 0)
    finished = statuses.reduce((sum, status) => sum + status.finished, 0)
    const of = expected === undefined ? '' : `${count(finished)} of `
    const documents = counted(expected ?? finished, 'document')
    progress.say(`  ${of}${documents} ingested, ${count(failed)} rejected`)
    const now = JSON.stringify(statuses)
    const agrees = now === before
    before = now
    const hasBegun = statuses.every((status) => status.finished + status.failed > 0)
    if (expected === undefined ? !agrees || !hasBegun : finished + failed < expected)
      return undefined
    if ((await listed(sessions, 'PENDING', platform, deadline)).size > 0) return undefined
    const refused = await listed(sessions, 'FAILED', platform, deadline)
    const whole = new Map([...refused].map(([id, files]) => [id, files.filter(isWhole)]))
    if (expected !== undefined && finished + total(whole) >= expected) return whole
    return agrees ? refused : undefined
  }

  const refused = await poll(look, settling)
  progress.finish()
  if (refused !== undefined) return { finished, refused, pending: [], isComplete: true }
  const listAtLast = (status: 'PENDING' | 'FAILED'): Promise<LastLook<Refused>> =>
    lastLook((deadline) => listed(sessions, status, platform, deadline), settling)
  const pending = await listAtLast('PENDING')
  const failed = await listAtLast('FAILED')
  return {
    finished,
    refused: 'seen' in failed ? failed.seen : new Map(),
    pending: 'seen' in pending ? [...pending.seen.values()].flat().map(({ name }) => name) : [],
    ...('problem' in pending ? pending : {}),
    isComplete: false,
  }
}

/** Metadata that stayed alone after a failure is no document that anybody expects. */
function isWhole({ ingestion_status_reason }: SessionFile): boolean {
  return ingestion_status_reason !== 'FILE_NOT_FOUND'
}

export function total(files: Refused): number {
  return [...files.values()].reduce((sum, { length }) => sum + length, 0)
}

/** By session, its files in one state, each once; sessions without any are left out. */
async function listed(
  sessions: readonly string[],
  status: 'PENDING' | 'FAILED',
  platform: Platform,
  deadline: Deadline,
): Promise<Refused> {
  const all = new Map<string, SessionFile[]>()
  for (const id of sessions) {
    const files = new Map<string, SessionFile>()
    for await (const page of platform.sessionFiles(id, status, deadline)) {
      for (const file of page) files.set(file.name, file)
    }
    if (files.size > 0) all.set(id, [...files.values()])
  }
  return all
}

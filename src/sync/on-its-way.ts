import { LISTING_MILLISECONDS, OTHERS_MILLISECONDS } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { deadlineIn, type Deadline } from '../network/deadline.ts'
import type { Platform } from '../platform/client.ts'
import { UnansweredError } from '../platform/errors.ts'
import { poll } from '../platform/poll.ts'
import type { ListedSession } from '../platform/schemas.ts'
import { counted, duration, listed } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import {
  findIngesting,
  listOthers,
  YOUNG_MILLISECONDS,
  type Ingesting,
  type OtherSessions,
} from './other-sessions.ts'

/** What to look for, and how long it may be waited for. */
export interface LookRequest {
  readonly platform: Pick<
    Platform,
    'sessions' | 'sessionFiles' | 'pendingCount' | 'ingestionStatus' | 'time' | 'closeCommand'
  >
  readonly clock: Clock
  readonly log: Pick<Log, 'info'>
  readonly signal: AbortSignal
  /** Sessions of this run, which are left out: their ingestion is waited for elsewhere. */
  readonly own: ReadonlySet<string>
  /** Milliseconds to wait where there is more than can be named: the input `ingestion-timeout`. */
  readonly ingestionMilliseconds: number
  /** Whether to wait at all; else it is one look, as for the proof. */
  readonly waits: boolean
}

/** What other sessions may still put into the workspace. */
export interface OnItsWay {
  /** Documents that are being ingested: what the workspace shows under these names may be replaced at any moment. */
  readonly pendingNames: ReadonlySet<string>
  /** Whether there are more of them than can be named: then no comparison holds. */
  readonly sendsEverything: boolean
  /** Sessions that are open, and younger than 15 minutes, so perhaps of a run that is at work. */
  readonly openYoung: readonly ListedSession[]
  /** Sessions that are open and older than that, so perhaps abandoned. */
  readonly openOld: readonly ListedSession[]
  /** Why `synced-commit` cannot be set, a sentence; undefined where nothing is on its way. */
  readonly withholds: string | undefined
  /** The sessions that this is because of; undefined where that is not known. */
  readonly unsettled: readonly string[] | undefined
  /** Those that have ended, and of which nothing is to come any more. */
  readonly ended: ReadonlySet<string>
  /** Sentences. */
  readonly warnings: readonly string[]
}

/** More documents than these are not named: that takes a call for ten. */
const MOST_PENDING = 2_000

/** What one look at the sessions shows. */
interface SessionsLook {
  readonly sessions: OtherSessions
  readonly ingesting: Ingesting
}

/**
 * Finds what is on its way into the workspace, and waits for some of it: up to two minutes for sessions that are open,
 * or of whose ingestion nothing is known yet; for more pending documents than can be named, as long as this run would wait
 * for its own.
 *
 * @throws a `PublishError` where the platform refuses the key or the workspace; the signal's reason when that
 * aborts
 */
export async function findOnItsWay(request: LookRequest): Promise<OnItsWay> {
  const { platform, clock, signal, own, waits, ingestionMilliseconds } = request
  const ended = new Set<string>()
  let latest: SessionsLook | undefined

  const look = async (deadline: Deadline): Promise<SessionsLook> => {
    const sessions = await listOthers(platform, own, deadline)
    const ingesting = await findIngesting(sessions.closed, ended, platform, deadline)
    latest = { sessions, ingesting }
    return latest
  }
  const until = async (
    isEnough: (look: SessionsLook) => boolean,
    milliseconds: number,
    waiting: (look: SessionsLook) => string,
  ): Promise<void> => {
    let isTold = false
    const lookFor = async (deadline: Deadline): Promise<true | undefined> => {
      const seen = await look(deadline)
      if (isEnough(seen)) return true
      if (!isTold) request.log.info(waiting(seen))
      isTold = true
      return undefined
    }
    await poll(lookFor, { milliseconds, clock, signal })
  }

  if (waits) await until(isAtRest, OTHERS_MILLISECONDS, sayWaiting)
  else await look(deadlineIn(LISTING_MILLISECONDS, clock, signal)).catch(ignoreUnanswered)
  if (latest === undefined) return UNKNOWN
  if (waits && !canBeNamed(latest)) await until(canBeNamed, ingestionMilliseconds, sayTooMany)
  const names = canBeNamed(latest) ? await namesOf(latest, request) : undefined
  return report(latest, names, ended, request)
}

/** Whether no other run seems to be at work. */
function isAtRest({ sessions, ingesting }: SessionsLook): boolean {
  return sessions.openYoung.length === 0 && ingesting.unbegun.length === 0
}

function canBeNamed({ ingesting }: SessionsLook): boolean {
  return pendingOf(ingesting) <= MOST_PENDING
}

/** As far as the platform counts them. */
function pendingOf({ pending }: Ingesting): number {
  return [...pending.values()].reduce<number>((sum, each) => sum + (each ?? 0), 0)
}

function sayWaiting({ sessions, ingesting }: SessionsLook): string {
  const sessionCount = sessions.openYoung.length + ingesting.unbegun.length
  return `Waiting up to ${duration(OTHERS_MILLISECONDS)} for ${counted(sessionCount, 'upload session')} of other runs`
}

function sayTooMany({ ingesting }: SessionsLook): string {
  return `Waiting until the platform has ingested what others have sent: ${counted(pendingOf(ingesting), 'document')} pending`
}

/** The names of pending documents; undefined where there are too many, or where the platform does not tell. */
async function namesOf(
  { ingesting }: SessionsLook,
  { platform, clock, signal }: LookRequest,
): Promise<ReadonlySet<string> | undefined> {
  const names = new Set<string>()
  const deadline = deadlineIn(LISTING_MILLISECONDS, clock, signal)
  try {
    for (const id of ingesting.pending.keys()) {
      for await (const page of platform.sessionFiles(id, 'PENDING', deadline)) {
        for (const { name } of page) names.add(name)
        if (names.size > MOST_PENDING) return undefined
      }
    }
    return names
  } catch (error) {
    if (error instanceof UnansweredError) return undefined
    throw error
  }
}

/**
 * Why `synced-commit` cannot be set after a second look, a sentence; undefined where nothing is on its way. What was on its
 * way at the first look has come if the second one shows so. A session that it does not show may have expired, and be ingested
 * only now.
 */
export function stillOnItsWay(first: OnItsWay, last: OnItsWay): string | undefined {
  if (last.withholds !== undefined || first.withholds === undefined) return last.withholds
  const hasCome = first.unsettled?.every((session) => last.ended.has(session))
  return hasCome === true ? undefined : first.withholds
}

/** The platform does not tell of its sessions. */
const UNLISTED =
  'The platform did not list its upload sessions in time, so what is on its way into the workspace is not known.'
const UNKNOWN: OnItsWay = {
  pendingNames: new Set(),
  sendsEverything: false,
  openYoung: [],
  openOld: [],
  withholds: UNLISTED,
  unsettled: undefined,
  ended: new Set(),
  warnings: [UNLISTED],
}

function ignoreUnanswered(error: unknown): undefined {
  if (!(error instanceof UnansweredError)) throw error
}

/**
 * @param names of pending documents; undefined where they cannot be named
 * @param ended ids of sessions
 */
function report(
  { sessions, ingesting }: SessionsLook,
  names: ReadonlySet<string> | undefined,
  ended: ReadonlySet<string>,
  { platform }: LookRequest,
): OnItsWay {
  const { openYoung, openOld } = sessions
  const [young, old] = [openYoung, openOld].map((open) =>
    listed(open, ({ session_id }) => session_id),
  )
  const reasons: string[] = []
  if (openYoung.length > 0)
    reasons.push(
      `Others have ${counted(openYoung.length, 'upload session')} open, and what is sent there may overwrite this run's documents: ${young}.`,
    )
  if (names === undefined)
    reasons.push(
      `The platform is still ingesting more documents of others than can be named here, so every document is sent: ${sessionsOf(ingesting)}.`,
    )
  else if (names.size > 0)
    reasons.push(
      `The platform is still ingesting ${counted(names.size, 'document')} of others, which are sent again if this run has them: ${sessionsOf(ingesting)}.`,
    )
  if (ingesting.unbegun.length > 0)
    reasons.push(
      `The platform has not begun to ingest what others have sent, or they have sent nothing: ${listed(ingesting.unbegun, ({ id }) => id)}.`,
    )
  const abandoned = `Others have had ${counted(openOld.length, 'upload session')} open for more than ${duration(YOUNG_MILLISECONDS)}: ${old}. When one is closed or expires, what it holds overwrites newer documents. To close one that nobody uses, put its id in place of SESSION_ID: ${platform.closeCommand('SESSION_ID')}`
  return {
    pendingNames: names ?? new Set(),
    sendsEverything: names === undefined,
    openYoung,
    openOld,
    withholds: reasons[0],
    unsettled: [
      ...openYoung.map(({ session_id }) => session_id),
      ...ingesting.pending.keys(),
      ...ingesting.unbegun.map(({ id }) => id),
    ],
    ended,
    warnings: openOld.length === 0 ? reasons : [...reasons, abandoned],
  }
}

function sessionsOf({ pending }: Ingesting): string {
  return listed([...pending.keys()])
}

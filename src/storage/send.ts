import { ask } from '../network/answer.ts'
import { objectPause } from '../network/backoff.ts'
import { MOST_STALE_CONNECTIONS, OBJECT_ATTEMPTS } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { hadServed, networkFault } from '../network/fault.ts'
import { setImmediate } from 'node:timers/promises'
import type { Network } from '../network/network.ts'
import { BodyError, framed, sizeOf, type Body } from './body.ts'
import type { Destination } from './destination.ts'
import { formHead, type UploadForm } from './form.ts'
import type { Limiter } from './limiter.ts'
import { MOST_HOPS, redirected } from './redirect.ts'
import { verdictOf, verdictOfFault, type Verdict } from './verdict.ts'

/** What sending needs besides the object. */
export interface UploadContext {
  readonly dispatcher: Network
  readonly clock: Clock
  readonly limiter: Limiter
  /** Aborts when the run is cancelled or storage was given up: nothing is sent from then on. */
  readonly signal: AbortSignal
}

/** One object: what the form calls it (percent-encoded), and its bytes. */
export interface StoredObject {
  readonly fileName: string
  readonly body: Body
}

/** How sending one object ended for good. */
export type Sent =
  | Extract<Verdict, { kind: 'stored' | 'refused' }>
  /** The session takes nothing any more. An attempt before may have stored the object in it. */
  | { readonly kind: 'expired'; readonly reason: string; readonly perhapsStored: boolean }
  /** The bytes are no longer those that were promised. An attempt before may have stored those. */
  | { readonly kind: 'changed'; readonly perhapsStored: boolean }

const ERROR_DOCUMENT_BYTES = 64 * 1024
/** The first bytes of a body find room on the way, even where nobody takes them at its end. */
const ROOM_ON_THE_WAY_MILLISECONDS = 1_000

/**
 * Sends one object until it is stored, refused for good, or its attempts are spent. The same key and
 * bytes again do no harm. Expects to have acquired a place of the limiter, and gives it up while it
 * pauses.
 *
 * @throws the signal's reason when that aborts
 */
export async function sendObject(
  object: StoredObject,
  destination: Destination,
  context: UploadContext,
): Promise<Sent> {
  const { limiter, clock, signal } = context
  const before = limiter.successes
  let isFirst = true
  let hops = 0
  let stale = 0
  let ownFailures = 0
  let perhapsStored = false
  for (;;) {
    await limiter.turn()
    const sentAt = clock.now()
    const { address } = destination
    const verdict = await attempt(object, destination.form, address, sentAt, context)
    signal.throwIfAborted()
    switch (verdict.kind) {
      case 'stored':
        limiter.stored(object.body.kind === 'whole' ? sentAt : undefined, isFirst)
        return verdict
      case 'expired':
      case 'changed':
        limiter.answered()
        return { ...verdict, perhapsStored }
      case 'refused':
        limiter.answered()
        return verdict
      case 'moved': {
        limiter.answered()
        const next = redirected(address, verdict.location)
        if (next === undefined || ++hops > MOST_HOPS) return misled(verdict.location, next)
        destination.address = next
        break
      }
      case 'again': {
        const { cause, reason } = verdict
        perhapsStored ||= verdict.perhapsStored
        const isFree = cause === 'stale' && ++stale <= MOST_STALE_CONNECTIONS
        const counts = cause === 'failed' || cause === 'late' || cause === 'stale'
        const isOwn = counts && !isFree && limiter.isOwnFault(before)
        report(verdict, sentAt, isFirst && !isFree, limiter)
        if (isFree && !limiter.isDown) {
          // Those that were closed together with it are noticed meanwhile.
          await setImmediate()
          break
        }
        isFirst = false
        if (isOwn && ++ownFailures === OBJECT_ATTEMPTS) {
          return { kind: 'refused', reason: `${reason} (${String(ownFailures)} attempts)` }
        }
        const pause = objectPause(isOwn ? ownFailures : 0, clock)
        await pauseFor(verdict.retryAfterMilliseconds + pause, context)
      }
    }
  }
}

/**
 * Sends an object once more that was stored before, which changes nothing, and tells the limiter
 * whether the storage is well.
 *
 * @throws the signal's reason when that aborts
 */
export async function probe(
  object: StoredObject,
  { form, address }: Destination,
  context: UploadContext,
): Promise<void> {
  const sentAt = context.clock.now()
  const verdict = await attempt(object, form, address, sentAt, context)
  if (verdict.kind === 'again') report(verdict, sentAt, false, context.limiter)
  else if (verdict.kind === 'stored') context.limiter.recovered()
  else context.limiter.answered()
}

type Again = Extract<Verdict, { kind: 'again' }>

function report(
  { cause, reason }: Again,
  sentAt: number,
  isFirst: boolean,
  limiter: Limiter,
): void {
  limiter.failed({ cause: cause === 'stale' ? 'failed' : cause, reason, sentAt, isFirst })
}

async function attempt(
  { fileName, body }: StoredObject,
  form: UploadForm,
  address: URL,
  sentAt: number,
  { dispatcher, clock, limiter, signal }: UploadContext,
): Promise<Verdict | { readonly kind: 'changed' }> {
  signal.throwIfAborted()
  const head = formHead(form, fileName)
  const length = head[0].length + head[1].length + sizeOf(body) + form.end.length
  const moved = (): void => {
    if (clock.now() - sentAt > ROOM_ON_THE_WAY_MILLISECONDS) limiter.moved()
  }
  try {
    const request = {
      origin: address.origin,
      path: address.pathname + address.search,
      method: 'POST',
      headers: { 'content-type': form.contentType, 'content-length': String(length) },
      body: framed(head, body, form.end, moved),
    }
    const answer = await ask(dispatcher, request, ERROR_DOCUMENT_BYTES)
    // undici lets a turn of the event loop pass before it uses a connection again: who sends
    // anything sooner gets a new one.
    await setImmediate()
    return verdictOf(answer)
  } catch (error) {
    if (error instanceof BodyError) return { kind: 'changed' }
    return verdictOfFault(networkFault(error), hadServed(error))
  }
}

/** Waits without keeping others from sending. */
export async function pauseFor(
  milliseconds: number,
  { clock, limiter, signal }: UploadContext,
): Promise<void> {
  limiter.release()
  try {
    await clock.sleep(milliseconds, signal)
  } finally {
    await limiter.acquire(true)
  }
}

function misled(location: string, address: URL | undefined): Sent {
  const reason =
    address === undefined
      ? `the storage redirects to ${hostOf(location)}, where documents must not be sent`
      : `the storage redirects again and again`
  return { kind: 'refused', reason }
}

function hostOf(location: string): string {
  return URL.canParse(location) ? new URL(location).host : 'nowhere'
}

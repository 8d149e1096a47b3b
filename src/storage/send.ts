import { ask } from '../network/answer.ts'
import { MOST_STALE_CONNECTIONS, OBJECT_BUDGET, pauseAfter } from '../network/backoff.ts'
import type { Clock } from '../network/clock.ts'
import { hadServed, networkFault } from '../network/fault.ts'
import { setImmediate } from 'node:timers/promises'
import type { Network } from '../network/network.ts'
import { BodyError, framed, sizeOf, type Body } from './body.ts'
import type { Destination } from './destination.ts'
import { formHead, type UploadForm } from './form.ts'
import type { Pacer } from './pacing.ts'
import type { Patience } from './patience.ts'
import { MOST_HOPS, redirected } from './redirect.ts'
import { verdictOf, verdictOfFault, type Verdict } from './verdict.ts'

/** What sending needs besides the object: the line, and what keeps measure. */
export interface Line {
  readonly dispatcher: Network
  readonly clock: Clock
  readonly pacer: Pacer
  readonly patience: Patience
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
 * Sends one object until it is stored, refused for good, or its budget of attempts is spent. The
 * same key and bytes again do no harm. Expects to have entered the pacer, and leaves it while it
 * pauses.
 *
 * @throws the signal's reason when that aborts
 */
export async function sendObject(
  object: StoredObject,
  destination: Destination,
  line: Line,
): Promise<Sent> {
  let hops = 0
  let stale = 0
  let perhapsStored = false
  for (let failures = 0; ;) {
    await line.pacer.turn()
    const sentAt = line.clock.now()
    const { address } = destination
    const verdict = await attempt(object, destination.form, address, sentAt, line)
    line.signal.throwIfAborted()
    switch (verdict.kind) {
      case 'stored':
        line.patience.renew()
        line.pacer.stored(object.body.kind === 'whole' ? sentAt : undefined)
        return verdict
      case 'expired':
      case 'changed':
        return { ...verdict, perhapsStored }
      case 'refused':
        return verdict
      case 'moved': {
        const next = redirected(address, verdict.location)
        if (next === undefined || ++hops > MOST_HOPS) return misled(verdict.location, next)
        destination.address = next
        break
      }
      case 'again':
        perhapsStored ||= verdict.perhapsStored
        if (verdict.isStale && ++stale <= MOST_STALE_CONNECTIONS) {
          // Those that were closed together with it are noticed meanwhile.
          await setImmediate()
          break
        }
        line.patience.failed(verdict.reason)
        if (verdict.slowDown !== 'no') line.pacer.slowDown(sentAt, verdict.slowDown)
        if (++failures === OBJECT_BUDGET.attempts) {
          return { kind: 'refused', reason: `${verdict.reason} (${String(failures)} attempts)` }
        }
        await pause(
          pauseAfter(failures, OBJECT_BUDGET, line.clock, verdict.retryAfterMilliseconds),
          line,
        )
    }
  }
}

async function attempt(
  { fileName, body }: StoredObject,
  form: UploadForm,
  address: URL,
  sentAt: number,
  { dispatcher, clock, patience, signal }: Line,
): Promise<Verdict | { readonly kind: 'changed' }> {
  signal.throwIfAborted()
  const head = formHead(form, fileName)
  const length = head[0].length + head[1].length + sizeOf(body) + form.end.length
  const moved = (): void => {
    if (clock.now() - sentAt > ROOM_ON_THE_WAY_MILLISECONDS) patience.moved()
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
async function pause(milliseconds: number, { clock, pacer, signal }: Line): Promise<void> {
  pacer.leave()
  try {
    await clock.sleep(milliseconds, signal)
  } finally {
    await pacer.enter(true)
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

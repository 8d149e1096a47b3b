import { setImmediate } from 'node:timers/promises'
import { ask } from '../network/answer.ts'
import { OBJECT_ATTEMPTS } from '../network/budgets.ts'
import type { Clock } from '../network/clock.ts'
import { hadServed, networkFault } from '../network/fault.ts'
import type { Network } from '../network/network.ts'
import { BodyError, requestBody, sizeOf, type Body } from './body.ts'
import { targetOf, type Destination } from './destination.ts'
import { formHead } from './form.ts'
import type { Limiter } from './limiter.ts'
import { MOST_REDIRECTS, redirectTarget } from './redirect.ts'
import { Retries } from './retries.ts'
import { verdictOf, verdictOfFault, type Verdict } from './verdict.ts'

/** One object: what the form calls it (percent-encoded), and its bytes. */
export interface StoredObject {
  readonly fileName: string
  readonly body: Body
}

/** How sending one object ended for good. */
export type Sent =
  | Extract<Verdict, { kind: 'stored' | 'failed' }>
  /** The session takes nothing any more. An attempt before may have stored the object in it. */
  | { readonly kind: 'expired'; readonly reason: string; readonly perhapsStored: boolean }
  /** The bytes are no longer those that were promised. An attempt before may have stored those. */
  | { readonly kind: 'changed'; readonly perhapsStored: boolean }

const ERROR_DOCUMENT_BYTES = 64 * 1024
/** The first bytes fit into socket buffers even if the server reads nothing, so early writes are no sign of progress. */
const ROOM_ON_THE_WAY_MILLISECONDS = 1_000

/** Sends objects to the storage, as the limiter allows. */
export class ObjectSender {
  readonly limiter: Limiter
  /** Nothing is sent once that aborts. */
  readonly signal: AbortSignal
  readonly #network: Network
  readonly #clock: Clock

  constructor(network: Network, limiter: Limiter, clock: Clock, signal: AbortSignal) {
    this.#network = network
    this.limiter = limiter
    this.#clock = clock
    this.signal = signal
  }

  /**
   * Sends one object until it is stored, has failed for good, or its attempts are spent. The same key
   * and bytes again do no harm. Expects that the limiter was acquired, and releases it while it pauses.
   *
   * @throws the signal's reason when that aborts
   */
  async send(object: StoredObject, destination: Destination): Promise<Sent> {
    const { limiter, signal } = this
    const retries = new Retries(limiter, this.#clock)
    let redirects = 0
    for (;;) {
      await limiter.readyToSend()
      const sentAt = this.#clock.now()
      const { address } = destination.target
      const verdict = await this.#attempt(object, destination, sentAt)
      signal.throwIfAborted()
      switch (verdict.kind) {
        case 'stored':
          limiter.stored(object.body.kind === 'whole' ? sentAt : undefined, retries.isFirst)
          return verdict
        case 'failed':
          limiter.answered()
          return verdict
        case 'expired':
          limiter.answered()
          return { ...verdict, perhapsStored: retries.perhapsStored }
        case 'changed':
          // Nothing was learnt of the storage. Where this was the probe, another one is due soon.
          return { ...verdict, perhapsStored: retries.perhapsStored }
        case 'redirected': {
          limiter.answered()
          const next = redirectTarget(address, verdict.location)
          if (next === undefined) return redirectsElsewhere(address, verdict.location)
          if (++redirects > MOST_REDIRECTS) return TOO_MANY_REDIRECTS
          destination.target = targetOf(next)
          break
        }
        case 'retry': {
          const pause = retries.failed(verdict, sentAt)
          if (pause === 'spent') return outOfAttempts(verdict.reason)
          if (pause === 0) await setImmediate()
          else await limiter.pause(pause, signal)
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
  async probe(object: StoredObject, destination: Destination): Promise<void> {
    const sentAt = this.#clock.now()
    const verdict = await this.#attempt(object, destination, sentAt)
    if (verdict.kind === 'retry') this.limiter.failed({ ...verdict, sentAt, isFirst: false })
    else if (verdict.kind === 'stored') this.limiter.recovered()
    else if (verdict.kind !== 'changed') this.limiter.answered()
  }

  async #attempt(
    { fileName, body }: StoredObject,
    { form, target }: Destination,
    sentAt: number,
  ): Promise<Verdict | { readonly kind: 'changed' }> {
    this.signal.throwIfAborted()
    const head = formHead(form, fileName)
    const length = head[0].length + head[1].length + sizeOf(body) + form.end.length
    const moved = (): void => {
      if (this.#clock.now() - sentAt > ROOM_ON_THE_WAY_MILLISECONDS) this.limiter.moved()
    }
    try {
      const request = {
        origin: target.origin,
        path: target.path,
        method: 'POST' as const,
        headers: ['content-type', form.contentType, 'content-length', String(length)],
        body: requestBody(head, body, form.end, moved),
      }
      const answer = await ask(this.#network, request, ERROR_DOCUMENT_BYTES)
      // undici lets a turn of the event loop pass before it uses a connection again: who sends
      // anything sooner gets a new one.
      await setImmediate()
      return verdictOf(answer)
    } catch (error) {
      if (error instanceof BodyError) return { kind: 'changed' }
      return verdictOfFault(networkFault(error), hadServed(error))
    }
  }
}

function outOfAttempts(reason: string): Sent {
  return { kind: 'failed', reason: `${reason} (${OBJECT_ATTEMPTS} attempts)` }
}

const TOO_MANY_REDIRECTS: Sent = {
  kind: 'failed',
  reason: 'the storage redirected too many times',
}

function redirectsElsewhere(from: URL, location: string): Sent {
  const host = URL.parse(location, from.href)?.host
  const reason = host
    ? `the storage redirects to ${host}, where documents must not be sent`
    : 'the storage redirects to an invalid address'
  return { kind: 'failed', reason }
}

import { StringDecoder } from 'node:string_decoder'
import type { Dispatcher } from 'undici'
import { TIME_LIMITS } from './limits.ts'

/** An answer whose body has been read, up to a limit. */
export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
}

/** Each answer before the answer (1xx) starts the time-out anew: a row of them might never end. */
const MOST_INTERIM_ANSWERS = 16

/** A request, and what ends it early. */
type Request = Dispatcher.DispatchOptions & { readonly signal?: AbortSignal }

/**
 * Sends a request and reads its answer as UTF-8, at most `limit` bytes of the body; what is beyond is
 * thrown away with the connection. By undici's `dispatch`: its `request` makes a stream for each
 * answer, which costs more than the answer.
 *
 * @throws the network's error, that of the request's body, or the signal's reason; an `Error` with code
 * `UND_ERR_BODY_TIMEOUT` where the answer does not end, with `UND_ERR_HEADERS_TIMEOUT` where it does
 * not begin for interim answers (1xx)
 */
export function ask(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  request: Request,
  limit: number,
  milliseconds = TIME_LIMITS.answer,
): Promise<Answer> {
  const reader = new AnswerReader(limit, milliseconds)
  const { signal } = request
  if (signal !== undefined) reader.endBy(signal)
  dispatcher.dispatch(request, reader)
  return reader.answer
}

/** What undici tells of a request's way, put together. One object a request: there are thousands. */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #answer = Promise.withResolvers<Answer>()
  readonly #limit: number
  readonly #milliseconds: number
  /** Most answers have no body. */
  #decoder: StringDecoder | undefined
  #controller: Dispatcher.DispatchController | undefined
  /** Why it has to end, where it has. */
  #aborted: Error | undefined
  #unlisten: (() => void) | undefined
  #timer: NodeJS.Timeout | undefined
  #interim = 0
  #status = 0
  #headers: Answer['headers'] = {}
  #size = 0
  #text = ''

  /** @param milliseconds from the head of the answer to its end */
  constructor(limit: number, milliseconds: number) {
    this.#limit = limit
    this.#milliseconds = milliseconds
  }

  get answer(): Promise<Answer> {
    return this.#answer.promise
  }

  /** Ends the request with the signal's reason when that aborts. */
  endBy(signal: AbortSignal): void {
    const abort = (): void => {
      this.#abort(reasonOf(signal))
    }
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    this.#unlisten = () => {
      signal.removeEventListener('abort', abort)
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#aborted !== undefined) controller.abort(this.#aborted)
  }

  onResponseStart(_: unknown, status: number, headers: Answer['headers']): void {
    if (status < 200) {
      if (++this.#interim > MOST_INTERIM_ANSWERS)
        this.#abort(fault('UND_ERR_HEADERS_TIMEOUT', 'no end of interim answers'))
      return
    }
    this.#status = status
    this.#headers = headers
    if (status === 204) return
    this.#timer = setTimeout(() => {
      this.#abort(fault('UND_ERR_BODY_TIMEOUT', 'the answer did not end'))
    }, this.#milliseconds)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#decoder ??= new StringDecoder()
    this.#text += this.#decoder.write(chunk.subarray(0, this.#limit - this.#size))
    this.#size += chunk.length
    if (this.#size < this.#limit) return
    this.onResponseEnd()
    controller.abort(new Error('the rest of the answer is not wanted'))
  }

  onResponseEnd(): void {
    this.#cleanUp()
    const text = this.#text + (this.#decoder?.end() ?? '')
    this.#answer.resolve({ status: this.#status, headers: this.#headers, text })
  }

  onResponseError(_: unknown, error: Error): void {
    this.#cleanUp()
    this.#answer.reject(error)
  }

  /** A request still waiting for a connection cannot be withdrawn: it is rejected at once, and aborted when it gets one. */
  #abort(reason: Error): void {
    this.#aborted = reason
    if (this.#controller === undefined) this.#answer.reject(reason)
    else this.#controller.abort(reason)
  }

  #cleanUp(): void {
    clearTimeout(this.#timer)
    this.#unlisten?.()
  }
}

function fault(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason
  return reason instanceof Error ? reason : new Error('aborted')
}

/** The one value of a header; '' where it is absent or there are several. */
export function header(answer: Pick<Answer, 'headers'>, name: string): string {
  const value = answer.headers[name]
  return typeof value === 'string' ? value : ''
}

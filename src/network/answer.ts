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
export type Request = Dispatcher.DispatchOptions & { readonly signal?: AbortSignal }

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
  { signal, ...request }: Request,
  limit: number,
  milliseconds = TIME_LIMITS.answer,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  let stop = (reason: Error): void => {
    reject(reason)
  }
  const abort = (): void => {
    stop(reasonOf(signal))
  }
  let timer: NodeJS.Timeout | undefined
  const ended = (): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
  let interim = 0
  let head: Pick<Answer, 'status' | 'headers'> = { status: 0, headers: {} }
  const chunks: Buffer[] = []
  let size = 0
  const finish = (): void => {
    ended()
    resolve({ ...head, text: size === 0 ? '' : Buffer.concat(chunks).toString('utf8', 0, limit) })
  }
  dispatcher.dispatch(request, {
    onRequestStart(controller) {
      stop = (reason) => {
        controller.abort(reason)
      }
      if (signal?.aborted === true) abort()
    },
    onResponseStart(controller, status, headers) {
      if (status < 200) {
        if (++interim > MOST_INTERIM_ANSWERS)
          controller.abort(fault('UND_ERR_HEADERS_TIMEOUT', 'no end of interim answers'))
        return
      }
      head = { status, headers }
      if (status === 204) return
      timer = setTimeout(() => {
        controller.abort(fault('UND_ERR_BODY_TIMEOUT', 'the answer did not end'))
      }, milliseconds)
    },
    onResponseData(controller, chunk) {
      chunks.push(chunk)
      size += chunk.length
      if (size < limit) return
      finish()
      controller.abort(new Error('the rest of the answer is not wanted'))
    },
    onResponseEnd: finish,
    onResponseError(_, error) {
      ended()
      reject(error)
    },
  })
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted === true) abort()
  return promise
}

function fault(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  return reason instanceof Error ? reason : new Error('aborted')
}

/** The one value of a header; '' where it is absent or there are several. */
export function header(answer: Pick<Answer, 'headers'>, name: string): string {
  const value = answer.headers[name]
  return typeof value === 'string' ? value : ''
}

import type { Dispatcher } from 'undici'
import { TIME_LIMITS } from './limits.ts'

/** An answer whose body has been read, up to a limit. */
export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
}

/**
 * Reads the body of an answer as UTF-8, at most `limit` bytes of it; what is beyond is thrown away
 * with the connection.
 *
 * @throws the network's error where the body breaks off, or an `Error` with code
 * `UND_ERR_BODY_TIMEOUT` where it does not end.
 */
export async function readAnswer(
  response: Dispatcher.ResponseData,
  limit: number,
  milliseconds = TIME_LIMITS.answer,
): Promise<Answer> {
  const { statusCode: status, headers, body } = response
  if (status === 204) {
    await body.dump()
    return { status, headers, text: '' }
  }
  const timer = setTimeout(() => {
    body.destroy(
      Object.assign(new Error('the answer did not end'), { code: 'UND_ERR_BODY_TIMEOUT' }),
    )
  }, milliseconds)
  try {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= limit) break
    }
    return { status, headers, text: Buffer.concat(chunks).toString('utf8', 0, limit) }
  } finally {
    clearTimeout(timer)
  }
}

/** Each answer before the answer (1xx) starts the time-out anew: a row of them might never end. */
const MOST_INTERIM_ANSWERS = 16

/** Goes with a request as its `onInfo`: ends it where interim answers (1xx) are all that comes. */
export function interimAnswers(): () => void {
  let count = 0
  return () => {
    if (++count <= MOST_INTERIM_ANSWERS) return
    throw Object.assign(new Error('no end of interim answers'), { code: 'UND_ERR_HEADERS_TIMEOUT' })
  }
}

/** The one value of a header; '' where it is absent or there are several. */
export function header(answer: Pick<Answer, 'headers'>, name: string): string {
  const value = answer.headers[name]
  return typeof value === 'string' ? value : ''
}

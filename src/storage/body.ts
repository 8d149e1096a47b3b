import { Readable } from 'node:stream'

/** The bytes of one object, of a length that is known before the first is sent. */
export type Body =
  | { readonly kind: 'whole'; readonly content: Buffer }
  | {
      readonly kind: 'slices'
      readonly size: number
      /** Reads the bytes anew at each call, `size` of them, or throws. */
      readonly slices: () => AsyncIterable<Buffer>
    }

/** The bytes could not be read to their end, or were not those that were promised. */
export class BodyError extends Error {
  override name = 'BodyError'
}

export function sizeOf(body: Body): number {
  return body.kind === 'whole' ? body.content.length : body.size
}

/**
 * With more at once, a slow connection would count as a silent one: undici's time-out runs while a
 * single buffer is being sent, and starts again with each slice.
 */
const SLICE_BYTES = 64 * 1024

/**
 * The body of a request: one buffer where it is small, else slices of it.
 *
 * @param moved called whenever the connection has taken a slice
 */
export function requestBody(
  head: readonly Buffer[],
  body: Body,
  end: Buffer,
  moved: () => void,
): Buffer | Readable {
  if (body.kind === 'whole' && body.content.length <= SLICE_BYTES) {
    return Buffer.concat([...head, body.content, end])
  }
  return Readable.from(bodySlices(head, body, end, moved), { objectMode: false })
}

async function* bodySlices(
  head: readonly Buffer[],
  body: Body,
  end: Buffer,
  moved: () => void,
): AsyncGenerator<Buffer> {
  yield* head
  const parts = body.kind === 'whole' ? [body.content] : withBodyErrors(body.slices())
  for await (const part of parts) {
    for (let start = 0; start < part.length; start += SLICE_BYTES) {
      yield part.subarray(start, start + SLICE_BYTES)
      moved()
    }
  }
  yield end
}

/** Tells what goes wrong with the bytes apart from what goes wrong with the network. */
async function* withBodyErrors(slices: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* slices
  } catch (error) {
    throw new BodyError('the body of a request broke off', { cause: error })
  }
}

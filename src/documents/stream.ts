import { createHash } from 'node:crypto'
import type { OpenDocument } from './open.ts'
import { MAX_DOCUMENT_BYTES } from './open.ts'

/** Bytes that are read, and held, at once. */
export const SLICE_BYTES = 256 * 1024

/**
 * Slices that are not overwritten: far more than a sender that heeds its socket's backpressure can
 * hold. Left to the garbage collector, the slices of a large document pile up to some 64 MB.
 */
const SLICES_KEPT = 8

/** What a document's content is known by. */
interface Fingerprint {
  /** Bytes. */
  readonly size: number
  /** In hexadecimal. */
  readonly sha256: string
}

/** The document changed while it was read: it may be hashed and sent again from the start. */
export class DocumentChangedError extends Error {
  override name = 'DocumentChangedError'
}

/**
 * Hashes a document to its end, in one buffer, and shows each piece of it.
 *
 * @throws a `DocumentChangedError` at 5 GiB, where a file grows faster than it is read; the file system's
 * errors; the signal's reason when that aborts
 */
export async function hashDocument(
  document: OpenDocument,
  signal: AbortSignal,
  show: (bytes: Buffer) => void = () => undefined,
): Promise<Fingerprint> {
  const sha256 = createHash('sha256')
  const buffer = Buffer.allocUnsafeSlow(SLICE_BYTES)
  for (let size = 0; size <= MAX_DOCUMENT_BYTES;) {
    signal.throwIfAborted()
    const length = await document.read(buffer, size)
    const bytes = buffer.subarray(0, length)
    sha256.update(bytes)
    show(bytes)
    size += length
    if (length < buffer.length) return { size, sha256: sha256.digest('hex') }
  }
  throw new DocumentChangedError(
    'It kept growing while it was read. Is another process writing to it?',
  )
}

/**
 * The document's slices, in order. The last one comes only when size and hash are those of the
 * fingerprint. A slice's bytes are overwritten when the eighth after it is asked for.
 *
 * @throws a `DocumentChangedError` in place of the last slice; the file system's errors
 */
export async function* slicesOf(
  document: OpenDocument,
  { size, sha256 }: Fingerprint,
): AsyncGenerator<Buffer, void, undefined> {
  const actual = createHash('sha256')
  const buffers: Buffer[] = []
  for (let position = 0; position < size; position += SLICE_BYTES) {
    const isLast = position + SLICE_BYTES >= size
    const expected = isLast ? size - position : SLICE_BYTES
    // One byte more than is left shows whether something was added.
    const room = isLast ? expected + 1 : expected
    const kept = buffers.length < SLICES_KEPT ? undefined : buffers.shift()
    const buffer = kept ?? Buffer.allocUnsafeSlow(SLICE_BYTES + 1)
    buffers.push(buffer)
    const length = await document.read(buffer.subarray(0, room), position)
    const slice = buffer.subarray(0, expected)
    actual.update(slice)
    if (length !== expected || (isLast && actual.digest('hex') !== sha256)) {
      throw new DocumentChangedError(
        'It changed while it was sent. Is another process writing to it?',
      )
    }
    yield slice
  }
}

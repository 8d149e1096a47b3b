import { createHash } from 'node:crypto'

/** A file's bytes, as often as they are asked for. */
interface Content {
  /** Bytes. */
  readonly size: number
  /** A chunk is valid until the next is asked for. */
  readonly chunks: () => Chunks
}

type Chunks = Iterable<Buffer> | AsyncIterable<Buffer>

/**
 * The SHA-256 of a content that is what a git blob holds, or what git makes of it in a work tree: with
 * CR LF for line ends (`core.autocrlf`, `eol=crlf`), or what Git LFS puts in place of a pointer.
 * Undefined where it is something else.
 *
 * @param id the blob's, of either of git's object formats
 */
export async function hashIfBlob(content: Content, id: string): Promise<string | undefined> {
  const asIs = await readAs(id, content, content.size, (chunks) => chunks)
  if (asIs.isBlob) return asIs.sha256
  const pointer = lfsPointerTo(asIs.sha256, content.size)
  const one = { size: pointer.length, chunks: () => [pointer] }
  if ((await readAs(id, one, one.size, (chunks) => chunks)).isBlob) return asIs.sha256
  let size = 0
  for await (const chunk of withLineFeeds(content.chunks())) size += chunk.length
  if (size === content.size) return undefined
  const asText = await readAs(id, content, size, withLineFeeds)
  return asText.isBlob ? asText.sha256 : undefined
}

/** One reading gives both, so that the hash is that of the bytes which were compared. */
async function readAs(
  id: string,
  content: Content,
  size: number,
  convert: (chunks: AsyncIterable<Buffer>) => AsyncIterable<Buffer>,
): Promise<{ readonly isBlob: boolean; readonly sha256: string }> {
  const sha256 = createHash('sha256')
  // "Object names" in git's documentation of hash-function-transition.
  const blob = createHash(id.length === 40 ? 'sha1' : 'sha256').update(`blob ${size}\0`)
  for await (const chunk of convert(alsoInto(sha256, content.chunks()))) blob.update(chunk)
  return { isBlob: blob.digest('hex') === id, sha256: sha256.digest('hex') }
}

async function* alsoInto(
  hash: { update(chunk: Buffer): unknown },
  chunks: Chunks,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}

const CR = 0x0d
const LF = 0x0a

async function* withLineFeeds(chunks: Chunks): AsyncGenerator<Buffer, void, undefined> {
  // A CR at the end of a chunk waits for what the next one begins with.
  let isHeld = false
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    const text = Buffer.allocUnsafe(chunk.length + 1)
    let length = 0
    if (isHeld && chunk[0] !== LF) text[length++] = CR
    isHeld = chunk[chunk.length - 1] === CR
    const end = isHeld ? chunk.length - 1 : chunk.length
    for (let position = 0; position < end; position++) {
      const byte = chunk[position] ?? 0
      if (byte !== CR || chunk[position + 1] !== LF) text[length++] = byte
    }
    yield text.subarray(0, length)
  }
  if (isHeld) yield Buffer.of(CR)
}

/** By the specification of Git LFS. */
function lfsPointerTo(sha256: string, size: number): Buffer {
  const lines = [
    'version https://git-lfs.github.com/spec/v1',
    `oid sha256:${sha256}`,
    `size ${size}`,
  ]
  return Buffer.from(lines.map((line) => `${line}\n`).join(''))
}

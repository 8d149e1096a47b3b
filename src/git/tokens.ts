const NUL = 0

/** More than any path or list of parents has; a commit's subject has no limit. */
const TOKEN_BYTES = 1024 * 1024

/**
 * Cuts a stream at its NUL bytes: gives, chunk by chunk, the tokens that end there. What is held is
 * one chunk and one token; of a token over 1 MiB that spans chunks only the beginning is kept.
 */
export function cutAtNul(): (chunk: Buffer) => Generator<Buffer, void, undefined> {
  let begun: Buffer[] = []
  let begunBytes = 0
  return function* (chunk) {
    let start = 0
    for (let end = chunk.indexOf(NUL); end !== -1; end = chunk.indexOf(NUL, start)) {
      const token = chunk.subarray(start, end)
      start = end + 1
      if (begun.length === 0) {
        yield token
      } else {
        yield Buffer.concat([...begun, token])
        begun = []
        begunBytes = 0
      }
    }
    const rest = chunk.subarray(start, start + TOKEN_BYTES - begunBytes)
    if (rest.length > 0) begun.push(rest)
    begunBytes += rest.length
  }
}

import { S3Error, invalidArgument } from './s3-error.ts'

/** The fields of a form up to its file, by lower-case name, and the file part's `filename`. */
export interface FormHead {
  readonly fields: ReadonlyMap<string, string>
  readonly filename: string
}

/** "The form data ... is limited to 20 KB", file apart, by S3's documentation. */
const MOST_FIELD_BYTES = 20 * 1024
const MOST_FILE_HEADER_BYTES = 8 * 1024
const NOTHING = Buffer.alloc(0)

/**
 * Reads a `multipart/form-data` body as it arrives, in memory that does not grow with the file. As
 * S3 does it takes the part named `file` for the last and ignores what follows.
 */
export class FormReader {
  readonly #delimiter: Buffer
  readonly #onHead: (head: FormHead) => void
  readonly #onContent: (bytes: Buffer) => void
  #state: 'head' | 'content' | 'done' = 'head'
  /** What could not be judged yet: the head so far, or bytes that may be the start of the delimiter. */
  #pending: Buffer = NOTHING

  constructor(
    boundary: string,
    onHead: (head: FormHead) => void,
    onContent: (bytes: Buffer) => void,
  ) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`)
    this.#onHead = onHead
    this.#onContent = onContent
  }

  /** Throws an S3Error for a form that S3 would not take. */
  write(chunk: Buffer): void {
    if (this.#state === 'done') return
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    this.#pending = NOTHING
    if (this.#state === 'content') this.#readContent(bytes)
    else this.#readHead(bytes)
  }

  /** Throws an S3Error if the body ended before the form did. */
  end(): void {
    if (this.#state !== 'done') throw malformed()
  }

  #readHead(bytes: Buffer): void {
    const found = parseHead(bytes, this.#delimiter.toString('latin1'))
    if (found) {
      this.#state = 'content'
      this.#onHead(found.head)
      this.#readContent(bytes.subarray(found.contentStart))
    } else if (bytes.length > MOST_FIELD_BYTES + MOST_FILE_HEADER_BYTES) {
      throw tooMuchBeforeFile()
    } else {
      this.#pending = bytes
    }
  }

  #readContent(bytes: Buffer): void {
    const end = bytes.indexOf(this.#delimiter)
    if (end >= 0) {
      this.#state = 'done'
      if (end > 0) this.#onContent(bytes.subarray(0, end))
      return
    }
    const safe = Math.max(0, bytes.length - this.#delimiter.length + 1)
    if (safe > 0) this.#onContent(bytes.subarray(0, safe))
    this.#pending = bytes.subarray(safe)
  }
}

/** Undefined while the head is incomplete. */
function parseHead(
  bytes: Buffer,
  delimiter: string,
): { head: FormHead; contentStart: number } | undefined {
  const text = bytes.toString('latin1', 0, MOST_FIELD_BYTES + MOST_FILE_HEADER_BYTES)
  const opening = delimiter.slice(2)
  if (!text.startsWith(opening)) {
    if (opening.startsWith(text)) return undefined
    throw malformed()
  }
  const fields = new Map<string, string>()
  let at = opening.length
  for (;;) {
    if (text.startsWith('--', at)) throw noFile()
    const headerEnd = text.indexOf('\r\n\r\n', at)
    if (headerEnd < 0) return undefined
    const header = text.slice(at, headerEnd)
    const name = parameter(header, NAME)?.toLowerCase()
    if (name === undefined) throw malformed()
    if (name === 'file') {
      if (at > MOST_FIELD_BYTES) throw tooMuchBeforeFile()
      const filename = parameter(header, FILENAME) ?? ''
      return { head: { fields, filename }, contentStart: headerEnd + 4 }
    }
    const valueEnd = text.indexOf(delimiter, headerEnd + 4)
    if (valueEnd < 0) return undefined
    if (fields.has(name)) throw malformed()
    fields.set(name, utf8(text.slice(headerEnd + 4, valueEnd)))
    at = valueEnd + delimiter.length
  }
}

const NAME = /^content-disposition:.*?;[ \t]*name=(?:"([^"]*)"|([^\s;"]+))/im
const FILENAME = /^content-disposition:.*?;[ \t]*filename=(?:"([^"]*)"|([^\s;"]+))/im
const NOT_ASCII = /[\x80-\xff]/

function parameter(header: string, pattern: RegExp): string | undefined {
  const match = pattern.exec(header)
  const value = match?.[1] ?? match?.[2]
  return value === undefined ? undefined : utf8(value)
}

function utf8(latin1: string): string {
  return NOT_ASCII.test(latin1) ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1
}

function malformed(): S3Error {
  const message = 'The body of your POST request is not well-formed multipart/form-data.'
  return new S3Error(400, 'MalformedPOSTRequest', message)
}

function noFile(): S3Error {
  return invalidArgument('POST requires exactly one file upload per request.', 'file', '0')
}

function tooMuchBeforeFile(): S3Error {
  return new S3Error(
    400,
    'MaxPostPreDataLengthExceeded',
    'Your POST request fields preceding the upload file were too large.',
    { MaxPostPreDataLengthBytes: String(MOST_FIELD_BYTES) },
  )
}

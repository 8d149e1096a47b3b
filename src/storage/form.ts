import { randomBytes } from 'node:crypto'

/** S3 replaces this in a key with the file name that the form's last part gives. */
const FILE_NAME = '${filename}'
const CRLF = '\r\n'

/** The fixed part of every request of a session: the fields that the platform gave, as given. */
export interface UploadForm {
  readonly contentType: string
  readonly fields: Buffer
  readonly end: Buffer
}

/**
 * Prepares the form of a presigned POST. The fields go out unchanged and no other is added: the
 * policy names every field that may come (S3's documentation). Only a key that leaves no place for
 * the file name gets one at its end, as the platform's documentation asks.
 *
 * @throws a `TypeError` where a field's name cannot stand in a form
 */
export function createForm(fields: Readonly<Record<string, string>>): UploadForm {
  const boundary = randomBytes(24).toString('hex')
  const parts = Object.entries(fields).map(([name, value]) => {
    if (!/^[\w.-]+$/.test(name)) throw new TypeError('a form field has a name that cannot be sent')
    const sent = name === 'key' && !value.includes(FILE_NAME) ? value + FILE_NAME : value
    return `--${boundary}${CRLF}Content-Disposition: form-data; name="${name}"${CRLF}${CRLF}${sent}${CRLF}`
  })
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    fields: Buffer.from(
      `${parts.join('')}--${boundary}${CRLF}Content-Disposition: form-data; name="file"; filename="`,
    ),
    end: Buffer.from(`${CRLF}--${boundary}--${CRLF}`),
  }
}

/**
 * The parts that go before the bytes of one object. The file part is the last one: S3 ignores what
 * follows.
 *
 * @param fileName the object's name, percent-encoded
 */
export function formHead(form: UploadForm, fileName: string): readonly [Buffer, Buffer] {
  const rest = Buffer.from(
    `${fileName}"${CRLF}Content-Type: application/octet-stream${CRLF}${CRLF}`,
  )
  return [form.fields, rest]
}

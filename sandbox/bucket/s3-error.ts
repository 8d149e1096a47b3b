/** A refusal as S3 answers it. Codes and messages are those of S3's documentation. */
export class S3Error extends Error {
  readonly status: number
  readonly code: string
  /** Further elements of the document, by name. */
  readonly details: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, details: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }

  /** The XML document. */
  document(requestId: string): string {
    const elements = {
      Code: this.code,
      Message: this.message,
      ...this.details,
      RequestId: requestId,
    }
    const lines = Object.entries(elements).map(
      ([name, text]) => `<${name}>${escaped(text)}</${name}>`,
    )
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${lines.join('')}</Error>`
  }
}

export function accessDenied(why: string): S3Error {
  return new S3Error(403, 'AccessDenied', why)
}

export function invalidArgument(message: string, name: string, value = ''): S3Error {
  return new S3Error(400, 'InvalidArgument', message, { ArgumentName: name, ArgumentValue: value })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

import { isUtf8 } from 'node:buffer'

const TEXT =
  /\.(?:md|mdx|markdown|mdown|mkdn?|html?|xhtml|txt|text|rst|adoc|asciidoc|org|tex|csv|tsv|json|jsonl|ya?ml|xml)$/i

/** Whether a document is text, by its extension. */
export function isText(path: string): boolean {
  return TEXT.test(path)
}

/** Whether a document is UTF-8, told while it is read piece by piece. */
export class Utf8Check {
  /** The last bytes before what is read next, which may be the beginning of a character. */
  #rest = Buffer.alloc(0)
  #isValid = true

  read(bytes: Buffer): void {
    if (!this.#isValid) return
    const text = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const end = text.length - unfinished(text)
    this.#isValid = isUtf8(text.subarray(0, end))
    this.#rest = Buffer.from(text.subarray(end))
  }

  /** Of all that has been read. */
  get isValid(): boolean {
    return this.#isValid && this.#rest.length === 0
  }
}

/** How many bytes at the end begin a character of more bytes than there are. */
function unfinished(text: Buffer): number {
  for (let back = 1; back <= Math.min(3, text.length); back++) {
    const byte = text[text.length - back] ?? 0
    const isFollower = byte >= 0x80 && byte < 0xc0
    if (isFollower) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? back : 0
  }
  return 0
}

const TAB = 9
const SPACE = 32

const BLANK_LINES = /(?:[ \t]*\n)+/y

/** Columns from one tab stop to the next. (CommonMark, 2.2) */
const TAB_STOP = 4

/** By so many columns a line is code, or goes on with a paragraph. */
export const CODE_INDENT = 4

const SHORTEST_BREAK = 3
const BREAK = /([*_-])(?:[ \t]*\1){2}/y

/**
 * The lines of a text, one after the other, each read from its left as CommonMark has it: indentation
 * counts in columns, and markers of quotes and lists are taken off before the rest is looked at.
 */
export class Line {
  /** Offsets in the text: where the line begins, its next character that is no white space, its end. */
  start = 0
  position = 0
  end = -1
  readonly #text: string
  /** Columns from the line's beginning: up to the position, and those that containers have taken. */
  #column = 0
  #taken = 0
  #uniformFrom: number | undefined

  constructor(text: string) {
    this.#text = text
  }

  /** Goes to the next line; false where there is none. */
  next(): boolean {
    const start = this.end + 1
    if (start >= this.#text.length) return false
    const end = this.#text.indexOf('\n', start)
    this.start = start
    this.position = start
    this.end = end < 0 ? this.#text.length : end
    this.#column = 0
    this.#taken = 0
    this.#uniformFrom = undefined
    this.#skipSpaces()
    return true
  }

  /** Goes to the last one of the blank lines that follow. */
  skipBlank(): void {
    BLANK_LINES.lastIndex = this.end + 1
    if (BLANK_LINES.test(this.#text)) this.end = BLANK_LINES.lastIndex - 1
  }

  /** Columns of white space before the position that are not taken. */
  get indent(): number {
    return this.#column - this.#taken
  }

  get isBlank(): boolean {
    return this.position >= this.end
  }

  /** The character at the position; empty where the line is blank. */
  get character(): string {
    return this.isBlank ? '' : this.#text.charAt(this.position)
  }

  /** From the position to the line's end. */
  get rest(): string {
    return this.#text.slice(this.position, this.end)
  }

  /** How many characters a sticky pattern matches at the position; 0 where it does not. */
  match(pattern: RegExp): number {
    pattern.lastIndex = this.position
    return pattern.test(this.#text) ? pattern.lastIndex - this.position : 0
  }

  /** Whether a thematic break is all that is left of the line. */
  get isBreak(): boolean {
    if (this.end - this.position < SHORTEST_BREAK) return false
    return '*-_'.includes(this.character) && this.#isUniform && this.match(BREAK) > 0
  }

  /** Takes so many columns of white space. */
  takeColumns(columns: number): void {
    this.#taken += columns
  }

  /** Takes a marker of so many characters, and leaves the white space after it. */
  takeMarker(length: number): void {
    this.position += length
    this.#column += length
    this.#taken = this.#column
    this.#skipSpaces()
  }

  /** Whether one character repeats itself from the position to the end, white space aside. */
  get #isUniform(): boolean {
    // Found once for all positions: each marker of a list may ask.
    this.#uniformFrom ??= this.#findUniform()
    return this.position >= this.#uniformFrom
  }

  #findUniform(): number {
    let from = this.end
    let last = ''
    for (let offset = this.end - 1; offset >= this.start; offset--) {
      const character = this.#text.charAt(offset)
      if (character === ' ' || character === '\t') continue
      if (last !== '' && character !== last) break
      last = character
      from = offset
    }
    return from
  }

  #skipSpaces(): void {
    for (; this.position < this.end; this.position++) {
      const code = this.#text.charCodeAt(this.position)
      if (code === SPACE) this.#column += 1
      else if (code === TAB) this.#column += TAB_STOP - (this.#column % TAB_STOP)
      else break
    }
  }
}

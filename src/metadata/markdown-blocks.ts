import { beginContainer, goesOn, type Container } from './markdown-containers.ts'
import { endOfHtml } from './markdown-html.ts'
import { CODE_INDENT, Line } from './markdown-line.ts'

/** A block of Markdown that a title may come from. */
export type Block =
  /** A heading that is not empty: of the first kind without its signs, of the other what is underlined. */
  | { readonly kind: 'atx' | 'setext'; readonly content: string }
  | { readonly kind: 'html'; readonly content: string }
  /** Where the definition of a link begins; in quotes and lists, too. */
  | { readonly kind: 'definition'; readonly start: number }

/** What the next line may go on with, in the innermost container. */
type Leaf =
  | { readonly kind: 'none' }
  | { readonly kind: 'paragraph'; readonly start: number; readonly mayDefine: boolean }
  | { readonly kind: 'fence'; readonly marker: string }
  | { readonly kind: 'html'; readonly start: number; readonly end: RegExp }

type LeafOf<Kind extends Leaf['kind']> = Extract<Leaf, { kind: Kind }>

const NONE: Leaf = { kind: 'none' }

/** Quotes and lists nested deeper than this are taken for text: nobody writes them. */
const DEEPEST = 16

const ATX = /#{1,6}(?![^ \t\n])/y
const SETEXT = /(?:=+|-+)[ \t]*(?![^\n])/y
const FENCE = /`{3,}(?![^\n]*`)|~{3,}/y
const FENCE_END = /(?:`+|~+)(?=[ \t]*(?![^\n]))/y
/** How the definition of a link begins, with its label. (CommonMark, 4.7) */
export const DEFINITION = /\[((?:[^[\]\\]|\\.){1,999})\]:/sy

/**
 * Finds the blocks of a Markdown text that a title may come from, in order: by the algorithm in
 * CommonMark's appendix, which looks at each line once. So the time grows with the text alone, where
 * parsers of whole documents look at nested quotes and lists again and again.
 */
export class MarkdownBlocks {
  readonly #text: string
  readonly #line: Line
  readonly #containers: Container[] = []
  #leaf: Leaf = NONE

  /** @param text with `\n` at the end of lines */
  constructor(text: string) {
    this.#text = text
    this.#line = new Line(text)
  }

  /** The next one, found only when it is asked for; undefined at the end. */
  next(): Block | undefined {
    while (this.#line.next()) {
      const block = this.#read()
      if (block !== undefined) return block
    }
    const leaf = this.#leaf
    this.#leaf = NONE
    return leaf.kind === 'html' ? this.#html(leaf.start, this.#text.length) : undefined
  }

  /** Reads a line; none completes more than one block. */
  #read(): Block | undefined {
    const matched = this.#matchContainers()
    const isWithin = matched === this.#containers.length
    if (isWithin && this.#leaf.kind === 'html') return this.#readHtml(this.#leaf)
    if (isWithin && this.#leaf.kind === 'fence') {
      if (endsFence(this.#leaf.marker, this.#line)) this.#leaf = NONE
      return undefined
    }
    if (!this.#line.isBlank) return this.#readBlocks(matched)
    this.#close(matched)
    this.#line.skipBlank()
    return undefined
  }

  #matchContainers(): number {
    let matched = 0
    for (const container of this.#containers) {
      if (!goesOn(container, this.#line)) break
      matched += 1
    }
    return matched
  }

  #readHtml({ start, end }: LeafOf<'html'>): Block | undefined {
    if (!end.test(this.#line.rest)) return undefined
    this.#leaf = NONE
    return this.#html(start, this.#line.end)
  }

  /** Reads what a line begins, within so many of the containers: others, and a leaf. */
  #readBlocks(matched: number): Block | undefined {
    const line = this.#line
    let depth = matched
    /** The paragraph that the line may go on with, though it stands in fewer containers. */
    let lazy = this.#leaf.kind === 'paragraph' ? this.#leaf : undefined
    let paragraph = matched === this.#containers.length ? lazy : undefined
    while (depth < DEEPEST && line.indent < CODE_INDENT) {
      const container = beginContainer(line, paragraph !== undefined)
      if (container === undefined) break
      this.#close(depth)
      depth = this.#containers.push(container)
      lazy = undefined
      paragraph = undefined
    }
    if (line.isBlank) return undefined
    const begun = line.indent < CODE_INDENT ? this.#beginLeaf(depth, lazy, paragraph) : undefined
    if (begun !== undefined) return begun.block
    if (lazy === undefined) {
      this.#close(depth)
      if (line.indent >= CODE_INDENT) return undefined
      lazy = { kind: 'paragraph', start: line.position, mayDefine: line.character === '[' }
      this.#leaf = lazy
    }
    if (!lazy.mayDefine || line.character !== '[') return undefined
    if (line.match(DEFINITION) > 0) return { kind: 'definition', start: line.position }
    // Once there is text in a paragraph, it defines nothing more.
    this.#leaf = { ...lazy, mayDefine: false }
    return undefined
  }

  /** Where a line begins another block than a paragraph: that block, if it is complete already. */
  #beginLeaf(
    depth: number,
    lazy: LeafOf<'paragraph'> | undefined,
    paragraph: LeafOf<'paragraph'> | undefined,
  ): { readonly block?: Block | undefined } | undefined {
    const line = this.#line
    switch (line.character) {
      case '#': {
        const length = line.match(ATX)
        if (length === 0) return undefined
        this.#close(depth)
        return { block: this.#heading('atx', withoutClosing(line.rest.slice(length))) }
      }
      case '`':
      case '~': {
        const length = line.match(FENCE)
        if (length === 0) return undefined
        this.#close(depth)
        this.#leaf = { kind: 'fence', marker: line.rest.slice(0, length) }
        return {}
      }
      case '<': {
        const { rest, position } = line
        const end = endOfHtml(rest, lazy !== undefined)
        if (end === undefined) return undefined
        this.#close(depth)
        if (end.test(rest)) return { block: this.#html(position, line.end) }
        this.#leaf = { kind: 'html', start: position, end }
        return {}
      }
      case '=':
      case '-':
        if (paragraph !== undefined && line.match(SETEXT) > 0) {
          this.#close(depth)
          return { block: this.#heading('setext', this.#text.slice(paragraph.start, line.start)) }
        }
    }
    if (!line.isBreak) return undefined
    this.#close(depth)
    return {}
  }

  /** Closes the containers beyond so many, and what the lines before were. */
  #close(depth: number): void {
    // Not by its length, which would give up the array's memory for the next one to ask for.
    while (this.#containers.length > depth) this.#containers.pop()
    this.#leaf = NONE
  }

  #heading(kind: 'atx' | 'setext', text: string): Block | undefined {
    const content = text.trim()
    return this.#containers.length === 0 && content !== '' ? { kind, content } : undefined
  }

  #html(start: number, end: number): Block | undefined {
    if (this.#containers.length > 0) return undefined
    return { kind: 'html', content: this.#text.slice(start, end) }
  }
}

function endsFence(marker: string, line: Line): boolean {
  if (line.indent >= CODE_INDENT || line.character !== marker.charAt(0)) return false
  return line.match(FENCE_END) >= marker.length
}

/** The content of an ATX heading, without signs that close it. */
function withoutClosing(content: string): string {
  const end = endWithout(' \t', content, content.length)
  const closing = endWithout('#', content, end)
  const isClosing = closing === 0 || ' \t'.includes(content.charAt(closing - 1))
  return content.slice(0, isClosing ? closing : end)
}

/** Where a text that ends at an offset would end without such characters at its end. */
function endWithout(characters: string, text: string, end: number): number {
  let before = end
  while (before > 0 && characters.includes(text.charAt(before - 1))) before -= 1
  return before
}

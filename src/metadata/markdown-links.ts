import type { MarkdownIt } from 'markdown-it'
import { DEFINITION, MarkdownBlocks } from './markdown-blocks.ts'

/** By what a link refers to its definition. (CommonMark, 6.3) */
const LABEL = /\[((?:[^[\]\\]|\\.){1,999})\]/gs
/** A definition is a line, or goes on over the next ones. */
const LONGEST = { lines: 3, characters: 500 }
/** Definitions that are read for a text's headings: one that is no title may refer to many. */
const MOST = 10

/** The links that a text defines, for headings that refer to them; wherever they are defined. */
export class MarkdownLinks {
  /** What `markdown-it` takes them from. */
  readonly environment = {}
  readonly #text: string
  readonly #markdown: MarkdownIt
  /** Where they are defined, by label: looked for by the first heading that refers to any. */
  #definitions: Map<string, number> | undefined
  #read = 0

  constructor(text: string, markdown: MarkdownIt) {
    this.#text = text
    this.#markdown = markdown
  }

  /** Reads the definitions that a heading refers to. */
  readFor(heading: string): void {
    for (const [, label = ''] of heading.matchAll(LABEL)) {
      this.#definitions ??= this.#find()
      const key = this.#key(label)
      const start = this.#definitions.get(key)
      if (start === undefined || this.#read === MOST) continue
      this.#definitions.delete(key)
      this.#read += 1
      const text = this.#text.slice(start, start + LONGEST.characters)
      const definition = text.split('\n', LONGEST.lines).join('\n')
      this.#markdown.block.parse(definition, this.#markdown, this.environment, [])
    }
  }

  #find(): Map<string, number> {
    const definitions = new Map<string, number>()
    const blocks = new MarkdownBlocks(this.#text)
    for (let block = blocks.next(); block !== undefined; block = blocks.next()) {
      if (block.kind !== 'definition') continue
      DEFINITION.lastIndex = block.start
      const [, label] = DEFINITION.exec(this.#text) ?? []
      const key = label === undefined ? '' : this.#key(label)
      // The first counts.
      if (!definitions.has(key)) definitions.set(key, block.start)
    }
    return definitions
  }

  #key(label: string): string {
    return this.#markdown.utils.normalizeReference(label)
  }
}

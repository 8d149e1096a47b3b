import MarkdownIt, { type Token } from 'markdown-it'
import { MarkdownBlocks } from './markdown-blocks.ts'
import { MarkdownLinks } from './markdown-links.ts'
import { withoutComments, withoutExpressions } from './title-mdx.ts'

const markdown = new MarkdownIt('commonmark')
/** Longer ones are cut before their markup is read. */
const LONGEST_HEADING = 2_000
/** So much is read of headings that turn out to have no text, as images have none. */
const MOST_WITHOUT_TEXT = { headings: 100, characters: 4_000 }
const H1 = /<h1[\s>]/i
/** An anchor or attributes of a heading, as Docusaurus, MkDocs and kramdown have them. */
const ATTRIBUTES = /\{:?[ \t]*[#.][^{}]*\}\s*$/

/** What a document is, besides Markdown. */
interface Kind {
  /** Whether an `<h1>` of HTML is a heading like others, of which the first is the title. */
  readonly isReadme: boolean
  /** With comments, expressions and JSX. */
  readonly isMdx: boolean
}

/**
 * The text of the first heading with any (CommonMark), ATX or setext, not in code, quotes or lists;
 * else of the first `<h1>` in a block of HTML.
 */
export async function headingOfMarkdown(
  document: string,
  { isReadme, isMdx }: Kind,
): Promise<string | undefined> {
  const text = isMdx ? withoutComments(document) : document
  const blocks = new MarkdownBlocks(text)
  const links = new MarkdownLinks(text, markdown)
  let banner: string | undefined
  let { headings, characters } = MOST_WITHOUT_TEXT
  while (headings > 0 && characters > 0) {
    const block = blocks.next()
    if (block === undefined) break
    if (block.kind === 'atx' || block.kind === 'setext') {
      const content = block.kind === 'setext' ? withoutDefinitions(block.content) : block.content
      const heading = content.slice(0, LONGEST_HEADING).replace(ATTRIBUTES, '')
      links.readFor(heading)
      const inline = markdown.parseInline(
        isMdx ? withoutExpressions(heading) : heading,
        links.environment,
      )
      const plain = plainText(inline)
      if (plain.trim() !== '') return plain
      headings -= 1
      characters -= heading.length
    } else if (block.kind === 'html' && banner === undefined && H1.test(block.content)) {
      const { firstElement } = await import('./title-html.ts')
      banner = firstElement('h1', block.content)
      if (isReadme && banner !== undefined) return banner
      headings -= 1
    }
  }
  return banner
}

/** Definitions of links may stand before the text in the paragraph of a setext heading. */
function withoutDefinitions(content: string): string {
  if (!content.startsWith('[')) return content
  const tokens: Token[] = []
  markdown.block.parse(content.slice(0, LONGEST_HEADING), markdown, {}, tokens)
  return tokens.find(({ type }) => type === 'inline')?.content ?? ''
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(plainToken).join('')
}

function plainToken(token: Token): string {
  switch (token.type) {
    case 'softbreak':
    case 'hardbreak':
      return ' '
    case 'html_inline':
      return /^<br\b/i.test(token.content) ? ' ' : ''
    case 'image':
    case 'inline':
      return plainText(token.children ?? [])
    default:
      return token.content
  }
}

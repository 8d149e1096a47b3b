import { decodeBeginning, splitFrontMatter } from './front-matter-text.ts'
import { readFrontMatterTitle } from './title-front-matter.ts'

/** Characters; a title is a line to show, not a text. */
const LONGEST_TITLE = 300

const MARKDOWN = /\.(?:md|mdx|markdown|mdown|mkdn?)$/i
const MDX = /\.mdx$/i
const HTML = /\.(?:html?|xhtml)$/i

/** Its banner is its title. On other pages a banner above the heading is the same on each. */
const README = /(?:^|\/)readme\.[a-z]+$/i

/** The first line of Markdown is a heading, and has no markup: most often so. */
const PLAIN_HEADING =
  /^\n* {0,3}#{1,6}[ \t]+([\p{L}\p{N}.,:;?()/'"+=%-][\p{L}\p{N} .,:;?()/'"+=%-]{0,199})(?:\n|$)/u
/** Bytes that such a heading takes. */
const PLAIN_BYTES = 512

/** Whether documents of this kind have titles: Markdown and HTML do, by the name's extension. */
export function mayHaveTitle(path: string): boolean {
  return MARKDOWN.test(path) || HTML.test(path)
}

/**
 * A document's title, plain text on one line: that of its front matter, else the first heading of
 * Markdown, or `<title>` or `<h1>` of HTML. Never throws: a title is not worth a failed run.
 * @param content the document, or at least its first `BEGINNING_BYTES`
 */
export async function findTitle(path: string, content: Buffer): Promise<string | undefined> {
  if (!mayHaveTitle(path)) return undefined
  try {
    const plain = MARKDOWN.test(path)
      ? plainHeading(decodeBeginning(content, PLAIN_BYTES))
      : undefined
    if (plain !== undefined) return plain
    const { yaml, body } = splitFrontMatter(decodeBeginning(content))
    return presentable(await readFrontMatterTitle(yaml)) ?? presentable(await heading(path, body))
  } catch {
    return undefined
  }
}

/** Parsers are loaded by the first document that needs them. */
async function heading(path: string, body: string): Promise<string | undefined> {
  if (HTML.test(path)) {
    const { titleOfHtml } = await import('./title-html.ts')
    return titleOfHtml(body)
  }
  const plain = plainHeading(body)
  if (plain !== undefined) return plain
  const { headingOfMarkdown } = await import('./title-markdown.ts')
  return headingOfMarkdown(body, { isReadme: README.test(path), isMdx: MDX.test(path) })
}

function plainHeading(body: string): string | undefined {
  return presentable(PLAIN_HEADING.exec(body)?.[1])
}

/** Undefined where nothing is left to show, or where the text was not UTF-8. */
function presentable(title: string | undefined): string | undefined {
  const line = title?.replace(/[\s\p{Cc}]+/gu, ' ').trim() ?? ''
  if (line === '' || line.includes('\ufffd')) return undefined
  return line.length > LONGEST_TITLE
    ? `${line.slice(0, LONGEST_TITLE - 1).trimEnd()}…`.toWellFormed()
    : line
}

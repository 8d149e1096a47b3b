import { readFrontMatterTitle, splitFrontMatter } from './title-front-matter.ts'

/** A title is looked for in so many bytes at the beginning of a document. */
export const TITLE_BYTES = 64 * 1024

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
 * @param content the document, or at least its first `TITLE_BYTES`
 */
export async function findTitle(path: string, content: Buffer): Promise<string | undefined> {
  if (!mayHaveTitle(path)) return undefined
  try {
    const plain = MARKDOWN.test(path) ? plainHeading(decode(content, PLAIN_BYTES)) : undefined
    if (plain !== undefined) return plain
    const { yaml, body } = splitFrontMatter(decode(content, TITLE_BYTES))
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

/** So much of it, without a byte order mark and a last line that may be cut off. */
function decode(content: Buffer, bytes: number): string {
  const text = content.toString('utf8', 0, bytes).replace(/^\ufeff/, '')
  const whole = content.length > bytes ? text.slice(0, text.lastIndexOf('\n') + 1) : text
  return whole.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
}

/** Undefined where nothing is left to show, or where the text was not UTF-8. */
function presentable(title: string | undefined): string | undefined {
  const line = title?.replace(/[\s\p{Cc}]+/gu, ' ').trim() ?? ''
  if (line === '' || line.includes('\ufffd')) return undefined
  return line.length > LONGEST_TITLE
    ? `${line.slice(0, LONGEST_TITLE - 1).trimEnd()}…`.toWellFormed()
    : line
}

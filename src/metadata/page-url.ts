import { faultyLine, linesOf, type InputLine } from './input-lines.ts'

/** Where the pages of some documents are published: a line of the input `page-url`. */
export interface PageRule {
  readonly line: InputLine
  readonly pattern: URLPattern
  readonly address: string
}

/** What patterns and paths are resolved against: `docs` is `/docs`. No request goes there. */
const ROOT = 'https://workspace.invalid/'

/** A pattern, which may have spaces in it, and an address, which has none. */
const LINE = /^(\S.*?)\s+(\S+)$/

/** A group, with the slash before it; `*` and `+` only say how many segments it has matched. */
const GROUP = /(\/?):([\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)[*+]?/gu

/**
 * Reads the input `page-url`: lines of a pattern, as the URL standard's `URLPattern` has it, and the
 * address of the pages that it stands for.
 *
 * @throws a `PublishError` that quotes the line which is at fault
 */
export function readPageUrlInput(text: string): PageRule[] {
  return linesOf('page-url', text).map((line) => {
    const [, written = '', address = ''] = LINE.exec(line.text) ?? []
    if (address === '') {
      throw faultyLine(
        line,
        'a line is a pattern, whitespace, and an address, such as "docs/:page*.md https://docs.example.com/:page*".',
      )
    }
    const pattern = toPattern(written)
    if (pattern === undefined) {
      throw faultyLine(
        line,
        `its pattern ${JSON.stringify(written)} is not valid: it has to be a path in the syntax of URLPattern, each name used once, and \\ before a character that is meant literally, such as \\+.`,
      )
    }
    return { line, pattern, address: toAddress(address, written, line) }
  })
}

/**
 * The address of a document's page, by the first rule whose pattern fits; undefined where none does.
 * @param path relative to the workspace folder, with `/`
 * @param isTried hears of each rule right before its pattern is tried
 */
export function pageUrlOf(
  path: string,
  rules: readonly PageRule[],
  isTried: (rule: PageRule) => void = () => undefined,
): string | undefined {
  // The URL standard would drop some of these, or take them for something else than a part of a name.
  const pathname = `/${path.replaceAll(/[%\\\t\n\r]/g, encodeURIComponent)}`
  for (const rule of rules) {
    isTried(rule)
    const match = rule.pattern.exec({ pathname, baseURL: ROOT })
    if (match !== null) return fill(rule.address, match.pathname.groups)
  }
  return undefined
}

/** An empty group takes the slash before it along, as an optional group of a pattern does. */
function fill(address: string, groups: Readonly<Record<string, string | undefined>>): string {
  const filled = address.replaceAll(GROUP, (_, slash: string, name: string) => {
    const value = groups[name] ?? ''
    return value === '' ? '' : slash + value
  })
  return new URL(filled).href
}

function toPattern(written: string): URLPattern | undefined {
  try {
    return new URLPattern({ pathname: written, baseURL: ROOT })
  } catch {
    return undefined
  }
}

/** Groups are found nowhere but in the path: an address with one in its host is no URL. */
function toAddress(address: string, pattern: string, line: InputLine): string {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username + url.password !== '') {
    throw faultyLine(
      line,
      `${JSON.stringify(address)} is not an address of pages, which begins with https:// or http:// and a host without groups.`,
    )
  }
  const { href } = url
  for (const [group, , name = ''] of href.matchAll(GROUP)) {
    if (!hasGroup(pattern, name)) {
      throw faultyLine(
        line,
        `the address has the group ${JSON.stringify(group.replace('/', ''))}, but the pattern does not. Name it there, or write %3A for a colon.`,
      )
    }
  }
  const [unnamed] = /[*({]/.exec(href.replaceAll(GROUP, '')) ?? []
  if (unnamed !== undefined) {
    throw faultyLine(
      line,
      `the address has a "${unnamed}", and only named groups can be used there, such as :page*. Name the group in the pattern, too, or write ${percentEncoded(unnamed)} for the character.`,
    )
  }
  return href
}

/** A name can be used only once in a pattern, so one that has it cannot take it again. */
function hasGroup(pattern: string, name: string): boolean {
  return toPattern(`${pattern}/:${name}`) === undefined
}

function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
}

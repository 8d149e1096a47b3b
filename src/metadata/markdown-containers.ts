import { CODE_INDENT, type Line } from './markdown-line.ts'

/** What the lines after its first belong to as long as they begin as it demands. */
export type Container =
  | { readonly kind: 'quote' }
  /** `width`: columns by which its lines are indented; `isEmpty`: only its marker has come. */
  | { readonly kind: 'item'; readonly width: number; isEmpty: boolean }

const BULLET = /[*+-](?![^ \t\n])/y
const NUMBER = /\d{1,9}[.)](?![^ \t\n])/y
/** The only number of a list that interrupts a paragraph. */
const FIRST = /0*1[.)]/y

/** Whether a line goes on in a container; what shows that is taken from it. */
export function goesOn(container: Container, line: Line): boolean {
  if (container.kind === 'quote') return takeQuote(line)
  if (line.isBlank) return !container.isEmpty
  if (line.indent < container.width) return false
  line.takeColumns(container.width)
  container.isEmpty = false
  return true
}

function takeQuote(line: Line): boolean {
  if (line.indent >= CODE_INDENT || line.character !== '>') return false
  line.takeMarker(1)
  if (line.indent > 0) line.takeColumns(1)
  return true
}

/**
 * The container that a line begins, whose marker is taken; undefined where it begins none.
 *
 * @param interrupts whether it follows a line of a paragraph
 */
export function beginContainer(line: Line, interrupts: boolean): Container | undefined {
  if (takeQuote(line)) return { kind: 'quote' }
  const { character, indent } = line
  const isBullet = '*+-'.includes(character)
  const length = isBullet ? line.match(BULLET) : isDigit(character) ? line.match(NUMBER) : 0
  if (length === 0 || line.isBreak) return undefined
  if (interrupts) {
    if (!isBullet && line.match(FIRST) === 0) return undefined
    if (line.rest.trimEnd().length === length) return undefined
  }
  line.takeMarker(length)
  const isEmpty = line.isBlank
  // What is indented further is code in the item.
  const after = isEmpty || line.indent > CODE_INDENT ? 1 : line.indent
  line.takeColumns(after)
  return { kind: 'item', width: indent + length + after, isEmpty }
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}

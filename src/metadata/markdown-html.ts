const NAME = '[a-z][a-z\\d-]*'
const VALUE = `[^"'=<>\`\\0-\\x20]+|'[^']*'|"[^"]*"`
const OPEN_TAG = `<${NAME}(?:\\s+[a-z_:][\\w:.-]*(?:\\s*=\\s*(?:${VALUE}))?)*\\s*/?>`
const BLOCK_NAMES =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul'
const BLANK = /^$/

/** How blocks of HTML begin and end. (CommonMark, 4.6) */
const HTML: readonly { readonly begin: RegExp; readonly end: RegExp }[] = [
  {
    begin: /^<(?:script|pre|style|textarea)(?=\s|>|$)/i,
    end: /<\/(?:script|pre|style|textarea)>/i,
  },
  { begin: /^<!--/, end: /-->/ },
  { begin: /^<\?/, end: /\?>/ },
  { begin: /^<![a-z]/i, end: />/ },
  { begin: /^<!\[CDATA\[/, end: /\]\]>/ },
  { begin: new RegExp(`^</?(?:${BLOCK_NAMES})(?=\\s|/?>|$)`, 'i'), end: BLANK },
]
/** It ends at a blank line, too, but cannot interrupt a paragraph. */
const ANY_TAG = new RegExp(`^(?:${OPEN_TAG}|</${NAME}\\s*>)\\s*$`, 'i')

/**
 * What a block of HTML that begins like this ends with; undefined where it begins none.
 *
 * @param interrupts whether it follows a line of a paragraph
 */
export function endOfHtml(text: string, interrupts: boolean): RegExp | undefined {
  const block = HTML.find(({ begin }) => begin.test(text))
  if (block !== undefined) return block.end
  return !interrupts && ANY_TAG.test(text) ? BLANK : undefined
}

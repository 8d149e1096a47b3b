import { Parser } from 'htmlparser2'

/** What is in these is no text of the page. */
const NOT_TEXT = new Set(['script', 'style', 'template', 'noscript'])
/** In these `<title>` is the name of a drawing. */
const FOREIGN = new Set(['svg', 'math'])

/** The text of `<title>`, else of the first `<h1>`. */
export function titleOfHtml(html: string): string | undefined {
  return firstElement('title', html) ?? firstElement('h1', html)
}

/** The text of the first such element that has any, with entities decoded. */
export function firstElement(name: 'title' | 'h1', html: string): string | undefined {
  let inside = false
  let passing = 0
  let text = ''
  let found: string | undefined
  const isPassed = (tag: string): boolean => NOT_TEXT.has(tag) || FOREIGN.has(tag)
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (isPassed(tag)) passing += 1
      else if (passing > 0) return
      else if (tag === name) {
        inside = true
        text = ''
      } else if (inside) text += tag === 'br' ? ' ' : tag === 'img' ? (attributes['alt'] ?? '') : ''
    },
    ontext(part) {
      if (inside && passing === 0) text += part
    },
    onclosetag(tag) {
      if (isPassed(tag)) passing -= 1
      else if (inside && passing === 0 && tag === name) {
        inside = false
        if (text.trim() === '') return
        found ??= text
        parser.pause()
      }
    },
  })
  // Never ended: an element that is still open may have been cut off.
  parser.write(html)
  return found
}

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const ROOT = join(import.meta.dirname, '..')
const page = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8')
const quotes = [...page.matchAll(/^> (.+)$/gm)].map(([, quote = '']) => quote)

/** The texts of `src/` as they are printed: strings in parts are one, and values are `…`. */
const texts = globSync('src/**/*.ts', { cwd: ROOT }).map((path) =>
  readFileSync(join(ROOT, path), 'utf8')
    .replaceAll(/['`] \+\s+['`]/g, '')
    .replaceAll(/(?<!\$)\$\{(?!\{)(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\}/g, '…')
    .replaceAll(/\\(['`])/g, '$1'),
)

/** Without what the page leaves open, and what the source makes of values. */
function partsOf(quote: string): string[] {
  return quote
    .replace(/^… /, '')
    .split(/…|\. (?=[A-Z])/)
    .map((part) => part.trim().replace(/:$/, ''))
    .filter((part) => /\w{3}/.test(part))
}

test('there are quotes', () => {
  expect(quotes.length).toBeGreaterThan(12)
})

test.each(quotes)('an error says: %s', (quote) => {
  const parts = partsOf(quote)
  expect(parts).not.toEqual([])
  for (const part of parts) {
    expect([part, texts.some((text) => text.includes(part))]).toEqual([part, true])
  }
})

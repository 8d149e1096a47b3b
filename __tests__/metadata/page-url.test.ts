import { describe, expect, test } from '@jest/globals'
import { findPageUrls } from '../../src/metadata/page-urls.ts'
import { pageUrlOf, readPageUrlInput } from '../../src/metadata/page-url.ts'

const SITE = 'https://docs.example.com'

function pageUrl(input: string, path: string): string | undefined {
  return pageUrlOf(path, readPageUrlInput(input))
}

describe('an address is made of what the groups have matched', () => {
  test.each<[line: string, path: string, expected: string | undefined]>([
    ['docs/:page*/index.md S/:page*/', 'docs/guides/intro/index.md', 'S/guides/intro/'],
    ['docs/:page*/index.md S/:page*/', 'docs/index.md', 'S/'],
    ['docs/:page*/index.md S/:page*/', 'docs/guides/intro.md', undefined],
    ['docs/:page*.md S/:page*', 'docs/guides/intro.md', 'S/guides/intro'],
    ['docs/:page*.md S/docs/:page*.html', 'docs.md', 'S/docs.html'],
    ['docs/:page*.md S/docs/:page*/', 'docs.md', 'S/docs/'],
    ['/:page*.md S/:page*', 'README.md', 'S/README'],
    ['/:page*.md S/:page*', 'a/b.md', 'S/a/b'],
    [':page*.md S/:page*', 'a/b.md', 'S/a/b'],
    ['docs/:page.md S/:page', 'docs/guides/intro.md', undefined],
    [':lang/docs/:page*.md S/:page*?lang=:lang#top', 'de/docs/a.md', 'S/a?lang=de#top'],
    [
      'posts/:y-:m-:d-:name.md S/:y/:m/:d/:name',
      'posts/2026-01-02-hi-you.md',
      'S/2026/01/02/hi-you',
    ],
    ['v:major(\\d+)/:page*.md S/:major/:page*', 'v12/a.md', 'S/12/a'],
    ['v:major(\\d+)/:page*.md S/:major/:page*', 'vx/a.md', undefined],
    ['*/docs/(.*)/:page.md S/:page', 'any/thing/docs/x/y/a.md', 'S/a'],
    ['{old-}?docs/:page.md S/:page', 'old-docs/a.md', 'S/a'],
    ['{/docs}?/:page.md S/:page', 'a.md', 'S/a'],
    ['docs/:page+.md S/:page+/x', 'docs/a/b.md', 'S/a/b/x'],
    ['docs/a.md http://localhost:8080/', 'docs/a.md', 'http://localhost:8080/'],
    ['docs/a.md S/Help%3AContents', 'docs/a.md', 'S/Help%3AContents'],
    ['docs/:page.md https://EXAMPLE.com/ü/:page', 'docs/a.md', 'https://example.com/%C3%BC/a'],
  ])('%s: %s', (line, path, expected) => {
    const address = expected?.replace('S/', `${SITE}/`)
    expect(pageUrl(line.replace('S/', `${SITE}/`), path)).toBe(address)
  })

  test('as the URL standard encodes a path, `%` first', () => {
    const input = `:page*.md ${SITE}/:page*`
    for (const [path, expected] of [
      ['a b/ü.md', 'a%20b/%C3%BC'],
      ['100%/%20.md', '100%25/%2520'],
      ['a?b#c.md', 'a%3Fb%23c'],
      ['C:/a:b.md', 'C:/a:b'],
      ['a\tb\nc\rd\\e.md', 'a%09b%0Ac%0Dd%5Ce'],
      ['%2e%2e/a.md', '%252e%252e/a'],
      ['evil.example/@x.md', 'evil.example/@x'],
      ['a.md.md', 'a.md'],
    ] as const) {
      expect([path, pageUrl(input, path)]).toEqual([path, `${SITE}/${expected}`])
    }
  })

  test('a pattern is encoded alike', () => {
    expect(pageUrl(`my docs/:page.md ${SITE}/:page`, 'my docs/a.md')).toBe(`${SITE}/a`)
    expect(pageUrl(`ü%25/c\\+\\+/:page.md ${SITE}/:page`, 'ü%/c++/a.md')).toBe(`${SITE}/a`)
  })

  test('by the first line that fits', () => {
    const input = `\n  docs/:page*/index.md ${SITE}/:page*/\n\n\tdocs/:page*.md \t ${SITE}/:page*\r\n`
    expect(pageUrl(input, 'docs/a/index.md')).toBe(`${SITE}/a/`)
    expect(pageUrl(input, 'docs/a/b.md')).toBe(`${SITE}/a/b`)
    expect(pageUrl(input, 'README.md')).toBeUndefined()
    expect(pageUrl('', 'README.md')).toBeUndefined()
  })
})

describe('a line at fault is quoted', () => {
  test.each<[line: string, message: RegExp]>([
    ['docs/:page*.md', /a line is a pattern, whitespace, and an address/],
    ['docs/:page( S', /its pattern "docs\/:page\(" is not valid/],
    ['docs/:a/:a S', /its pattern .* is not valid.*each name used once/],
    ['docs/c++.md S', /not valid.*such as \\\+/],
    ['docs/:page*.md ftp://docs.example.com/:page*', /is not an address of pages/],
    ['docs/:page*.md docs.example.com/:page*', /is not an address of pages/],
    ['docs/:page*.md javascript:alert(1)', /is not an address of pages/],
    [':lang/:page*.md https://:lang.example.com/:page*', /a host without groups/],
    [':lang/:page*.md https://example.:lang/:page*', /a host without groups/],
    [':lang/:page*.md https://me:lang@example.com/:page*', /a host without groups/],
    ['docs/:page*.md S/:slug', /the group ":slug", but the pattern does not/],
    ['docs/:page*.md S/:pages*', /the group ":pages\*", but the pattern does not/],
    ['docs/:page*.md S/Help:Contents', /the group ":Contents".*write %3A/],
    ['docs/*.md S/*', /has a "\*", and only named groups.*write %2A/],
    ['docs/(.*).md S/(.*)', /has a "\(", and only named groups.*write %28/],
  ])('%s', (line, message) => {
    const text = line.replace(/S(?=\/|$)/, SITE)
    const reading = (): unknown => readPageUrlInput(`docs/a.md ${SITE}/a\n\n${text}`)
    expect(reading).toThrow(message)
    expect(reading).toThrow(
      `The input "page-url" has an error in line 3, ${JSON.stringify(text)}: `,
    )
  })
})

describe('the pages of all documents', () => {
  const NEVER = new AbortController().signal

  test('are found while the event loop turns', async () => {
    const rules = readPageUrlInput(`x/:page*.md ${SITE}\ndocs/:page*.md ${SITE}/:page*`)
    const paths = Array.from({ length: 5_000 }, (_, index) => `docs/${index}.md`)
    let turns = 0
    const turning = setInterval(() => {
      turns += 1
    }, 1)
    const urls = await findPageUrls([...paths, 'README.md'], rules, NEVER)
    clearInterval(turning)
    expect(turns).toBeGreaterThan(0)
    expect(urls.size).toBe(5_000)
    expect(urls.get('docs/4999.md')).toBe(`${SITE}/4999`)
    expect(await findPageUrls(paths, [], NEVER)).toEqual(new Map())
  })

  test('of hostile names are found at once by the usual patterns', async () => {
    const rules = readPageUrlInput(
      `docs/:page*/index.md ${SITE}\n:a*/x/:b*/index.md ${SITE}\n*x*y ${SITE}`,
    )
    const paths = Array.from({ length: 20 }, (_, index) => `docs/${'x/'.repeat(480 + index)}`)
    expect(await findPageUrls(paths, rules, NEVER)).toEqual(new Map())
  })

  test.each([
    ['docs/x:page*z', `docs/x${'y'.repeat(200)}`],
    ['docs/:a-:b-:c-:d-:e.md', `docs/${'-'.repeat(250)}`],
    ['docs/:page((?:a+)+)', `docs/${'a'.repeat(200)}b`],
    ['docs/**/*.md', `docs/${'/a'.repeat(60)}`],
  ])('of a pattern that takes too long: %s', async (pattern, path) => {
    const rules = readPageUrlInput(`${pattern} ${SITE}`)
    const finding = findPageUrls(['docs/a.md', path], rules, NEVER)
    await expect(finding).rejects.toThrow(
      `The input "page-url" has an error in line 1, ${JSON.stringify(`${pattern} ${SITE}`)}: it takes too long to tell whether the pattern fits ${JSON.stringify(path)}.`,
    )
  })

  test('are not looked for in a cancelled run', async () => {
    const reason = new Error('cancelled')
    const rules = readPageUrlInput(`a ${SITE}`)
    await expect(findPageUrls(['a'], rules, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})

import { beforeAll, describe, expect, test } from '@jest/globals'
import { BEGINNING_BYTES } from '../../src/metadata/front-matter-text.ts'
import { findTitle } from '../../src/metadata/title.ts'

/** What a document may cost beside a plain one of its size: far from what is measured, and from what is slow. */
const MOST_TIMES = 12
/** What twice the size may cost: quadratic time would be four times as much. */
const MOST_TIMES_DOUBLED = 3
/** Of several runs the fastest counts: the others are the machine's. */
const RUNS = 8

const PLAIN_MARKDOWN =
  'Some *text* with [links](https://example.com) and `code`.\nMore text.\n\n- one\n- two\n  - three\n\n```js\nfoo()\n```\n\n> A quote.\n\n'

const PLAIN = {
  'a.md': PLAIN_MARKDOWN,
  'a.mdx': PLAIN_MARKDOWN,
  'a.html':
    '<div class="a"><h2 id=x>Some <b>text</b></h2><p>and <a href="#">links</a></p><ul><li>one</li></ul></div>\n',
}

type Path = keyof typeof PLAIN

/** A document of so many bytes that begins like this and goes on so. */
interface Hostile {
  readonly path: Path
  readonly begin?: string
  readonly piece: string
  readonly end?: string
}

const markdown = (piece: string, begin = '', end = ''): Hostile => ({
  path: 'a.md',
  begin,
  piece,
  end,
})
const mdx = (piece: string, begin = ''): Hostile => ({ path: 'a.mdx', begin, piece })
const html = (piece: string, begin = ''): Hostile => ({ path: 'a.html', begin, piece })

const CASES: readonly Hostile[] = [
  // Headings: long, empty, or of markup without text.
  markdown(' ', '# ', '*'),
  markdown(' ', '# *', 'x'),
  markdown('#\n'),
  markdown('# <a>\n'),
  markdown('# ![](x)\n'),
  markdown('# <!---->\n\n'),
  markdown('a\n    =\n'),
  markdown('*a\n', '', '===\n'),
  markdown('=\n'),
  markdown('<a>\n---\n\n'),
  // Within one heading.
  ...['*a ', '**a_ ', '[', '![', '[a](', '[a](<', '[[]', '`', '<', '<a b="', '&', '{#a '].map(
    (piece) => markdown(piece, '# '),
  ),
  // Quotes and lists.
  ...['>', '> ', '> a\n', '>>>>>>>>>>\na\n', '> - ', '>'.repeat(99).concat('\n')].map((piece) =>
    markdown(piece),
  ),
  ...['- ', '-\n', '- a\n', '1. a\n', '1)\n', '+\n-\n', '* * * x\n', '- # a\n'].map((piece) =>
    markdown(piece),
  ),
  markdown('a\n', `${'> '.repeat(15)}a\n`),
  markdown('* ', '', 'x'),
  // Definitions of links.
  ...['[a]: b\n', '[a\n', '[a]:\n', '[a]: b "\n', '[a]: <\n'].map((piece) => markdown(piece)),
  markdown('[a]: b\n', `# ${'[a]'.repeat(600)}\n`),
  markdown('[a]: b\n', '', '\n# [a]\n'),
  // Code, tables and blocks of HTML.
  ...['```\n', '``` `\n', '~~~\n', '    a\n', '\t', '|a|\n|-|\n', '***\n'].map((piece) =>
    markdown(piece),
  ),
  markdown('<h1>a</h1>\n\n'),
  ...['<h1>\n\n', '<h1></h1>\n\n', '<h1', '<h1 ', '<!--\n', '<a b=c ', '<a>\n\n', '<?\n'].map(
    (piece) => markdown(piece),
  ),
  markdown('a\n', '<!--\n'),
  ...['\n', '\r', '\r\n', ' ', '\0', '😀'].map((piece) => markdown(piece)),
  // Front matter.
  markdown('---x\n', '---\n'),
  markdown('title: [\n', '---\n', '---\n'),
  markdown('[', '---\ntitle: ', '\n---\n'),
  markdown('b: [*a, *a, {c: *a}]\n', '---\na: &a [x]\n', '---\n'),
  markdown('#\n', `---\ntitle: [${'a: b,'.repeat(190)}]\n---\n`),
  markdown('#\n', `---\ntitle: >\n${' \n a\n'.repeat(195)}---\n`),
  markdown('#\n', `---\ntitle: &a [${'a: b,'.repeat(190)}]\n---\n`),
  markdown('#\n', `---\ntitle: ${'&a !a '.repeat(160)}x\n---\n`),
  // Comments and expressions of MDX.
  ...['{/*\n', '{/*', '{/* */}\n', '# {a}\n', '# {\n'].map((piece) => mdx(piece)),
  ...['{', '{a', '{}', '={', '\\', '`', '{`'].map((piece) => mdx(piece, '# ')),
  // Pages.
  ...['<a>', '<div>', '<x></y>', '</p>', '<title>', '</title', '<title> </title>'].map((piece) =>
    html(piece, '<h1>'),
  ),
  ...['<svg>', '<svg><title>', '<h1>', '<h1></h1>', '<table><tr><td>', '<a b c d>', '&', '&#9'].map(
    (piece) => html(piece, '<title> </title>'),
  ),
  html('</y>', `<title> </title>${'<x>'.repeat(10_000)}`),
  html('a=b ', '<h1 '),
]

function document({ begin = '', piece, end = '' }: Hostile, bytes: number): Buffer {
  const size = bytes - Buffer.byteLength(begin + end)
  return Buffer.from(begin + piece.repeat(size / Buffer.byteLength(piece)) + end)
}

/** Milliseconds of this program, not of others. */
async function cost(path: Path, content: Buffer): Promise<number> {
  let least = Infinity
  for (let run = 0; run < RUNS; run++) {
    const before = process.cpuUsage()
    await findTitle(path, content)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

/** A page with a heading that has no end is read to its end. */
const BEGIN_OF_PLAIN: Record<Path, string> = {
  'a.md': '',
  'a.mdx': '',
  'a.html': '<title> </title><h1>',
}

function costOfPlain(path: Path): Promise<number> {
  const begin = BEGIN_OF_PLAIN[path]
  return cost(path, document({ path, begin, piece: PLAIN[path] }, BEGINNING_BYTES))
}

interface Measured {
  /** So many times what a plain document of its size costs. */
  readonly times: number
  /** So many times what half of it costs, but for what a plain one does; 0 where nothing can be told. */
  readonly timesDoubled: number
}

async function measure(hostile: Hostile, plain: number): Promise<Measured> {
  const { path } = hostile
  const whole = await cost(path, document(hostile, BEGINNING_BYTES))
  const times = whole / plain
  if (whole < plain) return { times, timesDoubled: 0 }
  const half = await cost(path, document(hostile, BEGINNING_BYTES / 2))
  // Compiled by now, as it was for the half.
  const again = Math.min(whole, await cost(path, document(hostile, BEGINNING_BYTES)))
  return { times, timesDoubled: (again - plain) / half }
}

function isCheap({ times, timesDoubled }: Measured): boolean {
  return times < MOST_TIMES && timesDoubled < MOST_TIMES_DOUBLED
}

const plain: Record<Path, number> = { 'a.md': 0, 'a.mdx': 0, 'a.html': 0 }

beforeAll(async () => {
  // This loads the parsers, too.
  for (const path of ['a.md', 'a.mdx', 'a.html'] as const) plain[path] = await costOfPlain(path)
})

describe('hostile text costs about what plain text does, and twice as much for twice the size', () => {
  test.each(CASES)('$path: $begin$piece', async (hostile) => {
    const { path } = hostile
    let measured = await measure(hostile, plain[path])
    // For a moment other programs may disturb it, through the caches of the processor.
    if (!isCheap(measured)) measured = await measure(hostile, await costOfPlain(path))
    expect(measured.times).toBeLessThan(MOST_TIMES)
    expect(measured.timesDoubled).toBeLessThan(MOST_TIMES_DOUBLED)
  })
})

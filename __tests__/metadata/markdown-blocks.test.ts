import { expect, test } from '@jest/globals'
import MarkdownIt from 'markdown-it'
import { MarkdownBlocks, type Block } from '../../src/metadata/markdown-blocks.ts'

const DOCUMENTS = 2_000

/** What documents are made of, each ended by a line break or not: what begins, ends and interrupts blocks. */
const PIECES = [
  ...['# a', '## b #', '#', '#\tc', '####### d', '# e \\#', '   # f', '    # g'],
  ...['===', '---', '--', '=', '- - -', '***', '_ _ _', '* *'],
  ...['- ', '-', '* h', '+ i', '1. ', '2) j', '10. k', '1.', '  ', '   ', '      ', '\t'],
  ...['> ', '>', '>> l', '```', '````', '~~~', '``` m', '```n`', '    o', 'p q', 'r'],
  ...['<div>', '</div>', '<!-- s', '-->', '<b>', '<b x="y">', '<pre>', '</pre>', '<?', '?>', '<t'],
  ...['\n', '\n\n', '\\', '|a|b|', '|-|-|'],
] as const

/** Pseudo-random numbers in [0, 1), the same each time. (Park and Miller) */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647
    yield state / 2_147_483_647
  }
}

const random = randomNumbers(7)

function randomDocument(): string {
  const pieces = Array.from({ length: 1 + Math.floor(random.next().value * 12) }, () => {
    const piece = PIECES[Math.floor(random.next().value * PIECES.length)] ?? ''
    return random.next().value < 0.6 ? `${piece}\n` : piece
  })
  return `${pieces.join('')}\n`
}

function blocksOf(text: string): Block[] {
  const blocks = new MarkdownBlocks(text)
  const all: Block[] = []
  for (let block = blocks.next(); block !== undefined; block = blocks.next()) all.push(block)
  return all
}

function headings(text: string): string[] {
  return blocksOf(text).flatMap((block) =>
    block.kind === 'atx' || block.kind === 'setext' ? [block.content] : [],
  )
}

/** What a parser of whole documents finds, in no quote and no list. */
function headingsOfParser(text: string): string[] {
  const tokens = new MarkdownIt('commonmark').parse(text, {})
  return tokens.flatMap(({ type, level }, index) => {
    const content = tokens[index + 1]?.content ?? ''
    return type === 'heading_open' && level === 0 && content !== '' ? [content] : []
  })
}

test('headings are those of a parser of whole documents', () => {
  for (let document = 0; document < DOCUMENTS; document++) {
    const text = randomDocument()
    expect([text, headings(text)]).toEqual([text, headingsOfParser(text)])
  }
})

test('blocks of HTML stand in no quote and no list, and end with the text', () => {
  const text = '<h1>\na\n</h1>\n\n> <h1>b</h1>\n\n- <h1>c</h1>\n\n<!--\n\n# d\n--> e\n<p>f'
  expect(blocksOf(text)).toEqual([
    { kind: 'html', content: '<h1>\na\n</h1>\n' },
    { kind: 'html', content: '<!--\n\n# d\n--> e' },
    { kind: 'html', content: '<p>f' },
  ])
})

test('definitions of links are found wherever they stand, but not in code or after text', () => {
  const text = '[a]: b\n[c]: d\n\n> [e]: f\n\n    [g]: h\n\ni\n[j]: k\n\n```\n[l]: m\n```\n- [n]: o'
  const found = blocksOf(text).map((block) =>
    block.kind === 'definition' ? text.slice(block.start, block.start + 3) : block.kind,
  )
  expect(found).toEqual(['[a]', '[c]', '[e]', '[n]'])
})

import { describe, expect, test } from '@jest/globals'
import type { ValueType } from '../../src/metadata/additions.ts'
import { BEGINNING_BYTES } from '../../src/metadata/front-matter-text.ts'
import { readFrontMatter } from '../../src/metadata/front-matter.ts'
import { readFrontMatterInput } from '../../src/metadata/front-matter-input.ts'
import { FOUND_KEYS } from '../../src/metadata/metadata.ts'

const NOTHING = new Map()

async function reading(yaml: string, input: string, over = NOTHING) {
  const content = Buffer.from(`---\n${yaml}\n---\n# Heading\n`)
  const { values, misfits } = await readFrontMatter(
    'a.md',
    content,
    readFrontMatterInput(input),
    over,
  )
  return { values: Object.fromEntries(values), misfits }
}

describe('a value that fits', () => {
  test.each<[string, ValueType, unknown]>([
    ['Getting started', 'string', 'Getting started'],
    ['1.10', 'string', '1.10'],
    ['no', 'string', 'no'],
    ['TRUE', 'string', 'TRUE'],
    ['0x1F', 'string', '0x1F'],
    ['12345678901234567890', 'string', '12345678901234567890'],
    ['"a: \\"b\\""', 'string', 'a: "b"'],
    ["'null'", 'string', 'null'],
    ['""', 'string', ''],
    ['x # a comment', 'string', 'x'],
    ['>-\n  One\n  two\n\n  three', 'string', 'One two\nthree'],
    ['&anchor x', 'string', 'x'],
    ['"a\u2028--- b\u2029# c"', 'string', 'a\u2028--- b\u2029# c'],
    ['{{ site.version }}', 'string', undefined],
    ['2026-01-02', 'string', '2026-01-02'],
    ['2026-01-02T03:04:05Z', 'string', '2026-01-02T03:04:05Z'],
    ['2026-01-02 03:04:05', 'string', '2026-01-02T03:04:05Z'],
    ['2026-1-2 3:04:05.250', 'string', '2026-01-02T03:04:05.250Z'],
    ['2026-01-02 03:04:05 +01:00', 'string', '2026-01-02T02:04:05Z'],
    ['2026-01-02t03:04:05-5', 'string', '2026-01-02T08:04:05Z'],
    ['2026-01-02 03:04 -0130', 'string', '2026-01-02T04:34:00Z'],
    ['2026-02-30 03:04:05', 'string', '2026-02-30 03:04:05'],
    ['2026-01-02 25:04:05', 'string', '2026-01-02 25:04:05'],
    ['"2026-01-02 03:04:05"', 'string', '2026-01-02 03:04:05'],
    ['2', 'number', 2],
    ['-1.50', 'number', -1.5],
    ['1e3', 'number', 1000],
    ['true', 'boolean', true],
    ['False', 'boolean', false],
    ['[a, "b c"]', 'list', ['a', 'b c']],
    ['\n  - a\n  - b', 'list', ['a', 'b']],
    ['\n- a\n# a comment\n- b', 'list', ['a', 'b']],
    ['[]', 'list', []],
  ])('%j as a %s', async (written, type, expected) => {
    const fits = expected !== undefined
    expect(await reading(`other: x\nkey: ${written}\nlast: y`, `key: ${type}`)).toEqual({
      values: fits ? { key: expected } : {},
      misfits: fits ? [] : ['key'],
    })
  })

  test('stands under a key of the first level, as it is written', async () => {
    const yaml =
      'page:\n  key: no\ntext: |\n  key: no\n"my key": yes\nkeys: no\n"key" : first\nkey: second'
    expect(await reading(yaml, 'key: string\nmy key: string\nmissing: number')).toEqual({
      values: { 'my key': 'yes', key: 'first' },
      misfits: [],
    })
  })
})

test('a block scalar that keeps its line ends has all of them, in the middle and at the end', async () => {
  const block = 'version: |+\n  One\n\n'
  const middle = await reading(`${block}title: x`, 'version: string')
  expect(middle.values).toEqual({ version: 'One\n\n' })
  const end = await reading(block.slice(0, -1), 'version: string')
  expect(end.values).toEqual({ version: 'One\n\n' })
})

test.each<[string, ValueType]>([
  ['"2"', 'number'],
  ['two', 'number'],
  ['12345678901234567890', 'number'],
  ['0x1F', 'number'],
  ['.inf', 'number'],
  ['"true"', 'boolean'],
  ['yes', 'boolean'],
  ['1', 'boolean'],
  ['a', 'list'],
  ['[a, 1]', 'list'],
  ['[a, [b]]', 'list'],
  ['[a, null]', 'list'],
  ['{a: b}', 'list'],
  ['{a: b}', 'string'],
  ['[a]', 'string'],
  ['*alias', 'string'],
  ['"not closed', 'string'],
  ['a: b', 'string'],
])('%j does not fit a %s', async (written, type) => {
  const result = await reading(`key: ${written}\nother: 1`, `key: ${type}\nother: number`)
  expect(result).toEqual({ values: { other: 1 }, misfits: ['key'] })
})

test.each(['', 'null', '~', '# only a comment'])('%j is no value', async (written) => {
  for (const type of ['string', 'number', 'boolean', 'list']) {
    expect(await reading(`key: ${written}`, `key: ${type}`)).toEqual({ values: {}, misfits: [] })
  }
})

test('what something goes over is not read', async () => {
  const over = new Map([['key', null]])
  expect(await reading('key: x', 'key: number', over)).toEqual({ values: {}, misfits: [] })
})

test('front matter is that of Markdown and HTML pages, in YAML, at the beginning', async () => {
  const types = readFrontMatterInput('key: string')
  const read = async (path: string, text: string): Promise<unknown> =>
    (await readFrontMatter(path, Buffer.from(text), types, NOTHING)).values.get('key')
  expect(await read('a.md', '---\nkey: x\n---\n')).toBe('x')
  expect(await read('a.mdx', '\ufeff---\r\nkey: x\r\n...\r\n')).toBe('x')
  expect(await read('a.html', '---\nkey: x\n---\n')).toBe('x')
  expect(await read('a.txt', '---\nkey: x\n---\n')).toBeUndefined()
  expect(await read('a.md', '\n---\nkey: x\n---\n')).toBeUndefined()
  expect(await read('a.md', '---\nkey: x\n')).toBeUndefined()
  expect(await read('a.md', '+++\nkey: x\n+++\n')).toBeUndefined()
  expect(await read('a.md', 'key: x')).toBeUndefined()
  expect(await read('a.md', '')).toBeUndefined()
})

test('hostile front matter comes to nothing, at once', async () => {
  const pieces = [
    '[',
    '{',
    '[[],',
    'a: b,',
    '&a ',
    '!a ',
    '*a ',
    '"',
    "'",
    '- ',
    '? ',
    '|\n',
    ' \n ',
  ]
  const keys = Array.from({ length: 100 }, (_, index) => `k${index}`)
  const input = keys.map((key) => `${key}: string`).join('\n')
  for (const piece of pieces) {
    const most = piece.repeat(BEGINNING_BYTES / piece.length - 10)
    await expect(reading(`k0: ${most}`, input)).resolves.not.toBeNull()
    const some = keys.map((key) => `${key}: ${piece.repeat(600 / piece.length)}`).join('\n')
    await expect(reading(some, input)).resolves.not.toBeNull()
  }
  for (const line of ['k0: [x\n', 'k0 ', ' k0: x\n', '"', '"k0" ', '#\n', '\n', '- ', 'k0:\n-\n']) {
    const text = line.repeat(BEGINNING_BYTES / line.length - 10)
    await expect(reading(text, input)).resolves.not.toBeNull()
  }
  expect(await reading(`k0: ${'x'.repeat(5_000)}\nk1: x`, input)).toEqual({
    values: {},
    misfits: ['k0', 'k1'],
  })
}, 10_000)

describe('the input', () => {
  test('has lines of a key and its type', () => {
    expect([...readFrontMatterInput('\n version: string\n\nlevel:Number\r\na: b: LIST\n')]).toEqual(
      [
        ['version', 'string'],
        ['level', 'number'],
        ['a: b', 'list'],
      ],
    )
    expect(readFrontMatterInput('').size).toBe(0)
  })

  test.each<[string, RegExp]>([
    ['version', /a line is a key and its type/],
    ['version:', /a line is a key and its type/],
    [': string', /a line is a key and its type/],
    [
      'version: date',
      /there is no type "date"\. Use one of these: string, number, boolean, list\./,
    ],
    ['first: number', /the key "first" is already in an earlier line/],
    ['id: string', /the key "id" cannot be set: the platform/],
    ['__proto__: string', /the key "__proto__" cannot be a key/],
    ...[
      'path',
      'repository',
      'ref',
      'url',
      'commit_sha',
      'content_sha256',
      'run_url',
      'publisher_id',
      'publisher_ref',
      'metadata_sha256',
    ].map((key): [string, RegExp] => [`${key}: string`, /cannot be set or removed/]),
    ...FOUND_KEYS.map((key): [string, RegExp] => [
      `${key}: number`,
      /has to be a string here, too/,
    ]),
  ])('%s is an error that quotes the line', (line, message) => {
    const reading = (): unknown => readFrontMatterInput(`first: string\n  ${line}\n`)
    expect(reading).toThrow(message)
    expect(reading).toThrow(`The input "front-matter" has an error in line 2, "${line}": `)
  })

  test('has a hundred keys at most', () => {
    const lines = Array.from({ length: 101 }, (_, index) => `k${index}: string`)
    expect(readFrontMatterInput(lines.slice(1).join('\n')).size).toBe(100)
    expect(() => readFrontMatterInput(lines.join('\n'))).toThrow(/line 101.*more than 100 keys/)
  })
})

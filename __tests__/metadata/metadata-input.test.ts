import { describe, expect, test } from '@jest/globals'
import { readMetadataInput } from '../../src/metadata/metadata-input.ts'
import { PublishError } from '../../src/log/publish-error.ts'

async function reading(text: string): Promise<Record<string, unknown>> {
  return Object.fromEntries(await readMetadataInput(text))
}

test('strings, numbers, booleans, lists of strings, and null', async () => {
  const text = `
# what the pipeline filters by
audience: admins
"two words": 'it''s'
weight: 1.50
large: 9007199254740991
small: -1e-3
draft: false
tags: [a, "1"]
none: []
more:
  - b
commit_author:
event_name: null
date: 2026-01-02
norway: no
text: |
  two
  lines
`
  expect(await reading(text)).toEqual({
    audience: 'admins',
    'two words': "it's",
    weight: 1.5,
    large: 9007199254740991,
    small: -0.001,
    draft: false,
    tags: ['a', '1'],
    none: [],
    more: ['b'],
    commit_author: null,
    event_name: null,
    date: '2026-01-02',
    norway: 'no',
    text: 'two\nlines\n',
  })
})

test('JSON is YAML, too', async () => {
  expect(await reading('{"a": "x", "b": 2, "c": ["y"], "d": null}')).toEqual({
    a: 'x',
    b: 2,
    c: ['y'],
    d: null,
  })
})

test.each(['', ' \n ', '# nothing but this', '---', 'null', '{}'])(
  'nothing is added by %j',
  async (text) => {
    expect(await reading(text)).toEqual({})
  },
)

test('an alias is what it stands for', async () => {
  expect(await reading('a: &a x\nb: *a\nc: [*a]')).toEqual({ a: 'x', b: 'x', c: ['x'] })
})

describe('an error quotes the line, and says what is wrong with it', () => {
  test.each<[string, string, string, string]>([
    ['a list', '- a\n- b', 'line 1, "- a"', 'mapping'],
    ['a word', 'hello', 'line 1, "hello"', 'mapping'],
    ['broken YAML', 'a: 1\nb: "x', 'line 2, "b: \\"x"', 'not valid YAML'],
    ['a tab', 'a:\n\tb: 1', 'line 2, "b: 1"', 'Tabs'],
    ['two documents', 'a: 1\n---\nb: 1', 'line 2, "---"', 'multiple documents'],
    ['a key twice', 'a: 1\nb: 2\na: 3', 'line 3, "a: 3"', 'unique'],
    ['a mapping within', 'a: 1\r\nb: {c: 1}\r\n', 'line 2, "b: {c: 1}"', '"b" is a mapping'],
    ['a list of numbers', 'a:\n  - 1', 'line 1, "a:"', '"a" is a list that holds something other'],
    ['a list of lists', 'a: [[x]]', 'line 1', '"a" is a list'],
    ['a list with null', 'a: [x, ~]', 'line 1', '"a" is a list'],
    ['an unknown tag', 'a: !secret x', 'line 1, "a: !secret x"', 'tag'],
    ['an alias to nothing', 'a: 1\nb: *c', 'line 2, "b: *c"', '&c'],
    ['a key that is a list', '? [a]\n: b', 'line 1', 'a key has to be a string'],
    ['an empty key', ': b', 'line 1', 'cannot be a key'],
    ['a merge', 'a: &a {b: c}\n<<: *a', 'line 1', '"a" is a mapping'],
  ])('%s', async (_, text, place, problem) => {
    const error = await reading(text).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(PublishError)
    expect(String(error)).toContain('The input "metadata"')
    expect(String(error)).toContain(place)
    expect(String(error)).toContain(problem)
    expect(String(error)).not.toContain('\n')
  })
})

test.each([
  ['path', 'its own documents by it'],
  ['repository', 'its own documents by it'],
  ['ref', 'its own documents by it'],
  ['url', 'its own documents by it'],
  ['commit_sha', 'its own documents by it'],
  ['content_sha256', 'its own documents by it'],
  ['id', 'the platform'],
  ['_id', 'the platform'],
  ['__proto__', 'cannot be a key'],
  ['constructor', 'cannot be a key'],
  ['prototype', 'cannot be a key'],
  ['toString', 'cannot be a key'],
])('%s can be neither set nor removed', async (key, why) => {
  for (const value of ['x', 'null', '{polluted: yes}']) {
    await expect(reading(`a: 1\n${key}: ${value}`)).rejects.toThrow(why)
  }
  expect(Object.prototype).not.toHaveProperty('polluted')
})

test.each([
  '12345678901234567890',
  '9007199254740993',
  '-9007199254740992',
  '3.141592653589793238',
  '1e400',
  '1e-400',
  '0777',
  '0x1F',
  '0o17',
  '.inf',
  '.nan',
  `1.${'0'.repeat(100_000)}1`,
])('the number %.30s is refused, with the advice to quote it', async (number) => {
  await expect(reading(`a: ${number}`)).rejects.toThrow(/cannot hold exactly.*quotes/)
  expect(await reading(`a: "${number}"`)).toEqual({ a: number })
})

test('a long line is quoted in part', async () => {
  await expect(reading(`a: {b: ${'x'.repeat(10_000)}}`)).rejects.toThrow(/^.{100,500}$/)
})

test('an alias bomb is an error like any nested value, at once', async () => {
  const levels = Array.from({ length: 30 }, (_, level) => {
    const items = Array.from({ length: 9 }, () => `*a${level}`).join(', ')
    return `a${level + 1}: &a${level + 1} [${items}]`
  })
  await expect(reading(['a0: &a0 lol', ...levels].join('\n'))).rejects.toThrow('"a2" is a list')
  const nested = '['.repeat(50_000)
  await expect(reading(nested)).rejects.toThrow(PublishError)
})

import { expect, test } from '@jest/globals'
import { AdditionError } from '../../src/metadata/additions.ts'
import { parseSidecar } from '../../src/metadata/sidecar.ts'

function parsing(text: string): Record<string, unknown> {
  return Object.fromEntries(parseSidecar(Buffer.from(text)))
}

function keys(count: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, key) => [key, 'x'])))
}

function failing(content: string | Buffer): string {
  try {
    parseSidecar(Buffer.from(content))
  } catch (error) {
    expect(error).toBeInstanceOf(AdditionError)
    return String(error)
  }
  throw new Error('it was taken')
}

test('one flat JSON object, with a byte order mark or without', () => {
  const text =
    '{"a": "x", "n": 1.0, "z": -0, "b": true, "l": ["y"], "e": [], "commit_author": null}'
  const expected = { a: 'x', n: 1, z: -0, b: true, l: ['y'], e: [], commit_author: null }
  expect(parsing(text)).toEqual(expected)
  expect(parsing(`\ufeff${text}`)).toEqual(expected)
  expect(parsing('{}')).toEqual({})
})

test.each<[string, string | Buffer, string]>([
  ['nothing', '', 'not valid JSON'],
  ['no JSON', '{"SECRET": SECRET}', 'not valid JSON'],
  ['YAML', 'SECRET: x', 'not valid JSON'],
  ['JSON that ends too late', '{"a": "SECRET"}\nSECRET', 'not valid JSON (line 2 column 1)'],
  ['a list', '["SECRET"]', 'one JSON object'],
  ['a string', '"SECRET"', 'one JSON object'],
  ['null', 'null', 'one JSON object'],
  ['other than UTF-8', Buffer.from('{"a": "SECRET\xff"}', 'latin1'), 'UTF-8'],
  ['a mapping within', '{"owner": {"name": "SECRET"}}', 'the key "owner" is a mapping'],
  ['a key that is no name', '{"SECRET: it": {}}', 'a key is a mapping'],
  ['a list of numbers', '{"l": ["SECRET", 1]}', 'the key "l" is a list'],
  ['a number too large', '{"n": 12345678901234567890}', 'the key "n" is a number that JSON cannot'],
  ['a number too long', '{"a": "SECRET", "n": 0.12345678901234567890}', 'put it in quotes'],
  ['a reserved key', '{"a": "SECRET", "_id": 1}', 'the key "_id" cannot be set'],
  ['a key of ours', '{"a": "SECRET", "path": null}', 'the key "path" cannot be set or removed'],
  ['a prototype', '{"__proto__": {"polluted": "SECRET"}}', 'the key "__proto__" cannot be a key'],
  ['no name', '{"": "SECRET"}', 'the key "" cannot be a key'],
  ['too many keys', keys(1_001), 'it has 1001 keys'],
  ['one key too often', `{${'"a": "SECRET",'.repeat(1_000)}"a": 1}`, 'it has 1001 keys'],
  ['too long a list', JSON.stringify({ l: Array(20_000).fill('x') }), 'more than 10000 items'],
  ['a great depth', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'is a mapping'],
])('%s is refused, and none of its content is shown', (_, content, problem) => {
  const message = failing(content)
  expect(message).toContain(problem)
  expect(message).not.toContain('SECRET')
  expect(message).not.toMatch(/1234567890/)
  expect(Object.prototype).not.toHaveProperty('polluted')
})

test('as many as a document can be given, whatever signs are in strings', () => {
  expect(parsing(keys(1_000))).toHaveProperty('999', 'x')
  const signs = '\\",[]{}:'.repeat(10_000)
  expect(parsing(JSON.stringify({ [signs]: signs, l: [signs] }))).toEqual({
    [signs]: signs,
    l: [signs],
  })
  expect(parsing(JSON.stringify({ l: Array(10_000).fill('x') }))['l']).toHaveLength(10_000)
})

test('of a key that stands there twice the last counts, with its own number', () => {
  expect(parsing('{"n": 12345678901234567890, "n": 2}')).toEqual({ n: 2 })
  expect(failing('{"n": 2, "n": 12345678901234567890}')).toContain('the key "n"')
})

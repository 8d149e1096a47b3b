import { expect, test } from '@jest/globals'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { parse, stringify } from 'yaml'
import { AdditionError, checkKey, type ValueType } from '../../src/metadata/additions.ts'
import { readFrontMatter } from '../../src/metadata/front-matter.ts'
import { readMetadataInput } from '../../src/metadata/metadata-input.ts'
import { parseSidecar } from '../../src/metadata/sidecar.ts'
import { PublishError } from '../../src/log/publish-error.ts'
import { text } from '../support/arbitrary.ts'

/** What YAML and JSON are made of. */
const SYNTAX = [
  ...['---', '...', '%YAML 1.2\n', '&a ', '*a', ': ', '- ', '? ', '!', '!!binary ', '!!set '],
  ...['|', '>', '\n', '\n  ', '\t', ' ', '{', '}', '[', ']', ',', '#', '"', "'", '<<: ', '~'],
  ...['null', 'key', 'other', '0x1f', '.inf', '1e999', '\r', '\r\n', '\ufeff', '\0', '\\', '\\u'],
]

const key = text('a', ':', ' ', '#', '"', "'", '-', '\\').filter(isKey)
const string = text(...SYNTAX).map((text) => text.toWellFormed())
const number = fc.oneof(
  fc.integer(),
  // JSON has no negative zero.
  fc
    .double({ noDefaultInfinity: true, noNaN: true })
    .map((number) => number + 0)
    .filter((number) => !isUnsafe(number)),
)
const value = fc.oneof(
  string,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.array(string, { maxLength: 4 }),
)
const mapping = fc.dictionary(key, value, { maxKeys: 6 })

function isKey(key: string): boolean {
  try {
    checkKey(key)
    return key.isWellFormed()
  } catch {
    return false
  }
}

/** JSON has these as whole numbers with more digits than are known. */
function isUnsafe(number: number): boolean {
  return Number.isInteger(number) && !Number.isSafeInteger(number)
}

const runs = { numRuns: 400 }

test('a sidecar says what its JSON says', () => {
  fc.assert(
    fc.property(mapping, fc.constantFrom(0, 2, '\t'), (mapping, indent) => {
      const additions = parseSidecar(Buffer.from(JSON.stringify(mapping, null, indent)))
      expect(Object.fromEntries(additions)).toEqual({ ...mapping })
    }),
    runs,
  )
})

test('a sidecar of any bytes is read or refused, and its error holds nothing of it', () => {
  const secret = 's3cr3t'
  const json = fc.array(fc.oneof(fc.constantFrom(...SYNTAX, `"${secret}"`, '"key"'), fc.json()))
  const bytes = fc.oneof(
    json.map((parts) => Buffer.from(parts.join(''))),
    fc.json().map((json) => Buffer.from(`{"key": ${json}, "${secret}": [${json}]}`)),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  )
  fc.assert(
    fc.property(bytes, (bytes) => {
      try {
        for (const [key, value] of parseSidecar(bytes)) {
          checkKey(key)
          expect(typeOf(value)).toBeDefined()
        }
      } catch (error) {
        expect(error).toBeInstanceOf(AdditionError)
        // Keys that look like names may be shown.
        expect(String(error).replaceAll(`the key "${secret}"`, '')).not.toContain(secret)
      }
    }),
    runs,
  )
})

test('the input "metadata" says what its JSON says, and what its YAML says', async () => {
  await fc.assert(
    fc.asyncProperty(mapping, fc.boolean(), async (mapping, isJson) => {
      const written = isJson ? JSON.stringify(mapping, null, 2) : stringify(mapping)
      fc.pre(isJson || isDeepStrictEqual(parse(written), { ...mapping }))
      expect(Object.fromEntries(await readMetadataInput(written))).toEqual({ ...mapping })
    }),
    runs,
  )
})

test('the input "metadata" of any text is read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(text(...SYNTAX), async (text) => {
      try {
        for (const [key, value] of await readMetadataInput(text)) {
          checkKey(key)
          expect(typeOf(value)).toBeDefined()
        }
      } catch (error) {
        expect(error).toBeInstanceOf(PublishError)
        expect(String(error)).not.toMatch(/undefined|\[object/)
      }
    }),
    { numRuns: 3_000 },
  )
})

test('front matter says of asked keys what a whole parser finds, whatever stands around them', async () => {
  const asked = fc.dictionary(fc.constantFrom('version', 'two words', 'tags', 'weight'), value)
  const others = fc.dictionary(key, value, { maxKeys: 4 })
  await fc.assert(
    fc.asyncProperty(asked, others, others, async (asked, before, after) => {
      const mapping = { ...before, ...asked }
      for (const [key, value] of Object.entries(after)) if (!(key in mapping)) mapping[key] = value
      const yaml = stringify(mapping)
      // The library does not read all that it writes, such as text of nothing but spaces and line ends.
      fc.pre(isDeepStrictEqual(parse(yaml), mapping))
      const content = Buffer.from(`---\n${yaml}---\ntext\n`)
      const typed = Object.entries(asked).flatMap(([key, value]) => {
        const type = typeOf(value)
        return type === undefined || type === 'null' ? [] : [[key, type] as const]
      })
      const { values, misfits } = await readFrontMatter(
        'a.md',
        content,
        new Map<string, ValueType>(typed),
        new Map(),
      )
      expect({ values: Object.fromEntries(values), misfits }).toEqual({
        values: Object.fromEntries(typed.map(([key]) => [key, asked[key]])),
        misfits: [],
      })
    }),
    runs,
  )
})

test('front matter of any text is read without an error, and each value is of its type', async () => {
  const types = new Map<string, ValueType>([
    ['key', 'string'],
    ['other', 'list'],
    ['null', 'number'],
    ['a', 'boolean'],
  ])
  await fc.assert(
    fc.asyncProperty(text(...SYNTAX, 'key: ', 'other: ', 'null: ', 'a: '), async (text) => {
      const content = Buffer.from(`---\n${text}\n---\n`)
      const { values, misfits } = await readFrontMatter('a.md', content, types, new Map())
      for (const [key, value] of values) expect(typeOf(value)).toBe(types.get(key))
      for (const key of misfits) expect(values.has(key)).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

function typeOf(value: unknown): ValueType | 'null' | undefined {
  if (value === null) return 'null'
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'string') ? 'list' : undefined
  }
  const type = typeof value
  if (type === 'number') return Number.isFinite(value) ? type : undefined
  return type === 'string' || type === 'boolean' ? type : undefined
}

import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { checkNames, encodeName, nameOf } from '../../src/documents/names.ts'
import type { NameOptions } from '../../src/documents/names.ts'
import { PublishError } from '../../src/log/publish-error.ts'
import { text } from '../support/arbitrary.ts'

const path = text('docs', '/', '__', '_', '.', '.md', 'u', '\u0308', '\u1fef', '\u0338', '<', '`')
const options: fc.Arbitrary<NameOptions> = fc.record({
  fileName: fc.constantFrom('path', 'basename'),
  prefix: fc.oneof(fc.constantFrom('', 'v1/', 'u', '\u0308'), path),
})

test('a name holds nothing that the platform refuses, and is a name of itself', () => {
  fc.assert(
    fc.property(path, options, (path, options) => {
      const name = nameOf(path, options)
      expect(name).not.toMatch(/[/\\#%"'|<>{}`^[\]~\p{Cc}\p{Cs}]/u)
      expect(name.normalize('NFC')).toBe(name)
      expect(nameOf(name, { fileName: 'path', prefix: '' })).toBe(name)
    }),
    { numRuns: 2_000 },
  )
})

test('a basename is named as a file at the root is', () => {
  const folders = fc.constantFrom('', '/', 'a/', 'docs/b/', '__/')
  fc.assert(
    fc.property(folders, path, options, (folders, path, { prefix }) => {
      const name = path.replaceAll('/', '-')
      expect(nameOf(folders + name, { fileName: 'basename', prefix })).toBe(
        nameOf(name, { fileName: 'path', prefix }),
      )
    }),
  )
})

test('what travels is ASCII, and decodes to the name', () => {
  fc.assert(
    fc.property(path, (name) => {
      expect(encodeName(name)).toMatch(/^(?:[\w.~-]|%[\dA-F]{2})*$/)
      expect(decodeURIComponent(encodeName(name))).toBe(name.toWellFormed())
    }),
    { numRuns: 2_000 },
  )
})

test('names are taken just where all differ, fit, and are no metadata', () => {
  const piece = fc.constantFrom('a', 'b', '/', '__', '#', '%', '.meta.json', 'ä', 'x'.repeat(400))
  const paths = fc.uniqueArray(
    fc.array(piece, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(paths, options, (paths, { fileName }) => {
      const documents = paths.map((path) => {
        return { path, name: nameOf(path, { fileName, prefix: '' }), size: 1 }
      })
      const names = documents.map(({ name }) => name)
      const fits =
        new Set(names).size === names.length &&
        names.every((name) => encodeName(name).length <= 814 && !name.endsWith('.meta.json'))
      const check = (): void => {
        checkNames(documents, fileName)
      }
      if (fits) check()
      else expect(check).toThrow(PublishError)
    }),
    { numRuns: 500 },
  )
})

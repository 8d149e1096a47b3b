import { describe, expect, test } from '@jest/globals'
import type { NameOptions } from '../../src/documents/names.ts'
import { checkNames, encodeName, nameOf } from '../../src/documents/names.ts'
import { PublishError } from '../../src/log/publish-error.ts'

const byPath: NameOptions = { fileName: 'path', prefix: '' }
const byBasename: NameOptions = { fileName: 'basename', prefix: '' }

function nameAll(paths: readonly string[], options: NameOptions = byPath): string[] {
  const documents = paths.map((path) => ({ path, name: nameOf(path, options), size: 1 }))
  checkNames(documents, options.fileName)
  return documents.map(({ name }) => name)
}

describe('nameOf', () => {
  test.each([
    ['docs/guides/intro.md', 'docs__guides__intro.md'],
    ['intro.md', 'intro.md'],
    ['a b & c+d.md', 'a b & c+d.md'],
    ['we#ird/ü日~.md', 'we_ird__ü日_.md'],
    ['\\#%"\'|<>{}`^[]~.md', '_'.repeat(15) + '.md'],
    ['a\nb\tc\rd\u0000e\u007ff\u0085.md', 'a_b_c_d_e_f_.md'],
    ['u\u0308.md', 'ü.md'],
    ['\u1fef.md', '_.md'], // NFC makes a backtick of it
    ['😀/(a)!*.md', '😀__(a)!*.md'],
    ['\ud800.md', '\ufffd.md'],
  ])('%j is %j', (path, name) => {
    expect(nameOf(path, byPath)).toBe(name)
  })

  test('basename and prefix', () => {
    expect(nameOf('docs/guides/intro.md', byBasename)).toBe('intro.md')
    expect(nameOf('docs/a.md', { fileName: 'path', prefix: 'v1/' })).toBe('v1__docs__a.md')
    expect(nameOf('docs/a.md', { fileName: 'basename', prefix: 'v~1-' })).toBe('v_1-a.md')
    // A mark at the start of the path composes with the prefix's last letter.
    expect(nameOf('\u0308.md', { fileName: 'path', prefix: 'u' })).toBe('ü.md')
  })
})

describe('encodeName', () => {
  test.each([
    ['a-b_c.d~e', 'a-b_c.d~e'],
    ['a b & c+d.md', 'a%20b%20%26%20c%2Bd.md'], // as the vendor's SDK was recorded
    ['we_ird__ü日_.md', 'we_ird__%C3%BC%E6%97%A5_.md'], // likewise
    ["!'()*:@,;=$?/", '%21%27%28%29%2A%3A%40%2C%3B%3D%24%3F%2F'],
    ['😀', '%F0%9F%98%80'],
    ['a\ud800b', 'a%EF%BF%BDb'],
  ])('%j is %s', (name, encoded) => {
    expect(encodeName(name)).toBe(encoded)
    expect(decodeURIComponent(encoded)).toBe(name.toWellFormed())
  })

  test('leaves nothing but the unreserved characters and percent signs', () => {
    for (let code = 0; code < 0x3000; code += 1) {
      expect(encodeName(String.fromCharCode(code))).toMatch(/^(?:[\w.~-]|(?:%[\dA-F]{2})+)$/)
    }
  })
})

describe('checkNames', () => {
  test('no documents are fine', () => {
    expect(nameAll([])).toEqual([])
  })

  test.each([
    ['a/b.md', 'a__b.md', byPath],
    ['x/README.md', 'y/README.md', byBasename],
    ['ü.md', 'u\u0308.md', byPath],
    ['a#.md', 'a%.md', byPath],
  ])('rejects %j and %j with one name, and names both', (one, other, options) => {
    const error = () => nameAll(['first.md', one, other], options)
    expect(error).toThrow(JSON.stringify(one))
    expect(error).toThrow(JSON.stringify(other))
    expect(error).toThrow(JSON.stringify(nameOf(one, options)))
  })

  test.each<[readonly string[], NameOptions, string]>([
    [
      ['a/b.md', 'a__b.md'],
      byPath,
      'Two documents have the same name on the platform: "a/b.md" and "a__b.md" as "a__b.md". What to do: rename one of them or exclude it from "glob".',
    ],
    [
      ['x/a.md', 'y/a.md'],
      byBasename,
      'Two documents have the same name on the platform: "x/a.md" and "y/a.md" as "a.md". What to do: set "file-name" to "path", rename one of them or exclude it from "glob".',
    ],
    [
      ['a'.repeat(815)],
      byPath,
      `A name is longer than 814 bytes when percent-encoded, the most that fits into a key of S3: "${'a'.repeat(815)}" (815 bytes). What to do: shorten the path or "name-prefix", or set "file-name" to "basename".`,
    ],
    [
      ['meta.json'],
      { fileName: 'path', prefix: 'v1.' },
      `A name ends in .meta.json, so the platform would read it as another document's metadata: "meta.json" as "v1.meta.json". What to do: change "name-prefix" or exclude it from "glob".`,
    ],
  ])('%j: says which, why, and what to do', (paths, options, message) => {
    expect(() => nameAll(paths, options)).toThrow(new PublishError(message))
  })

  test('three collisions are all named; the first of three of one name is named beside each', () => {
    const paths = ['a', 'b', 'c'].flatMap((folder) => [`${folder}/x`, `${folder}__x`])
    expect(() => nameAll(paths)).toThrow(/"c\/x" and "c__x" as "c__x"\. What/)
    expect(() => nameAll(['x#', 'x%', 'x~'])).toThrow(
      '"x#" and "x%" as "x_"; "x#" and "x~" as "x_". What',
    )
  })

  test('names a few collisions and counts the others, on one line', () => {
    const paths = ['a', 'b', 'c', 'd', 'e'].flatMap((folder) => [
      `${folder}/x\n.md`,
      `${folder}__x\n.md`,
    ])
    expect(() => nameAll(paths)).toThrow(/"a\/x\\n.md".*"c__x\\n.md".*; and 2 more\. [^\n]*$/)
    expect(() => nameAll(paths)).not.toThrow(/"d/)
  })

  test('letter case makes two names', () => {
    expect(nameAll(['a.md', 'A.md'])).toEqual(['a.md', 'A.md'])
  })

  test('a name has 814 bytes, percent-encoded', () => {
    expect(nameAll(['a'.repeat(814)])).toHaveLength(1)
    expect(() => nameAll(['b.md', 'a'.repeat(815)])).toThrow(/"a{815}" \(815 bytes\)/)
    expect(nameAll(['日'.repeat(90)])).toHaveLength(1)
    expect(() => nameAll(['日'.repeat(91)])).toThrow('819 bytes')
    expect(() => nameAll(['a'.repeat(814)], { fileName: 'path', prefix: 'v' })).toThrow(
      'name-prefix',
    )
  })

  test("a name must not be that of another document's metadata", () => {
    const options: NameOptions = { fileName: 'path', prefix: 'v1.' }
    expect(() => nameAll(['meta.json'], options)).toThrow('"meta.json" as "v1.meta.json"')
    expect(nameAll(['meta.json', 'a/meta.json'])).toEqual(['meta.json', 'a__meta.json'])
  })
})

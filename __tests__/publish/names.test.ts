import { expect, test } from '@jest/globals'
import { inProcess, type Changes } from '../support/publishing.ts'

const LONG = 'n'.repeat(240)

/** Nothing was sent: not even a session was opened. */
test.each<[string, Changes['naming'], string[], RegExp]>([
  [
    'two names that differ in a replaced character',
    undefined,
    ['a#.md', 'a%.md'],
    /a#\.md.*a%\.md/,
  ],
  [
    'two names that differ in their normal form',
    undefined,
    ['\u00fc.md', 'u\u0308.md'],
    /same name/,
  ],
  ['a folder and an underscore', undefined, ['a/b.md', 'a__b.md'], /a\/b\.md.*a__b\.md/],
  ['two basenames', { fileName: 'basename', prefix: '' }, ['a/x.md', 'b/x.md'], /file-name.*path/],
  ['a path too long', undefined, [[LONG, LONG, LONG, LONG].join('/')], /longer than.*shorten/],
  [
    'a prefix too long',
    { fileName: 'path', prefix: 'ü'.repeat(200) },
    ['a.md'],
    /longer than.*name-prefix/,
  ],
])('an error before anything is opened: %s', (_case, naming, paths, message) =>
  inProcess(async (publishing) => {
    for (const path of [...paths, 'fine.md']) publishing.write({ [`docs/${path}`]: 'text' })

    const { errors, entries } = await publishing.publish(naming === undefined ? {} : { naming })

    const { requests, bucketRequests } = publishing.sandbox
    expect([requests, bucketRequests.connections]).toEqual([[], 0])
    expect(errors).toEqual([expect.stringMatching(message)])
    expect(entries.map(({ outcome }) => outcome)).toEqual([...paths, 'fine.md'].map(() => 'failed'))
  })(),
)

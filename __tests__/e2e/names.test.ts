import { expect, test } from '@jest/globals'
import { errorsOf } from '../support/checks.ts'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { readReport } from '../support/report.ts'

test.each([
  ['a b & c+d.md', 'a b & c+d.md'],
  ['größe 日本語 🙂.md', 'größe 日本語 🙂.md'],
  ['u\u0308ber.md', 'über.md'],
  ['it\'s "100%" #1 {x} [y] <z> ^~`|\\.md', 'it_s _100__ _1 _x_ _y_ _z_ _____.md'],
  ['tab\tline\nend.md', 'tab_line_end.md'],
  ['${filename}.md', '$_filename_.md'],
  ["(a)!*;:@=,?'.md", '(a)!*;:@=,?_.md'],
  ['%41%2F..md', '_41_2F..md'],
  ['-x .md', '-x .md'],
])('%j is called %j', (path, name) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { [`docs/${path}`]: 'text' })

    await job.publish({ 'file-name': 'basename' })
    await job.sandbox.ingested()

    const files = job.sandbox.files(WORKSPACE)
    expect(files.map((file) => [file.name, file.meta['path']])).toEqual([[name, `docs/${path}`]])
  })(),
)

const LONG = 'n'.repeat(240)

/** Nothing was sent: not even a session was opened. */
test.each<[string, Record<string, string>, string[], RegExp]>([
  ['two names that differ in a replaced character', {}, ['a#.md', 'a%.md'], /a#\.md.*a%\.md/],
  ['two names that differ in their normal form', {}, ['\u00fc.md', 'u\u0308.md'], /same name/],
  ['a folder and an underscore', {}, ['a/b.md', 'a__b.md'], /a\/b\.md.*a__b\.md/],
  ['two basenames', { 'file-name': 'basename' }, ['a/x.md', 'b/x.md'], /file-name.*path/],
  ['a path too long', {}, [[LONG, LONG, LONG, LONG].join('/')], /longer than.*shorten/],
  ['a prefix too long', { 'name-prefix': 'ü'.repeat(200) }, ['a.md'], /longer than.*name-prefix/],
])('an error before anything is opened: %s', (_case, inputs, paths, message) =>
  onSandbox(async (job) => {
    for (const path of [...paths, 'fine.md']) job.repository.write(`docs/${path}`, 'text')

    const result = await job.publish(inputs)

    expectNothingSent(job)
    expect(errorsOf(result)).toEqual([expect.stringMatching(message)])
    const outcomes = readReport(result).documents.map(({ outcome }) => outcome)
    expect(outcomes).toEqual([...paths, 'fine.md'].map(() => 'failed'))
  })(),
)

function expectNothingSent({ sandbox }: Job): void {
  expect([sandbox.requests, sandbox.bucketRequests.connections]).toEqual([[], 0])
}

import { expect, test } from '@jest/globals'
import { onSandbox, WORKSPACE } from '../support/job.ts'

const NAMES: Record<string, string> = {
  'a b & c+d.md': 'a b & c+d.md',
  'größe 日本語 🙂.md': 'größe 日本語 🙂.md',
  'u\u0308ber.md': 'über.md',
  'it\'s "100%" #1 {x} [y] <z> ^~`|\\.md': 'it_s _100__ _1 _x_ _y_ _z_ _____.md',
  'tab\tline\nend.md': 'tab_line_end.md',
  '${filename}.md': '$_filename_.md',
  "(a)!*;:@=,?'.md": '(a)!*;:@=,?_.md',
  '%41%2F..md': '_41_2F..md',
  '-x .md': '-x .md',
}

test(
  'documents are called as their files are, but for what the platform does not allow',
  onSandbox(async (job) => {
    const paths = Object.keys(NAMES).map((path) => `docs/${path}`)
    job.repository.commit('Write', Object.fromEntries(paths.map((path) => [path, 'text'])))

    await job.publish({ 'file-name': 'basename' })
    await job.sandbox.ingested()

    const files = job.sandbox.files(WORKSPACE)
    const called = files.map(({ name, meta }) => [meta['path'], name])
    expect(Object.fromEntries(called)).toEqual(
      Object.fromEntries(Object.entries(NAMES).map(([path, name]) => [`docs/${path}`, name])),
    )
  }),
)

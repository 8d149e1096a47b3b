import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { discover } from '../../src/documents/discover.ts'
import { pathFilter } from '../../src/documents/path-filter.ts'
import { readPatterns } from '../../src/documents/patterns.ts'
import { recordingLog } from '../support/recording-log.ts'
import { Repository } from '../support/repository.ts'

const FILES = [
  'a.md',
  'a.MD',
  'docs/a.md',
  'docs/a.md.meta.json',
  'docs/b.txt',
  'docs/deep/er/c.md',
  'docs/.hidden/d.md',
  'docs/.e.md',
  'docs/[f].md',
  'docs/g*.md',
  'other/docs/h.md',
  'other/i j.md',
]

const PATTERNS = [
  'docs',
  'docs/',
  'docs/**',
  'docs/*.md',
  '**/*.md',
  '**/*.md\n!docs/deep',
  '**\n!**/*.md\ndocs/a.md',
  'docs/**/c.md',
  'other/**/?.md',
  'docs/[[]f].md',
  'docs/g[*].md',
  'a.md',
]

test.each(
  PATTERNS.flatMap((patterns) => [false, true].map((hidden) => [patterns, hidden] as const)),
)('%j tells by a path what a search finds there (hidden files: %p)', async (patterns, hidden) => {
  await Repository.with(async (repository) => {
    const { folder } = repository
    for (const path of FILES) repository.write(path, 'text')
    const { documents } = await discover({
      workspaceFolder: folder,
      patterns,
      includeHiddenFiles: hidden,
      naming: { fileName: 'path', prefix: '' },
      log: recordingLog(),
      signal: new AbortController().signal,
    })
    const matches = pathFilter(await readPatterns(patterns, folder, folder), folder, hidden)
    expect(FILES.filter(matches).sort()).toEqual(documents.map(({ path }) => path))
    expect(matches(join('.git', 'a.md'))).toBe(false)
  })
})

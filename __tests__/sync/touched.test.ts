import { expect, test } from '@jest/globals'
import type { FileCommit } from '../../src/metadata/file-commit.ts'
import type { Scope } from '../../src/sync/scope.ts'
import { touchedBy } from '../../src/sync/touched.ts'

const REPOSITORY = { name: 'octo/docs', url: 'https://github.com/octo/docs' }

function own(repositoryPath: string, name = REPOSITORY.name): FileCommit {
  const commit = { sha: 'a'.repeat(40), date: undefined, author: undefined, subject: undefined }
  return { kind: 'own', commit, repositoryPath, repository: { ...REPOSITORY, name } }
}

function touches(matches: RegExp, files: Readonly<Record<string, FileCommit>>) {
  const scope: Scope = {
    publisherId: '1',
    server: new URL('https://github.com/'),
    repository: REPOSITORY.name,
    ref: 'refs/heads/main',
    naming: { fileName: 'path', prefix: '' },
    matches: (path) => matches.test(path),
  }
  return touchedBy(scope, new Map(Object.entries(files)))
}

test('what patterns match, and sidecars, in the clone at the workspace folder', () => {
  const isTouched = touches(/^docs\/.*\.md$/, { 'docs/a.md': own('docs/a.md') })
  expect(['docs/new.md', 'docs/a.md.meta.json'].filter(isTouched)).toHaveLength(2)
  expect(['src/a.ts', 'docs/a.png', 'docs/a.png.meta.json'].filter(isTouched)).toEqual([])
})

test('in a clone below the workspace folder, and in a workspace folder below the top', () => {
  const below = touches(/^checkout\/docs\//, { 'checkout/docs/a.md': own('docs/a.md') })
  expect(['docs/b.md', 'checkout/docs/b.md'].map(below)).toEqual([true, false])
  const above = touches(/^docs\//, { 'docs/a.md': own('site/docs/a.md') })
  expect(['site/docs/b.md', 'docs/b.md'].map(above)).toEqual([true, false])
})

test('a submodule whose documents are published', () => {
  const isTouched = touches(/^vendor\/.*\.md$/, {
    'vendor/sub/docs/a.md': own('docs/a.md', 'octo/sub'),
    'vendor/b.md': own('vendor/b.md'),
  })
  expect(['vendor/sub', 'vendor/other', 'docs/a.md'].map(isTouched)).toEqual([true, false, false])
})

test('without documents of the repository, what patterns match', () => {
  expect(['docs/a.md', 'src/a.md'].map(touches(/^docs\//, {}))).toEqual([true, false])
})

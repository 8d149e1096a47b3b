import { describe, expect, test } from '@jest/globals'
import { explainNoMatch, signsOfMistakes } from '../../src/documents/no-match.ts'
import { find, workspace } from '../support/workspace.ts'

async function explain(files: Record<string, string>, patterns: string): Promise<string> {
  const found = await find(workspace(files), patterns)
  expect(found.documents).toEqual([])
  const message = explainNoMatch(found)
  expect(message).not.toContain('\n')
  return message
}

test('names the patterns and always the usual causes', async () => {
  const message = await explain({ 'docs/a.txt': 'a' }, 'docs/**/*.md\n!docs/"x"')
  expect(message).toContain('("docs/**/*.md", "!docs/\\"x\\"")')
  expect(message).toContain('actions/checkout')
  expect(message).toContain('include-hidden-files')
  expect(message).not.toContain('There is no')
  expect(message).not.toContain('were skipped')
})

test('an empty workspace folder', async () => {
  expect(await explain({}, '**')).toContain('The workspace folder is empty.')
})

test('a folder or file that does not exist', async () => {
  const message = await explain({ 'docs/a.md': 'a' }, 'doc/**/*.md\ndocs/a.md/b\nx\ny.md\n!docs')
  expect(message).toContain('There is no "doc", no "docs/a.md/b", no "x", no "y.md"')
})

test('hidden files', async () => {
  const message = await explain({ '.github/a.md': 'a' }, '**/*.md')
  expect(message).toContain('Hidden files or folders were skipped.')
})

test('braces', async () => {
  expect(await explain({ 'a.md': 'a' }, '*.{md,html}')).toContain('Braces')
})

const LINE = 'spaces and commas are part of names: put each pattern on its own line.'

test.each([
  'docs/*.md README.md',
  'docs/*.md, api/*.md',
  'docs/*.md,api/*.md',
  'README.md\tdocs',
  'a.md\n!docs/draft.md docs/old.md',
])('several patterns on a line: %j', async (patterns) => {
  const message = await explain({ 'docs/a.txt': 'a' }, patterns)
  expect(message).toContain(`${JSON.stringify(patterns.split('\n').at(-1))} is one pattern, in`)
  expect(message).toContain(LINE)
})

test('several patterns on a line beside others that match something', async () => {
  const found = await find(workspace({ 'a.md': 'a', 'docs/b.md': 'b' }), '*.md\ndocs/*.md, api')
  expect(signsOfMistakes(found)).toEqual([`"docs/*.md, api" is one pattern, in which ${LINE}`])
})

test('several lines of several patterns', async () => {
  expect(await explain({ 'a.txt': 'a' }, 'a.md b.md\nc.md, d.md')).toContain(
    `"a.md b.md", "c.md, d.md" are one pattern each, in which ${LINE}`,
  )
})

test('a space or a comma in a name is no mistake', async () => {
  const files = ['My Guide/a.md', 'x/b, c.md', 'Old Drafts/d.md', 'x/e f.md']
  const folder = workspace(Object.fromEntries(files.map((path) => [path, 'text'])))
  const patterns = ['My Guide', '**/b, *.md', '!Old Drafts/**', '!**/e f.md', `${folder}/*/e *`]
  expect(signsOfMistakes(await find(folder, patterns.join('\n')))).toEqual([])
  expect(await explain({ 'a.md': 'a' }, 'b.md\n*.{md, html}\n[ ,]x')).not.toContain(LINE)
})

describe('a repository that is checked out into a folder of its own', () => {
  const files = { 'handbook/.git/HEAD': 'x', 'handbook/docs/a.md': 'a', 'other/docs/b.md': 'b' }
  const sign = 'The folder "handbook" is a repository of its own (actions/checkout with "path")'

  test.each([
    ['docs/**/*.md', ' and has "docs" in it: begin the patterns with "handbook/docs".'],
    ['docs/a.md', ' and has "docs/a.md" in it: begin the patterns with "handbook/docs/a.md".'],
    ['*.md', ': begin the patterns with "handbook/".'],
  ])('%s', async (pattern, end) => {
    expect(await explain(files, pattern)).toContain(sign + end)
  })

  test('also where other patterns match something', async () => {
    const found = await find(workspace({ ...files, 'top/a.md': 'a' }), 'top\ndocs')
    expect(signsOfMistakes(found)).toEqual([
      expect.stringContaining('There is no "docs"'),
      expect.stringContaining(sign),
    ])
  })

  test('which does not hold it, or is no repository, is not named', async () => {
    expect(await explain(files, 'guide/*.md')).not.toContain('a repository of its own')
    expect(await explain({ ...files, '.git': 'x' }, '*.md')).not.toContain(
      'a repository of its own',
    )
    expect(await explain({ 'x/docs/a.md': 'a' }, 'docs')).not.toContain('a repository of its own')
  })
})

import { expect, test } from '@jest/globals'
import { explainNoMatch } from '../../src/documents/no-match.ts'
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

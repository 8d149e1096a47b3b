import { expect, test } from '@jest/globals'
import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { whatIsAt } from '../src/what-is-at.ts'
import { withoutPrivileges, workspace } from './support/workspace.ts'

test('tells what has a path, nothing, or that nobody knows', async () => {
  const folder = workspace({ 'docs/a.md': 'a', 'closed/a.md': 'a' })
  symlinkSync('nowhere', join(folder, 'link'))
  chmodSync(join(folder, 'closed'), 0)
  const paths = ['', 'docs', 'docs/a.md', 'link', 'b', 'docs/a.md/b', 'x'.repeat(300), 'closed/a']
  const answers = await withoutPrivileges(() => paths.map((path) => whatIsAt(join(folder, path))))
  chmodSync(join(folder, 'closed'), 0o755)
  expect(answers).toEqual([
    'folder',
    'folder',
    'other',
    'other',
    'nothing',
    'nothing',
    'nothing',
    'unknown',
  ])
})

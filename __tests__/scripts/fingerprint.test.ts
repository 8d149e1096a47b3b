import { renameSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { fingerprints, fingerprintOfSources } from '../../scripts/fingerprint.ts'
import { workspace, write } from '../support/workspace.ts'

const FILES = {
  'src/main.ts': 'main',
  'src/log/log.ts': 'log',
  'dist/index.js': 'bundle',
  'package-lock.json': '{}',
  'README.md': 'read me',
}

test('dates do not count, nor do files that dist/ is not made from', () => {
  const folder = workspace(FILES)
  const before = fingerprints(folder)
  utimesSync(join(folder, 'src/main.ts'), 1, 1)
  write(folder, 'README.md', 'changed')
  expect(fingerprints(folder)).toBe(before)
})

test.each<[string, (folder: string) => void]>([
  [
    'a source that changed',
    (folder) => {
      write(folder, 'src/log/log.ts', 'changed')
    },
  ],
  [
    'a new source',
    (folder) => {
      write(folder, 'src/new.ts', '')
    },
  ],
  [
    'a source that moved',
    (folder) => {
      renameSync(join(folder, 'src/main.ts'), join(folder, 'src/log/main.ts'))
    },
  ],
  [
    'a bundle that was checked out',
    (folder) => {
      write(folder, 'dist/index.js', 'older')
    },
  ],
  [
    'another version of a package',
    (folder) => {
      write(folder, 'package-lock.json', '{ }')
    },
  ],
])('%s counts', (_, change) => {
  const folder = workspace(FILES)
  const before = fingerprints(folder)
  change(folder)
  expect(fingerprints(folder)).not.toBe(before)
})

test('a source that changes while the build goes on counts', () => {
  const folder = workspace(FILES)
  const read = fingerprintOfSources(folder)
  write(folder, 'src/main.ts', 'changed')
  write(folder, 'dist/index.js', 'made of the source before')
  const built = fingerprints(folder, read)
  expect(fingerprints(folder)).not.toBe(built)
  write(folder, 'src/main.ts', 'main')
  expect(fingerprints(folder)).toBe(built)
})

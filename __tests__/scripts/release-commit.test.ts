import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { commitRelease, METADATA, type Part } from '../../scripts/release-commit.ts'
import { Repository } from '../support/repository.ts'

const ABOUT = {
  name: 'docs-upload',
  version: '1.2.3',
  repository: 'https://github.com/acme/docs-upload',
  scripts: {},
}
const FILES = {
  'package.json': JSON.stringify(ABOUT),
  'package-lock.json': JSON.stringify(lockOf('1.2.3')),
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n- Better.\n\n## 1.2.3 (2026-01-02)\n\n- Good.\n',
  'README.md': '- uses: acme/docs-upload@v1\n- uses: acme/docs-upload@abc # v1.2.3\n',
  [METADATA]: 'path',
  'dist/index.js': 'before',
}
const SAYS_SO = '# Changelog\n\n## Unreleased\n\n- **Metadata.** Titles changed.\n- Better.\n'

function lockOf(version: string) {
  return {
    name: 'docs-upload',
    version,
    lockfileVersion: 3,
    packages: {
      '': { name: 'docs-upload', version, license: 'MIT' },
      'node_modules/x': { version: '1.2.3' },
    },
  }
}

/** A repository whose last commit is version 1.2.3, and what has changed since. */
async function released(
  part: Part,
  changes: Readonly<Record<string, string>>,
  check: (repository: Repository, version: Promise<string>) => Promise<void>,
): Promise<void> {
  await Repository.with(async (repository) => {
    const { folder } = repository
    repository.git('config', 'user.name', 'Test')
    repository.git('config', 'user.email', 'test@example.com')
    repository.commit('Before', { ...FILES, 'CHANGELOG.md': '# Changelog\n' })
    repository.git('tag', 'v1.2.3')
    repository.commit('Change', { 'CHANGELOG.md': FILES['CHANGELOG.md'], ...changes })
    const build = (): void => {
      repository.write('dist/index.js', readFileSync(join(folder, 'package.json')))
    }
    await check(repository, commitRelease({ root: folder, part, date: '2026-03-04', build }))
  })
}

test.each<[Part, string]>([
  ['patch', '1.2.4'],
  ['minor', '1.3.0'],
  ['major', '2.0.0'],
])('a %s release is one commit of version %s with all that names it', (part, version) =>
  released(part, {}, async (repository, committed) => {
    expect(await committed).toBe(version)
    expect(repository.git('status', '--porcelain')).toBe('')
    expect(repository.git('log', '-1', '--format=%s')).toBe(`Release ${version}`)
    const show = (path: string): string => repository.git('show', `HEAD:${path}`)
    // In the order that npm wrote it in.
    expect(show('package.json')).toBe(JSON.stringify({ ...ABOUT, version }, undefined, 2))
    expect(show('package-lock.json')).toBe(JSON.stringify(lockOf(version), undefined, 2))
    expect(show('CHANGELOG.md')).toContain(`\n## ${version} (2026-03-04)\n\n- Better.\n\n## 1.2.3 `)
    expect(show('README.md')).toContain(`docs-upload@v${version[0] ?? ''}\n`)
    expect(show('README.md')).toContain(`docs-upload@abc # v${version}`)
    expect(show('dist/index.js')).toContain(version)
  }),
)

test.each<[string, Part, Record<string, string>, RegExp]>([
  [
    'nothing in the changelog',
    'patch',
    { 'CHANGELOG.md': '# C\n\n## Unreleased\n\n## 1\n\n- x\n' },
    /nothing/,
  ],
  [
    'other metadata in a patch',
    'patch',
    { [METADATA]: 'title', 'CHANGELOG.md': SAYS_SO },
    /A patch cannot/,
  ],
  ['other metadata without a word', 'minor', { [METADATA]: 'title' }, /say so first/],
])('%s is refused, and nothing is written', (_, part, changes, message) =>
  released(part, changes, async (repository, committed) => {
    await expect(committed).rejects.toThrow(message)
    expect(repository.git('status', '--porcelain')).toBe('')
    expect(repository.git('log', '-1', '--format=%s')).toBe('Change')
  }),
)

test('a minor release may change metadata where the changelog begins with that', () =>
  released('minor', { [METADATA]: 'title', 'CHANGELOG.md': SAYS_SO }, async (_, committed) => {
    expect(await committed).toBe('1.3.0')
  }))

test('a version that was never tagged is refused', () =>
  released('patch', {}, async (repository, committed) => {
    await committed
    const root = repository.folder
    const again = commitRelease({ root, part: 'patch', date: '', build: () => undefined })
    await expect(again).rejects.toThrow('v1.2.4 has not been released')
  }))

test('what is not committed is refused', () =>
  Repository.with(async (repository) => {
    repository.commit('Before', FILES)
    repository.write('more.md', 'x')
    const root = repository.folder
    const build = (): void => {
      throw new Error('built')
    }
    await expect(commitRelease({ root, part: 'patch', date: '', build })).rejects.toThrow(
      'committed',
    )
  }))

test('the release workflow finds the notes of a version, and of no other', () => {
  const workflow = readFileSync(
    join(import.meta.dirname, '../../.github/workflows/release.yml'),
    'utf8',
  )
  const [, program = ''] = /awk -v heading="## \$version" '(.+)'/.exec(workflow) ?? []
  const notes = (version: string): string =>
    execFileSync('awk', ['-v', `heading=## ${version}`, program], {
      encoding: 'utf8',
      input:
        '# C\n\n## 1.2.0\n\n- Two.\n\n## 1.2 (x)\n\n- One.\n\n## 1.1.10 (2026-01-02)\n\n- Zero.\n',
    })
  expect(notes('1.2.0').trim()).toBe('- Two.')
  expect(notes('1.1.10').trim()).toBe('- Zero.')
  expect(notes('1.1.1')).toBe('')
})

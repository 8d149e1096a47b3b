import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { documentation } from './documentation.ts'

/** The metadata of a fixed repository, which a test holds a run to. */
export const METADATA = '__tests__/e2e/__snapshots__/steady-metadata.test.ts.snap'

const UNRELEASED = '## Unreleased\n'

/** Not an object of known keys: these would come first when it is written again. */
const Members = v.record(v.string(), v.unknown())
const Version = v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/))

/** Which number of the version rises. */
export type Part = 'major' | 'minor' | 'patch'

export interface Release {
  readonly root: string
  readonly part: Part
  /** Of the release, `YYYY-MM-DD`. */
  readonly date: string
  /** Makes `dist/` from what then stands in the root. */
  readonly build: () => void
}

/**
 * Commits a release: the version, the changelog's heading, the pages that name the version, and `dist/`.
 *
 * @returns the version
 * @throws where something is not committed, the last version has no tag, nothing is told in the changelog, or the metadata changed of documents that did
 *   not, in a patch or without a word: the platform would index every user's workspace anew
 */
export async function commitRelease({ root, part, date, build }: Release): Promise<string> {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  const write = (path: string, text: string): void => {
    writeFileSync(join(root, path), text)
  }

  if (git('status', '--porcelain') !== '') throw new Error('Something is not committed.')
  const about = v.parse(Members, JSON.parse(read('package.json')))
  const last = v.parse(Version, about['version'])
  if (git('tag', '--list', `v${last}`) === '') {
    throw new Error(`v${last} has not been released: tag it first, or fetch the tags.`)
  }
  const changelog = read('CHANGELOG.md')
  const [, notes = ''] = changelog.split(UNRELEASED)
  const [told = ''] = notes.split('\n## ')
  if (told.trim() === '') throw new Error('CHANGELOG.md tells nothing below "## Unreleased".')
  if (git('diff', '--name-only', `v${last}`, 'HEAD', '--', METADATA) !== '') {
    checkMetadataChange(part, told)
  }

  const version = nextVersion(last, part)
  const lock = v.parse(Members, JSON.parse(read('package-lock.json')))
  const packages = v.parse(Members, lock['packages'])
  const own = { ...v.parse(Members, packages['']), version }
  write('package.json', asJson({ ...about, version }))
  write('package-lock.json', asJson({ ...lock, version, packages: { ...packages, '': own } }))
  write('CHANGELOG.md', changelog.replace(UNRELEASED, `## ${version} (${date})\n`))
  for (const [path, text] of await documentation(root)) write(path, text)
  build()
  git('add', '--all')
  git('commit', '--quiet', '--message', `Release ${version}`)
  return version
}

function checkMetadataChange(part: Part, notes: string): void {
  if (part === 'patch') {
    throw new Error(`A patch cannot change the metadata of unchanged documents: see ${METADATA}.`)
  }
  if (!/^\s*- \*\*Metadata/.test(notes)) {
    throw new Error(
      `The metadata of unchanged documents changed: CHANGELOG.md has to say so first, as "- **Metadata.** …". See ${METADATA}.`,
    )
  }
}

function nextVersion(version: string, part: Part): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  switch (part) {
    case 'major':
      return `${major + 1}.0.0`
    case 'minor':
      return `${major}.${minor + 1}.0`
    case 'patch':
      return `${major}.${minor}.${patch + 1}`
  }
}

/** As npm writes it. */
function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

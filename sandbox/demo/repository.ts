import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const UNDICI = join(import.meta.dirname, '..', '..', 'node_modules', 'undici')
const PAGES = join(UNDICI, 'docs', 'docs')

type Change = (repository: string) => void

/** The history: when, what was said of it, and what it did to the repository. */
const COMMITS: [date: string, message: string, change: Change][] = [
  ['2026-01-12T09:30:00Z', 'Introduce the project', addReadme(0, 100)],
  ['2026-02-03T14:05:00Z', 'Document the API', addPages('api')],
  ['2026-03-17T11:20:00Z', 'Tell how to get started', addPages('getting-started.md')],
  ['2026-04-08T16:45:00Z', 'Collect best practices', addPages('best-practices')],
  ['2026-04-30T10:00:00Z', 'Say who reads the guide', addSidecar],
  ['2026-05-12T13:25:00Z', 'Say which version the guide is for', addFrontMatter],
  ['2026-05-21T08:10:00Z', 'Complete the README', addReadme(100)],
]

/** What a day's work changes: a page, another's name, and one that goes. */
const EDITS: [date: string, message: string, change: Change][] = [
  ['2026-06-02T09:00:00Z', 'Say what errors are for', append('docs/api/Errors.md')],
  ['2026-06-02T09:30:00Z', 'Call cookies by their name', rename('Cookies.md', 'CookieStore.md')],
  ['2026-06-02T10:00:00Z', 'Drop a page', drop('docs/api/ContentType.md')],
]

/** Makes a git repository of the documents of the package undici, and answers its history. */
export function makeRepository(folder: string): string {
  mkdirSync(join(folder, 'docs'), { recursive: true })
  git(folder, ['init', '--quiet', '--initial-branch=main'])
  return commitAll(folder, COMMITS)
}

/** Edits a page of that repository, renames one and deletes one, and answers the commits. */
export function editRepository(folder: string): string {
  return commitAll(folder, EDITS)
}

function commitAll(folder: string, commits: typeof COMMITS): string {
  for (const [date, message, change] of commits) {
    change(folder)
    git(folder, ['add', '--all'])
    git(folder, ['commit', '--quiet', '--message', message], date)
  }
  const format = ['--reverse', '--date=short', '--format=%h  %cd  %s']
  return git(folder, ['log', `-${commits.length}`, ...format]).trimEnd()
}

function git(folder: string, args: string[], date = ''): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'The demo',
      GIT_AUTHOR_EMAIL: 'demo@example.com',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: 'The demo',
      GIT_COMMITTER_EMAIL: 'demo@example.com',
      GIT_COMMITTER_DATE: date,
    },
  })
}

/** A page of undici's documentation, or a folder of them. */
function addPages(path: string): Change {
  return (repository) => {
    cpSync(join(PAGES, path), join(repository, 'docs', path), { recursive: true })
  }
}

/** Metadata of its own for one page, in a file beside it. */
function addSidecar(repository: string): void {
  const sidecar = join(repository, 'docs/getting-started.md.meta.json')
  writeFileSync(sidecar, '{ "audience": "everyone", "reviewed": true, "tags": ["guide"] }\n')
}

/** A key of front matter that looks like a number and is none. */
function addFrontMatter(repository: string): void {
  const guide = join(repository, 'docs/getting-started.md')
  writeFileSync(guide, `---\nversion: 7.10\n---\n\n${readFileSync(guide, 'utf8')}`)
}

/** Lines of undici's README, at the end of the repository's. */
function addReadme(from: number, to?: number): Change {
  return (repository) => {
    const lines = readFileSync(join(UNDICI, 'README.md'), 'utf8').split(/(?<=\n)/)
    appendFileSync(join(repository, 'README.md'), lines.slice(from, to).join(''))
  }
}

function append(page: string): Change {
  return (repository) => {
    appendFileSync(join(repository, page), '\nErrors have a code to tell them by.\n')
  }
}

function rename(page: string, name: string): Change {
  return (repository) => {
    const folder = join(repository, 'docs/api')
    renameSync(join(folder, page), join(folder, name))
  }
}

function drop(page: string): Change {
  return (repository) => {
    rmSync(join(repository, page))
  }
}

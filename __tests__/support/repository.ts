import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Git would start another process after each commit, to see whether it is time to tidy up. */
const WITHOUT_MAINTENANCE = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
}

const FIRST_SECOND = 1_767_323_045 // 2026-01-02T03:04:05Z

/** A real git repository in a temporary folder, the same each time it is made. */
export class Repository {
  readonly folder: string
  /** The date of the next commit, in seconds since 1970. */
  second = FIRST_SECOND

  private constructor(folder: string) {
    this.folder = folder
  }

  static async with<T>(work: (repository: Repository) => T | Promise<T>): Promise<T> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')))
    try {
      const repository = new Repository(join(folder, 'work'))
      mkdirSync(repository.folder)
      repository.git('init', '--quiet', '--initial-branch=main')
      return await work(repository)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  /** What the reader is given: no settings of this machine's user. */
  get environment(): NodeJS.ProcessEnv {
    return { PATH: process.env['PATH'], HOME: dirname(this.folder) }
  }

  /** Runs git here and gives what it prints, without the last line break. */
  git(...args: string[]): string {
    return this.gitWith('', ...args)
  }

  gitWith(input: string, ...args: string[]): string {
    const date = `${this.second} +0000`
    const output = execFileSync('git', args, {
      cwd: this.folder,
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...this.environment,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        ...WITHOUT_MAINTENANCE,
        GIT_AUTHOR_NAME: 'Test Author',
        GIT_AUTHOR_EMAIL: 'author@example.com',
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: 'Test Committer',
        GIT_COMMITTER_EMAIL: 'committer@example.com',
        GIT_COMMITTER_DATE: date,
      },
    })
    return output.replace(/\n$/, '')
  }

  write(path: string, content: string): void {
    const file = join(this.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }

  /** Writes the files and commits everything there is. Gives the commit's SHA. */
  commit(message: string, files: Readonly<Record<string, string>> = {}): string {
    for (const [path, content] of Object.entries(files)) this.write(path, content)
    this.git('add', '--all')
    this.git('commit', '--quiet', '--allow-empty', '--message', message)
    this.second += 60
    return this.git('rev-parse', 'HEAD')
  }

  /** Commits what a merge of the branches and an editor's hand would have made of the files. */
  merge(branches: readonly string[], files: Readonly<Record<string, string>> = {}): string {
    const parents = ['HEAD', ...branches].flatMap((parent) => ['-p', this.git('rev-parse', parent)])
    for (const [path, content] of Object.entries(files)) this.write(path, content)
    this.git('add', '--all')
    const tree = this.git('write-tree')
    const sha = this.git('commit-tree', tree, '-m', `Merge ${branches.join(', ')}`, ...parents)
    this.git('reset', '--quiet', '--hard', sha)
    this.second += 60
    return sha
  }

  /** Writes a commit as no git would, whatever its line about the committer is. Gives its SHA. */
  writeCommit(tree: string, parents: readonly string[], committer: string): string {
    const author = `author Test Author <author@example.com> ${this.second} +0000`
    const lines = parents.map((parent) => `parent ${parent}`)
    const text = [`tree ${tree}`, ...lines, author, committer, '', 'by hand', ''].join('\n')
    return this.gitWith(text, 'hash-object', '-t', 'commit', '-w', '--literally', '--stdin')
  }

  /** Git's own answer. */
  lastCommit(path: string): string {
    return this.git('--literal-pathspecs', 'log', '-1', '--format=%H', '--', path)
  }
}

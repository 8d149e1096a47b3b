import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Git would start another process after each commit, to see whether it is time to tidy up. */
const WITHOUT_MAINTENANCE = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
}

const FIRST_SECOND = 1_767_323_045 // 2026-01-02T03:04:05Z

/** What `git init` writes of use: a process fewer for each repository. */
const EMPTY: Snapshot = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n',
}

/** A repository at some moment, by the paths of its files: to begin others with. */
export type Snapshot = Readonly<Record<string, string | Buffer>>

/** A real git repository in a temporary folder, the same each time it is made. */
export class Repository {
  readonly folder: string
  /** The date of the next commit, in seconds since 1970. */
  second = FIRST_SECOND

  private constructor(folder: string) {
    this.folder = folder
  }

  static async with<T>(
    work: (repository: Repository) => T | Promise<T>,
    snapshot = EMPTY,
  ): Promise<T> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')))
    try {
      const repository = new Repository(join(folder, 'work'))
      for (const name of ['objects', 'refs/heads']) {
        mkdirSync(join(repository.folder, '.git', name), { recursive: true })
      }
      repository.restore(snapshot)
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
    return this.#run('git', args, input)
  }

  #run(program: string, args: readonly string[], input = ''): string {
    const date = `${this.second} +0000`
    const output = execFileSync(program, args, {
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

  write(path: string, content: string | Buffer): void {
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
    return this.head
  }

  /** Writes what a snapshot has over what is here. */
  restore(snapshot: Snapshot): void {
    for (const [path, content] of Object.entries(snapshot)) this.write(path, content)
  }

  snapshot(): Snapshot {
    const names = readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
    const paths = names.filter((name) => statSync(join(this.folder, name)).isFile())
    return Object.fromEntries(paths.map((path) => [path, this.#read(path)]))
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
    return this.lastCommits([path]).get(path) ?? ''
  }

  /** Git's own answers: it has to be asked for each, but a shell starts it sooner than Node.js does. */
  lastCommits(paths: readonly string[]): Map<string, string> {
    const ask = 'for path; do echo "$(git --literal-pathspecs log -1 --format=%H -- "$path")"; done'
    const shas = this.#run('sh', ['-c', ask, 'sh', ...paths]).split('\n')
    return new Map(paths.map((path, index) => [path, shas[index] ?? '']))
  }

  /** The SHA of the commit that is checked out, without a process: git has written it there. */
  get head(): string {
    const head = String(this.#read('.git/HEAD')).trim()
    const branch = /^ref: (.*)/.exec(head)?.[1]
    return branch === undefined ? head : String(this.#read(join('.git', branch))).trim()
  }

  #read(path: string): Buffer {
    return readFileSync(join(this.folder, path))
  }
}

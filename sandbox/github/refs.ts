import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { git } from './git.ts'

/** Where GitHub says a ref points. */
export interface RefTarget {
  readonly sha: string
  readonly type: 'commit' | 'tag' | 'tree' | 'blob'
}

/**
 * The refs of the hosted repository, named `heads/BRANCH` and `tags/TAG`: those of the git repository in the folder, read
 * anew for each question, but for those that were moved here. Moving one does not touch the folder, which so may be a job's
 * clone.
 */
export class Refs {
  readonly #folder: string
  readonly #moved = new Map<string, string | undefined>()
  /** By id: what an object is never changes. */
  readonly #types = new Map<string, RefTarget['type']>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** From now on the ref points to this object, whose full id it is; without one it is gone. */
  move(ref: string, sha: string | undefined): void {
    this.#moved.set(ref, sha)
  }

  async find(ref: string): Promise<RefTarget | undefined> {
    const sha = this.#moved.has(ref) ? this.#moved.get(ref) : await this.#parse(`refs/${ref}`)
    if (sha === undefined) return undefined
    const type = this.#types.get(sha) ?? typeOf(await git(this.#folder, 'cat-file', '-t', sha))
    this.#types.set(sha, type)
    return { sha, type }
  }

  /** The commit that a branch, a tag or the beginning of an id names. */
  async commit(name: string): Promise<string | undefined> {
    const target = (await this.find(`heads/${name}`)) ?? (await this.find(`tags/${name}`))
    if (target) return this.#parse(`${target.sha}^{commit}`)
    return /^[0-9a-f]{4,40}$/.test(name) ? this.#parse(`${name}^{commit}`) : undefined
  }

  /**
   * Commits files onto a branch (`null` deletes one), as a push by somebody else does, and gives the commit's id. A branch
   * that is missing is made without a parent.
   */
  async push(branch: string, files: Readonly<Record<string, string | null>>): Promise<string> {
    const parent = await this.find(`heads/${branch}`)
    const commands = [
      `commit ${PUSHED}`,
      'committer Somebody Else <somebody@example.com> now',
      data('Pushed by somebody else'),
      ...(parent ? [`from ${parent.sha}`] : []),
      ...Object.entries(files).map(([path, content]) =>
        content === null
          ? `D ${JSON.stringify(path)}`
          : `M 100644 inline ${JSON.stringify(path)}\n${data(content)}`,
      ),
      '',
    ]
    await fastImport(this.#folder, commands.join('\n'))
    const sha = await git(this.#folder, 'rev-parse', PUSHED)
    this.move(`heads/${branch}`, sha)
    return sha
  }

  async #parse(revision: string): Promise<string | undefined> {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', revision]
    return git(this.#folder, ...args).catch(() => undefined)
  }
}

/** Holds the last pushed commit: no branch, and nothing that a clone fetches. */
const PUSHED = 'refs/sandbox/pushed'

function typeOf(text: string): RefTarget['type'] {
  if (text === 'commit' || text === 'tag' || text === 'tree' || text === 'blob') return text
  throw new Error(`git has no object of type "${text}"`)
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`
}

async function fastImport(folder: string, commands: string): Promise<void> {
  const args = ['-C', folder, 'fast-import', '--quiet', '--force', '--date-format=now']
  const done = promisify(execFile)('git', args)
  done.child.stdin?.end(commands)
  await done
}

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { withoutSecrets } from '../log/secrets.ts'
import { errorCode } from '../property.ts'
import { Semaphore } from '../semaphore.ts'

/** Where git runs, and for how long. */
export interface Clone {
  /** The folder to run in: absolute, its real path. */
  readonly folder: string
  /** The environment git may see; secrets and git's own variables are taken out. */
  readonly environment: NodeJS.ProcessEnv
  /** Ends git when it aborts. */
  readonly signal: AbortSignal
  /** How long one call of git may take. */
  readonly timeoutSeconds: number
  /** How long one may take that discovery waits for; `DISCOVERY_SECONDS` where it is absent. */
  readonly discoverySeconds?: number
}

/** None of these calls reads more than the names in the work tree: a git that takes longer hangs. */
const DISCOVERY_SECONDS = 60

/** The clone as discovery asks it, which a git that hangs must not hold up for long. */
export function inDiscovery(clone: Clone): Clone {
  return { ...clone, timeoutSeconds: clone.discoverySeconds ?? DISCOVERY_SECONDS }
}

/**
 * Why git gave nothing. `missing`: it is not installed. `not-started`: it is, and the system does not
 * start it. `no-repository`: the folder is not in one. `untrusted`: there is one, and git does not trust
 * it. `too-slow`: it took longer than it may. `failed`: anything else.
 */
type GitProblem = 'missing' | 'not-started' | 'no-repository' | 'untrusted' | 'too-slow' | 'failed'

/** The message is git's own where it wrote one to stderr: one line of it; or the system's. */
export class GitError extends Error {
  override name = 'GitError'
  readonly problem: GitProblem

  constructor(problem: GitProblem, words: string) {
    super(words)
    this.problem = problem
  }
}

/** A repository's settings can run programs or change what is printed; these come before them. */
const SETTINGS = {
  'core.fsmonitor': 'false',
  'safe.bareRepository': 'explicit',
  'log.showSignature': 'false',
  'log.mailmap': 'false',
  'log.follow': 'false',
  'log.diffMerges': 'separate',
}

const SECRET = /^(?:INPUT|GIT|ACTIONS|STATE)_|TOKEN|SECRET|PASSWORD|CREDENTIAL|API_?KEY|PROXY/i
const STDERR_BYTES = 4096
const WORDS_LENGTH = 300

/** No descriptor or process is free: one may be as soon as other work ends. */
const PASSING = new Set(['EMFILE', 'ENFILE', 'EAGAIN'])
/** Between attempts to start git. */
const PAUSES_MILLISECONDS = [20, 50, 100, 200, 400]

/** Hundreds of nested clones take turns: more at once would gain nothing on a runner's few cores. */
const PROCESSES_AT_ONCE = 4
const processes = new Semaphore(PROCESSES_AT_ONCE)

type GitCommand = 'check-ignore' | 'config' | 'log' | 'ls-files' | 'ls-tree' | 'rev-parse'

/** These end with 1 where what they look for is not there. */
const ONE_IS_NONE: readonly GitCommand[] = ['check-ignore', 'config']

/**
 * Runs git in its safe form and gives what it prints, as it comes. Leaving the loop early ends git.
 * A few run at once; the others wait.
 * @param input what git reads from stdin
 * @throws a `GitError` where git cannot be started, takes too long, or ends with another code than 0;
 * the signal's reason when that aborts
 */
export async function* runGit(
  command: GitCommand,
  args: readonly string[],
  clone: Clone,
  input = '',
): AsyncGenerator<Buffer, void, undefined> {
  const { folder, environment, signal, timeoutSeconds } = clone
  const mostExitCode = ONE_IS_NONE.includes(command) ? 1 : 0
  const place = await processes.acquire(1)
  const limit = AbortSignal.timeout(timeoutSeconds * 1000)
  const either = AbortSignal.any([signal, limit])
  try {
    signal.throwIfAborted()
    const git = await start([...safely(folder, command), command, ...args], environment, either)
    yield* converse(git, input, mostExitCode, either)
  } catch (error) {
    signal.throwIfAborted()
    if (!limit.aborted) throw error
    throw new GitError('too-slow', `git ${command} did not finish within ${timeoutSeconds} s`)
  } finally {
    processes.release(place)
  }
}

/** All that git prints, for answers of a few lines. @throws as `runGit` */
export async function askGit(
  command: GitCommand,
  args: readonly string[],
  clone: Clone,
  input = '',
): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of runGit(command, args, clone, input)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function start(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<ChildProcessWithoutNullStreams> {
  for (let attempt = 0; ; attempt++) {
    try {
      const git = spawn('git', args, {
        // Windows looks for programs in the current folder first, and the workspace is not to be trusted.
        cwd: dirname(process.execPath),
        env: harmlessPart(environment),
        shell: false,
        windowsHide: true,
      })
      // Where there was no descriptor left it has no streams, whatever its type says.
      await once(git, 'spawn')
      return git
    } catch (error) {
      const code = errorCode(error)
      const pause = PASSING.has(code) ? PAUSES_MILLISECONDS[attempt] : undefined
      if (pause === undefined) throw explainStart(error)
      await delay(pause, undefined, { signal })
    }
  }
}

/** Gives what git prints. Ends it when the signal aborts, and when nobody reads on. */
async function* converse(
  git: ChildProcessWithoutNullStreams,
  input: string,
  mostExitCode: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const stop = (): void => {
    git.kill('SIGKILL')
    git.stdout.destroy()
    git.stderr.destroy()
  }
  const closed = new Promise<void>((resolve) => git.once('close', resolve))
  let complaint = ''
  git.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < STDERR_BYTES) complaint += text.slice(0, STDERR_BYTES)
  })
  // Git may end without having read everything: its exit code tells why.
  git.stdin.on('error', () => undefined).end(input)
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    const output: AsyncIterable<Buffer> = git.stdout
    yield* output
    await closed
    if (git.exitCode === null || git.exitCode > mostExitCode) {
      throw toGitError(complaint, `git ended with ${git.signalCode ?? git.exitCode ?? 'no code'}`)
    }
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}

function safely(folder: string, command: GitCommand): string[] {
  const settings = { ...SETTINGS, 'safe.directory': folder.replaceAll('\\', '/') }
  return [
    '--no-pager',
    // GitHub knows no replacements, and links lead there.
    '--no-replace-objects',
    // This one takes paths as they are, and does not know the option.
    ...(command === 'check-ignore' ? [] : ['--literal-pathspecs']),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    '-C',
    folder,
  ]
}

function harmlessPart(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const harmless = Object.entries(environment).filter(
    ([name, value = '']) => !SECRET.test(name) && withoutSecrets(value) === value,
  )
  return {
    ...Object.fromEntries(harmless),
    // What git says is read below, and quoted in a log that is in English.
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    // A partial clone would fetch what it lacks, by programs that its settings name.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  }
}

function explainStart(error: unknown): GitError {
  const code = errorCode(error)
  if (code === 'ENOENT') return new GitError('missing', String(error))
  const limit = `${code}: a limit such as that of "ulimit -n" is too low`
  return new GitError('not-started', PASSING.has(code) ? limit : String(error))
}

function toGitError(complaint: string, otherwise: string): GitError {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '')
  const fatal = lines.find((line) => line.startsWith('fatal: '))
  const words = withoutSecrets(fatal ?? lines[0] ?? otherwise)
    .slice(0, WORDS_LENGTH)
    .toWellFormed()
  return new GitError(problemOf(words), words)
}

function problemOf(words: string): GitProblem {
  if (/dubious ownership|unsafe repository|cannot use bare repository/.test(words))
    return 'untrusted'
  return words.startsWith('fatal: not a git repository (or any') ? 'no-repository' : 'failed'
}

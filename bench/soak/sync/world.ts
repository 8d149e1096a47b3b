import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from '../../../__tests__/support/repository.ts'
import { startGitHub, type Instead, type SandboxGitHub } from '../../../sandbox/github.ts'
import { startSandbox, type FileRecord, type Sandbox } from '../../../sandbox/sandbox.ts'
import type { SandboxOptions } from '../../../sandbox/options.ts'
import type { Chance } from '../chance.ts'
import { MovingClock } from './moving-clock.ts'
import { OTHER_BRANCH, Others, OURS, type Decoy } from './others.ts'
import { Branch, type Edit } from './pages.ts'
import { inThisProcess, killed, type Runner, type Said } from './runs.ts'
import { NO_TROUBLE, TroubledRun, type Trouble } from './trouble.ts'
import { differences, Watch, type Wanted } from './watch.ts'

/** What a run is asked to do, and what happens meanwhile. */
export interface RunOptions {
  readonly skipsUnchanged: boolean
  readonly prunes: boolean
  readonly waits: boolean
  readonly trouble: Trouble
  /** Whether others work in the workspace while it runs. */
  readonly isBusy: boolean
  /** At which call of GitHub somebody pushes another commit. */
  readonly pushAt: number | undefined
  /** A document that an earlier step of the job has removed. */
  readonly removed: string | undefined
}

/** A run that nothing happens to. */
const QUIET: RunOptions = {
  skipsUnchanged: true,
  prunes: true,
  waits: true,
  trouble: NO_TROUBLE,
  isBusy: false,
  pushAt: undefined,
  removed: undefined,
}

/** What there is to make a world of. */
export interface WorldOptions {
  readonly repository: Repository
  readonly platform: SandboxOptions
  /** For what is committed. */
  readonly chance: Chance
  /** For what happens while runs are at work: how often it is asked differs from time to time. */
  readonly mishaps: Chance
  /** By default in this process. */
  readonly runner: Runner | undefined
}

const WORKSPACE = 'soak'
/** Milliseconds that a list may be behind. */
const LONGEST_LAG = 60_000
const REFERENCE = 'reference'
const FIRST_RUN = 1_658_821_493
/** Others act at so many of the requests of a run. */
const OTHERS_ACT = 0.15

/** A repository with its GitHub, a platform, everybody else on it, and runs of the action. */
export class World implements AsyncDisposable {
  readonly branch: Branch
  readonly others: Others
  readonly sandbox: Sandbox
  readonly clock: MovingClock
  readonly #repository: Repository
  readonly #github: SandboxGitHub
  readonly #runner: Runner
  readonly #watch: Watch
  /** What becomes of requests; undefined between runs. */
  #current: { readonly troubled: TroubledRun; readonly options: RunOptions } | undefined
  #calls = 0
  #runs = 0
  #pushed: { readonly sha: string; readonly edit: Edit } | undefined

  static async start(options: WorldOptions): Promise<World> {
    const { repository, platform, mishaps } = options
    const random = (): number => mishaps.between(0, 999_999) / 1_000_000
    const clock = new MovingClock(random)
    const sandbox = await startSandbox({
      ...platform,
      clock: clock.sandbox,
      beforeRequest: (request) => {
        world.#watch.see(request, world.files)
        if (world.#current?.options.isBusy && request.call !== 'delete-file')
          if (mishaps.happens(OTHERS_ACT)) world.others.act()
      },
    })
    await sandbox.ready()
    const github = await startGitHub({
      folder: repository.folder,
      id: Number(OURS.id),
      beforeRest: () => world.#beforeGitHub(),
    })
    const world = new World(options, clock, sandbox, github)
    world.commit(world.branch.firstEdit())
    repository.git('branch', OTHER_BRANCH)
    return world
  }

  private constructor(
    { repository, chance, mishaps, runner }: WorldOptions,
    clock: MovingClock,
    sandbox: Sandbox,
    github: SandboxGitHub,
  ) {
    this.#repository = repository
    this.#runner = runner ?? inThisProcess(clock)
    this.#github = github
    this.clock = clock
    this.sandbox = sandbox
    this.branch = new Branch(chance)
    this.others = new Others(sandbox.publisher(WORKSPACE), mishaps)
    this.#watch = new Watch(this.others)
  }

  /** What must never be, as far as it was seen. */
  get violations(): readonly string[] {
    return this.#watch.violations
  }

  get files(): FileRecord[] {
    return this.sandbox.files(WORKSPACE)
  }

  /** Commits changes to the branch, and pushes it. */
  commit(edit: Edit): void {
    const folder = this.#repository.folder
    for (const [path, content] of edit) if (content === null) rmSync(join(folder, path))
    for (const [path, content] of edit) if (content !== null) this.#repository.write(path, content)
    const sha = this.#repository.commit(`Edition ${this.branch.editions.length + 1}`)
    this.branch.committed(sha, edit)
    this.#github.refs.move('heads/main', sha)
  }

  /** Runs the action once on what is checked out, and looks at what has become of everything. */
  async run(changes: Partial<RunOptions> = {}): Promise<Said> {
    const options = { ...QUIET, ...changes }
    const { removed } = options
    const wanted = { edition: this.branch.head, removed: new Set(removed ? [removed] : []) }
    if (removed !== undefined) rmSync(join(this.#repository.folder, removed))
    const before = new Set(this.files.map(({ name }) => name))
    const said = await this.#carryOut(options, wanted)
    if (removed !== undefined) this.#repository.git('checkout', '--', removed)
    this.#check(said, before, wanted)
    this.#takeOverPush()
    return said
  }

  /** Two runs of one commit at once. */
  async runTwice(): Promise<void> {
    const wanted = { edition: this.branch.head, removed: new Set<string>() }
    const before = new Set(this.files.map(({ name }) => name))
    const [one, other] = await Promise.all([
      this.#carryOut(QUIET, wanted),
      this.#carryOut(QUIET, wanted),
    ])
    this.#check(one, before, wanted)
    this.#check(other, before, wanted)
  }

  /** Somebody puts a file there that a run may replace. */
  putByHand(file: Decoy): void {
    this.sandbox.publisher(WORKSPACE).put(file)
  }

  /** Somebody changes or deletes files of ours by hand. */
  meddle(chance: Chance): void {
    const publisher = this.sandbox.publisher(WORKSPACE)
    for (const file of this.files.filter(isSent)) {
      if (!chance.happens(0.3)) continue
      const { fileId, meta } = file
      switch (chance.between(1, 4)) {
        case 1:
          publisher.delete(fileId)
          break
        case 2:
          publisher.editMetadata(fileId, { ...meta, ref_name: 'edited by hand' })
          break
        case 3:
          publisher.editMetadata(fileId, { ...meta, reviewed_by: 'somebody' })
          break
        default: {
          const { title, ...others } = meta
          publisher.editMetadata(fileId, title === undefined ? meta : others)
        }
      }
    }
  }

  /** Lets everything be ingested that was sent, and the list show it. */
  async settle(): Promise<void> {
    this.sandbox.releaseIngestion()
    await this.sandbox.ingested()
    this.clock.sandbox.advance(LONGEST_LAG)
  }

  /** How our part of the workspace differs from the branch. */
  differences(): string[] {
    const wanted = { edition: this.branch.head, removed: new Set<string>() }
    return differences(wanted, this.files, isSent)
  }

  /** How it differs from what a run without any state sends. */
  async differencesFromPlainRun(): Promise<string[]> {
    const plain = { skipsUnchanged: false, prunes: false }
    const said = await this.#send({ ...QUIET, ...plain }, new AbortController().signal, REFERENCE)
    if (said.failure !== undefined) return [`a plain run fails: ${said.failure}`]
    const sent = new Map(this.files.filter(isSent).map((file) => [file.name, file]))
    return this.sandbox.files(REFERENCE).flatMap(({ name, sha256, meta }) => {
      const file = sent.get(name)
      if (file === undefined) return [`${name} is missing`]
      if (file.sha256 !== sha256) return [`${name} has another content than that of a plain run`]
      const keys = Object.keys(meta).filter((key) => key !== 'run_url')
      const other = keys.filter((key) => file.meta[key] !== meta[key])
      return other.map((key) => `${name}: ${key} is not as a plain run has it`)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.sandbox.releaseIngestion()
    await Promise.all([this.sandbox.stop(), this.#github[Symbol.asyncDispose]()])
  }

  async #carryOut(options: RunOptions, wanted: Wanted): Promise<Said> {
    const death = new AbortController()
    const troubled = new TroubledRun(options.trouble, () => {
      death.abort(killed())
    })
    this.#watch.begin(wanted)
    this.#calls = 0
    this.#current = { troubled, options }
    troubled.begin(this.sandbox)
    const said = await this.#send(options, death.signal, WORKSPACE)
    this.#current = undefined
    await this.sandbox.clearFaults()
    return said
  }

  #send(options: RunOptions, death: AbortSignal, workspace: string): Promise<Said> {
    const { skipsUnchanged, prunes, waits } = options
    const { apiUrl, apiKey } = this.sandbox
    this.#runs += 1
    return this.#runner({
      folder: this.#repository.folder,
      environment: {
        GITHUB_API_URL: this.#github.apiUrl,
        GITHUB_EVENT_NAME: 'push',
        GITHUB_GRAPHQL_URL: this.#github.graphqlUrl,
        GITHUB_REF: OURS.ref,
        GITHUB_REF_NAME: 'main',
        GITHUB_REPOSITORY: OURS.repository,
        GITHUB_REPOSITORY_ID: OURS.id,
        GITHUB_RUN_ID: String(FIRST_RUN + this.#runs),
        GITHUB_SERVER_URL: OURS.server,
        GITHUB_SHA: this.#repository.head,
      },
      apiUrl,
      apiKey,
      workspace,
      skipsUnchanged,
      prunes,
      waits,
      death,
    })
  }

  async #beforeGitHub(): Promise<Instead | undefined> {
    if (this.#current === undefined) return undefined
    const { troubled, options } = this.#current
    if (this.#calls++ === options.pushAt && this.#pushed === undefined) {
      const edit = this.branch.nextEdit()
      const sha = await this.#github.refs.push('main', Object.fromEntries(edit))
      this.#pushed = { sha, edit }
    }
    return troubled.instead()
  }

  /** What somebody has pushed meanwhile is what the next run is for. */
  #takeOverPush(): void {
    if (this.#pushed === undefined) return
    const { sha, edit } = this.#pushed
    this.#pushed = undefined
    this.#repository.git('reset', '--quiet', '--hard', sha)
    this.branch.committed(sha, edit)
  }

  #check(
    { failure, syncedCommit, lines }: Said,
    before: ReadonlySet<string>,
    wanted: Wanted,
  ): void {
    const { violations } = this.#watch
    violations.push(...this.others.damage())
    const after = new Set(this.files.map(({ name }) => name))
    for (const { name } of wanted.edition.pages.values())
      if (before.has(name) && !after.has(name)) violations.push(`${name} was lost`)
    const unexpected = [failure ?? '', ...lines].find((line) =>
      /[Uu]nexpected error|\[object /.test(line),
    )
    if (unexpected !== undefined) violations.push(unexpected)
    if (syncedCommit === undefined) return
    if (syncedCommit !== wanted.edition.sha) violations.push(`synced-commit is ${syncedCommit}`)
    const wrong = differences(wanted, this.files, isSent)
    violations.push(...wrong.map((each) => `synced-commit, although ${each}`))
  }
}

/** Only runs of the action send anything through sessions. */
function isSent({ sessionId }: FileRecord): boolean {
  return sessionId !== undefined
}

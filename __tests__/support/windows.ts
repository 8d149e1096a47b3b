import { spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { ended } from '../../sandbox/runner/child.ts'
import { inputVariables, readDefinition } from '../../sandbox/runner/definition.ts'
import { makeCommandFiles, readCommandFiles } from '../../sandbox/runner/file-commands.ts'
import type { FileResults } from '../../sandbox/runner/file-commands.ts'
import { githubContext, jobVariables } from '../../sandbox/runner/variables.ts'

const ACTION = join(import.meta.dirname, '..', '..')

const Report = v.object({
  documents: v.array(
    v.object({
      path: v.string(),
      name: v.optional(v.string()),
      outcome: v.string(),
      metadata: v.optional(v.record(v.string(), v.unknown())),
    }),
  ),
})

/** Wine with Node.js for Windows, as `scripts/wine up` starts and names them. */
export interface Windows {
  readonly node: string
  readonly prefix: string
}

export interface WindowsStep extends FileResults {
  readonly exitCode: number | undefined
  /** As printed, both streams. */
  readonly log: string
  readonly documents: v.InferOutput<typeof Report>['documents']
}

/** A job on Windows, whose drive `D:` holds the workspace folder `D:\a\hand book [1]`. */
export class WindowsJob {
  readonly workspace = 'D:\\a\\hand book [1]'
  readonly #windows: Windows
  readonly #drive: string

  private constructor(windows: Windows, drive: string) {
    this.#windows = windows
    this.#drive = drive
    mkdirSync(this.#here(this.workspace), { recursive: true })
  }

  static async with(windows: Windows, work: (job: WindowsJob) => Promise<void>): Promise<void> {
    const drive = realpathSync(mkdtempSync(join(tmpdir(), 'drive-')))
    const letter = join(windows.prefix, 'dosdevices', 'd:')
    rmSync(letter, { force: true })
    symlinkSync(drive, letter)
    try {
      await work(new WindowsJob(windows, drive))
    } finally {
      rmSync(letter)
      rmSync(drive, { recursive: true })
    }
  }

  /** Writes files below the workspace folder, by their paths with `/`. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.#here(this.workspace), path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
  }

  /** A dry run of the main program, or what its post program does after it. */
  async run(
    inputs: Readonly<Record<string, string>>,
    { program = 'main', environment = {} }: RunOptions = {},
  ): Promise<WindowsStep> {
    const temp = join(this.#drive, 'temp')
    const variables = jobVariables({
      action: ACTION,
      workspace: this.#here(this.workspace),
      temp,
    })
    const definition = readDefinition(ACTION)
    const files = makeCommandFiles(temp)
    const given = { workspace: 'handbook', 'dry-run': 'true', 'github-token': '', ...inputs }
    const onWindows = {
      GITHUB_WORKSPACE: this.workspace,
      GITHUB_EVENT_PATH: this.#there(variables['GITHUB_EVENT_PATH'] ?? ''),
      RUNNER_OS: 'Windows',
      RUNNER_TEMP: 'D:\\temp',
      ...Object.fromEntries(
        Object.entries({ ...files }).map(([name, file]) => [name, this.#there(file)]),
      ),
    }
    const wine = {
      LC_ALL: 'C.UTF-8',
      WINEPREFIX: this.#windows.prefix,
      WINEDEBUG: '-all',
      // Wine calls itself Windows 7.
      NODE_SKIP_PLATFORM_CHECK: '1',
    }
    // Node.js cannot write into a pipe there.
    const output = join(temp, 'output')
    const descriptor = openSync(output, 'w')
    try {
      const path = definition.runs[program] ?? ''
      const child = spawn(
        '/usr/lib/wine/wine64',
        [this.#windows.node, `Z:${join(ACTION, path).replaceAll('/', '\\')}`],
        {
          cwd: this.#here(this.workspace),
          env: {
            ...variables,
            ...inputVariables(definition, given, githubContext(variables, '')),
            ...onWindows,
            ...wine,
            ...environment,
          },
          stdio: ['ignore', descriptor, descriptor],
        },
      )
      const { exitCode } = await ended(child, 50_000)
      for (const file of Object.values({ ...files })) withoutReturns(file)
      const results = readCommandFiles(files)
      return {
        ...results,
        exitCode,
        log: readFileSync(output, 'utf8'),
        documents: this.#documentsOf(results),
      }
    } finally {
      closeSync(descriptor)
    }
  }

  #documentsOf({ outputs }: FileResults): WindowsStep['documents'] {
    const report = outputs['report']
    if (report === undefined) return []
    const text = readFileSync(this.#here(report), 'utf8')
    return v.parse(Report, JSON.parse(text)).documents
  }

  /** Where a path of the drive is on this system. */
  #here(path: string): string {
    return join(this.#drive, path.replace(/^D:/, '').replaceAll('\\', '/'))
  }

  #there(file: string): string {
    return `D:${file.slice(this.#drive.length).replaceAll('/', '\\')}`
  }
}

interface RunOptions {
  readonly program?: 'main' | 'post'
  /** Over all else. */
  readonly environment?: Readonly<Record<string, string>>
}

/** The runner takes both line ends, ours takes one. */
function withoutReturns(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'))
}

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { array, number, object, parse, record, string } from 'valibot'
import type { GenericSchema, InferOutput } from 'valibot'
import type { SandboxOptions } from '../sandbox/options.ts'
import type { Fault, NewFile } from '../sandbox/sandbox.ts'

const MAIN = join(import.meta.dirname, '..', 'sandbox', 'main.ts')
const TLS = join(import.meta.dirname, '..', '__tests__', 'sandbox', 'fixtures', 'tls')

/** Who trusts this authority trusts a sandbox with `SELF_MADE_CERTIFICATE`. */
export const AUTHORITY_FILE = join(TLS, 'ca.pem')
export const SELF_MADE_CERTIFICATE = {
  key: readFileSync(join(TLS, 'key.pem'), 'utf8'),
  cert: readFileSync(join(TLS, 'cert.pem'), 'utf8'),
}

/** Every request to the bucket takes so long: a client's distance from it. */
export function distance(ms: number): SandboxOptions {
  return { faults: [{ on: 'bucket', effect: { kind: 'latency', ms } }] }
}

const Ready = object({ apiUrl: string(), apiKey: string(), controlUrl: string() })
const Counters = object({
  bucketRequests: object({ total: number(), stored: number(), refused: number() }),
  platformRequests: record(string(), number()),
  outages: array(object({ requestsBySecond: array(number()) })),
  sessions: array(object({ status: string(), objects: number() })),
})
export type Counters = InferOutput<typeof Counters>
const State = object({
  objects: array(object({ name: string(), storedAt: number() })),
  requests: array(object({ call: string(), id: string() })),
})
/** Files that go with one request. */
const FILES_A_REQUEST = 5_000

/**
 * A sandbox in a process of its own, which keeps no contents, and does not begin to ingest before
 * everything is over: what is measured has the machine's other core for its platform.
 */
export class PlatformProcess implements AsyncDisposable {
  readonly apiUrl: string
  readonly apiKey: string
  readonly #controlUrl: string
  readonly #child: ChildProcess

  private constructor(
    child: ChildProcess,
    ready: { apiUrl: string; apiKey: string; controlUrl: string },
  ) {
    this.#child = child
    this.apiUrl = ready.apiUrl
    this.apiKey = ready.apiKey
    this.#controlUrl = ready.controlUrl
  }

  static async start(options: SandboxOptions = {}): Promise<PlatformProcess> {
    const all: SandboxOptions = {
      keepContents: false,
      ingestion: { delayMs: 3_600_000 },
      ...options,
    }
    const child = spawn(process.execPath, [MAIN, '--with-parent', '--json', JSON.stringify(all)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [line] = (await once(createInterface(child.stdout), 'line')) as unknown[]
    return new PlatformProcess(child, parse(Ready, JSON.parse(String(line))))
  }

  /** What platform and bucket were asked so far, what met an outage, and how many objects each session has. */
  counters() {
    return this.#read('counters', Counters)
  }

  /** What the bucket holds, and when it got it. */
  async objects() {
    const { objects } = await this.#read('state', State)
    return objects
  }

  /** The calls of the platform, in the order they came. */
  async requests() {
    const { requests } = await this.#read('state', State)
    return requests
  }

  /** Puts files into a workspace, past sessions and ingestion. */
  async put(workspace: string, files: readonly NewFile[]): Promise<void> {
    for (let start = 0; start < files.length; start += FILES_A_REQUEST) {
      const some = files.slice(start, start + FILES_A_REQUEST)
      await this.#post(
        'actions',
        some.map((file) => ({ do: 'put', workspace, file })),
      )
    }
  }

  async fault(fault: Fault): Promise<void> {
    await this.#post('faults', [fault])
  }

  async #post(call: string, body: unknown): Promise<void> {
    const options = { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${this.#controlUrl}/${call}`, options)
    if (!response.ok) throw new Error(await response.text())
  }

  async #read<Schema extends GenericSchema>(call: string, schema: Schema) {
    const response = await fetch(`${this.#controlUrl}/${call}`)
    return parse(schema, await response.json())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exit = once(this.#child, 'exit')
    this.#child.stdin?.end()
    await exit
  }
}

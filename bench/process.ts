import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { number, object, parse } from 'valibot'

/** What one process did and took, as the system counted it: from its start to its end. */
export interface Run {
  readonly exitCode: number
  /** What it printed on standard output and standard error. */
  readonly output: string
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number
  readonly seconds: number
  /** User and system, without its children. */
  readonly cpuSeconds: number
  /** The most that was resident at once. */
  readonly peakBytes: number
}

export interface Program {
  /** What Node runs, and its arguments. */
  readonly args: readonly string[]
  readonly folder: string
  /** All of it: nothing of this process's own is passed on. */
  readonly environment: Readonly<Record<string, string>>
}

/** Loaded into the process before its program: as JavaScript, since stripping types takes 50 ms of CPU. */
const METER = `data:text/javascript,${encodeURIComponent(`
import { writeSync } from 'node:fs'
process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())))`)}`

/** Microseconds, and kilobytes. */
const Usage = object({ userCPUTime: number(), systemCPUTime: number(), maxRSS: number() })

/** Runs a program of Node to its end, and measures the whole process. Throws where a signal ends it. */
export async function run({ args, folder, environment }: Program): Promise<Run> {
  const startedAt = now()
  const child = spawn(process.execPath, [`--import=${METER}`, ...args], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const { stdout, stderr } = child
  const meter = child.stdio[3]
  if (!stdout || !stderr || !(meter instanceof Readable)) throw new Error('a pipe is missing')
  const ended = new Promise<{ exitCode: number; seconds: number }>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (exitCode, signal) => {
      const seconds = secondsSince(startedAt)
      if (exitCode === null) reject(new Error(`it was ended by ${signal ?? 'a signal'}`))
      else resolve({ exitCode, seconds })
    })
  })
  const [end, out, err, usage] = await Promise.all([ended, text(stdout), text(stderr), text(meter)])
  const { userCPUTime, systemCPUTime, maxRSS } = parse(Usage, JSON.parse(usage))
  return {
    ...end,
    output: out + err,
    startedAt,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakBytes: maxRSS * 1024,
  }
}

/** Of a program that must end well: throws with the last of what it said where it did not. */
export function succeeded(run: Run): Run {
  if (run.exitCode === 0) return run
  const last = run.output.trimEnd().split('\n').slice(-5).join('\n')
  throw new Error(`it ended with exit code ${run.exitCode}:\n${last}`)
}

/** Seconds that a command takes, with nothing added to it. */
export async function timed(command: string, args: readonly string[]): Promise<number> {
  const startedAt = now()
  const child = spawn(command, args, { stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as unknown[]
  if (code !== 0) throw new Error(`${command} ended with exit code ${String(code)}`)
  return secondsSince(startedAt)
}

/** Milliseconds since the Unix epoch, by a clock that never goes back. */
function now(): number {
  return performance.timeOrigin + performance.now()
}

function secondsSince(startedAt: number): number {
  return (now() - startedAt) / 1000
}

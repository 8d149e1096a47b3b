import type { ChildProcess } from 'node:child_process'

/** How a process ended: by itself or by a signal. */
export interface End {
  readonly exitCode: number | undefined
  readonly signal: NodeJS.Signals | undefined
}

/** Waits for the end of a process and of its output; after `timeoutMs` kills it and rejects. */
export async function ended(child: ChildProcess, timeoutMs: number): Promise<End> {
  const { promise, resolve, reject } = Promise.withResolvers<End>()
  const timer = setTimeout(() => {
    child.kill('SIGKILL')
    reject(new Error(`It was still running after ${timeoutMs} ms.`))
  }, timeoutMs)
  child.once('error', reject)
  child.once('close', (code, signal) => {
    resolve({ exitCode: code ?? undefined, signal: signal ?? undefined })
  })
  return promise.finally(() => {
    clearTimeout(timer)
  })
}

/** When a cancelled step gets which signal, in milliseconds (`actions/runner`, `ProcessInvoker.cs`). */
const CANCELLATION = [
  ['SIGINT', 0],
  ['SIGTERM', 7_500],
  ['SIGKILL', 10_000],
] as const

/** Does to a process what the runner does when someone cancels the run: three signals, until one is enough. */
export function cancel(child: ChildProcess): void {
  const timers = CANCELLATION.map(([signal, afterMs]) =>
    setTimeout(() => child.kill(signal), afterMs),
  )
  child.once('close', () => {
    timers.forEach(clearTimeout)
  })
}

import { expect, test } from '@jest/globals'
import { on } from 'node:events'
import { linkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { RunningStep, StepResult } from '../../sandbox/runner.ts'
import { errorsOf } from '../support/checks.ts'
import { onSandbox, type Job } from '../support/job.ts'
import { readReport } from '../support/report.ts'

/** A document whose title takes as much work as any. */
const HOSTILE = [
  '>>>>>>>>>>\na\n'.repeat(5_000),
  '#\n'.repeat(32_768),
  `# ${' '.repeat(65_000)}*\n`,
  '- # a\n'.repeat(10_000),
]

/** As much as a sidecar may hold. */
const LARGE = JSON.stringify(
  Object.fromEntries(Array.from({ length: 1_000 }, (_, key) => [`key${key}`, 'x'.repeat(980)])),
)

/** Documents, or what lies beside them, that are one file on the disk each under many names. */
function link({ repository }: Job, content: string, paths: readonly string[]): void {
  const [first = '', ...others] = paths
  repository.write(first, content)
  for (const path of others) linkSync(join(repository.folder, first), join(repository.folder, path))
}

function numbered(count: number, suffix: string): string[] {
  return Array.from({ length: count }, (_, number) => `docs/${number}${suffix}`)
}

/** When a run has found its documents, and begins to read what lies beside them. */
async function found({ process: { stdout } }: RunningStep): Promise<void> {
  let log = ''
  for await (const [chunk] of on(stdout ?? never(), 'data')) {
    log += String(chunk)
    if (log.includes(' found (')) return
  }
}

/** Cancels a run in the midst of its work. A run that does not hear that ends without a word. */
async function cancelled(running: RunningStep): Promise<StepResult> {
  await found(running)
  await delay(500)
  running.process.kill('SIGINT')
  const deadline = setTimeout(() => running.process.kill('SIGKILL'), 7_000)
  const result = await running.result.finally(() => {
    clearTimeout(deadline)
  })
  expect([result.exitCode, result.signal]).toEqual([1, undefined])
  expect(errorsOf(result)).toEqual([expect.stringContaining('cancelled')])
  return result
}

test.each([
  ['sent', 'false'],
  ['rehearsed', 'true'],
])('SIGINT is heard while hostile documents are %s', (_, dryRun) =>
  onSandbox(async (job) => {
    for (const [kind, content] of HOSTILE.entries())
      link(job, content, numbered(300, `-${kind}.md`))

    const result = await cancelled(job.start({ 'dry-run': dryRun }))

    expect(readReport(result).documents).toHaveLength(1_200)
  })(),
)

test.each([
  ['sent', 'false'],
  ['rehearsed', 'true'],
])('SIGINT is heard while large sidecars are read, before anything is %s', (_, dryRun) =>
  onSandbox(async (job) => {
    link(job, 'text', numbered(250, '.txt'))
    link(job, LARGE, numbered(250, '.txt.meta.json'))

    const result = await cancelled(job.start({ 'dry-run': dryRun }))

    expect(readReport(result).documents).toHaveLength(250)
    expect(job.sandbox.requests).toEqual([])
  })(),
)

function never(): never {
  throw new Error('no output to read')
}

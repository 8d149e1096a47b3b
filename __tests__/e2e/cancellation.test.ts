import { expect, test } from '@jest/globals'
import { chmodSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Effect, Fault } from '../../sandbox/faults/fault.ts'
import type { RunningStep, StepResult } from '../../sandbox/runner.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { errorsOf } from '../support/checks.ts'
import { numbered } from '../support/documents.ts'
import { onSandbox } from '../support/job.ts'
import { preload } from '../support/preload.ts'
import { readReport } from '../support/report.ts'

const DOCUMENTS = numbered(200)

/** Requests in flight. */
const AT_ONCE = 20

/** When the run is cancelled: as soon as such a request has come, and while it goes as it says. */
interface Moment {
  readonly request: 'create-session' | 'store' | 'close-session'
  readonly effect: Effect
  /** What is wrong besides. */
  readonly faults?: readonly Fault[]
  readonly sessions: readonly ('OPEN' | 'CLOSED')[]
  readonly mostSent: number
}

const silentApi: Fault = {
  on: 'platform',
  match: { call: 'close-session' },
  effect: { kind: 'silent' },
}
const silent: Effect = { kind: 'silent' }
const late: Effect = { kind: 'latency', ms: 1_000 }

const MOMENTS: Record<string, Moment> = {
  'create, answered late': {
    request: 'create-session',
    effect: late,
    sessions: ['CLOSED'],
    mostSent: 0,
  },
  'create, never answered': {
    request: 'create-session',
    effect: silent,
    sessions: [],
    mostSent: 0,
  },
  'upload, slow': { request: 'store', effect: late, sessions: ['CLOSED'], mostSent: AT_ONCE },
  'upload, silent storage': {
    request: 'store',
    effect: silent,
    sessions: ['CLOSED'],
    mostSent: AT_ONCE,
  },
  'upload, a lost line': {
    request: 'store',
    effect: { kind: 'half-open' },
    sessions: ['CLOSED'],
    mostSent: AT_ONCE,
  },
  'upload, storage that asks to wait': {
    request: 'store',
    effect: { kind: 'answer', status: 503, headers: { 'retry-after': '60' } },
    sessions: ['CLOSED'],
    mostSent: 200,
  },
  'upload, storage and API silent': {
    request: 'store',
    effect: silent,
    faults: [silentApi],
    sessions: ['OPEN'],
    mostSent: AT_ONCE,
  },
  'close, answered late': {
    request: 'close-session',
    effect: late,
    sessions: ['CLOSED'],
    mostSent: 400,
  },
  'close, never answered': {
    request: 'close-session',
    effect: silent,
    sessions: ['OPEN'],
    mostSent: 400,
  },
}

const CASES = [
  ...Object.keys(MOMENTS).map((moment) => ['SIGINT', moment] as const),
  ['SIGTERM', 'create, answered late'],
  ['SIGTERM', 'upload, silent storage'],
  ['SIGTERM', 'close, answered late'],
] as const

test.each(CASES)('guarantee 3: gone 7 s after %s, the session closed: %s', (signal, name) => {
  const { request, effect, faults = [], sessions, mostSent } = MOMENTS[name] ?? never()
  return onSandbox(
    async (job) => {
      const { sandbox } = job
      const came = requested(sandbox, request, effect)
      job.repository.commit('Write', DOCUMENTS)
      const running = job.start({ concurrency: String(AT_ONCE) })
      await came

      const result = await goneAfter(signal, running)

      expect([result.exitCode, result.signal]).toEqual([1, undefined])
      expect(sandbox.sessions.map(({ status }) => status)).toEqual(sessions)
      expect(errorsOf(result).join('\n')).toMatch(/cancelled|still open|stays open/)
      expect(readReport(result).documents).toHaveLength(200)
      expect(result.outputs['session-id']).toBe(sandbox.sessions[0]?.id ?? '')
      // Nothing is sent once the run is cancelled: no more than was on its way by then.
      expect(sandbox.bucketRequests.total).toBeLessThanOrEqual(mostSent)
    },
    { faults: [...faults], mayLeaveSessionsOpen: sessions.includes('OPEN') },
  )()
})

test('guarantee 3: gone, with the session closed, while git reads the history', () =>
  onSandbox(async (job) => {
    job.repository.commit('Write', DOCUMENTS)
    const programs = join(dirname(job.repository.folder), 'programs')
    const slowInHistory = 'case " $* " in *" log "*" --stdin "*) exec sleep 60 ;; esac'
    job.repository.write(
      '../programs/git',
      `#!/bin/sh\n${slowInHistory}\nPATH="\${PATH#*:}" exec git "$@"\n`,
    )
    chmodSync(join(programs, 'git'), 0o755)
    const came = requested(job.sandbox, 'create-session', late)
    const PATH = `${programs}:${process.env['PATH'] ?? ''}`
    const running = job.start({}, { environment: { PATH } })
    await came

    const result = await goneAfter('SIGINT', running)

    expect([result.exitCode, result.signal]).toEqual([1, undefined])
  })())

test('a cancelled run does not read on in large files', () =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    for (let number = 0; number < 8; number++) {
      const file = join(job.repository.folder, `docs/${number}.bin`)
      writeFileSync(file, '')
      truncateSync(file, 5 * 1024 ** 3)
    }
    const came = requested(job.sandbox, 'store', late)
    const running = job.start()
    await came
    const cancelledAt = performance.now()

    const result = await goneAfter('SIGINT', running)

    expect([result.exitCode, result.signal]).toEqual([1, undefined])
    // By itself, and not because its time was up, which is after 6.5 s.
    expect(performance.now() - cancelledAt).toBeLessThan(6_000)
  })())

test('a step that the runner cancels is gone at the first signal', () =>
  onSandbox(async (job) => {
    job.repository.commit('Write', DOCUMENTS)
    const came = requested(job.sandbox, 'store', silent)
    const running = job.start()
    await came
    running.cancel()

    const result = await running.result

    expect(result).toMatchObject({ outcome: 'cancelled', exitCode: 1 })
    expect(result.log).not.toContain('SIGTERM')
  })())

test.concurrent.each(['dry-run', 'skip-unchanged'])(
  'guarantee 1: every document has an outcome, also where %s is cancelled while a read hangs',
  (mode) =>
    onSandbox(async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/b.bin': 'b'.repeat(3 << 20) })
      const step = job.start(
        { [mode]: 'true' },
        {
          environment: preload('hanging-reads.ts'),
          onLine: (line) => {
            if (line === 'a read hangs') step.process.kill('SIGINT')
          },
        },
      )

      const result = await step.result

      expect(errorsOf(result)).toEqual([expect.stringContaining('cancelled (SIGINT)')])
      expect(
        readReport(result)
          .documents.map(({ path }) => path)
          .sort(),
      ).toEqual(['docs/a.md', 'docs/b.bin'])
    })(),
)

/** Has such requests go as the effect says; resolves when the first has come. */
function requested(sandbox: Sandbox, call: Moment['request'], effect: Effect): Promise<void> {
  return new Promise((resolve) => {
    sandbox.fault({
      on: call === 'store' ? 'bucket' : 'platform',
      match: (request) => {
        if (request.call !== call) return false
        resolve()
        return true
      },
      effect,
    })
  })
}

/** Sends a signal, and after seven seconds the one that nothing survives. */
async function goneAfter(signal: NodeJS.Signals, running: RunningStep): Promise<StepResult> {
  running.process.kill(signal)
  const deadline = setTimeout(() => running.process.kill('SIGKILL'), 7_000)
  return running.result.finally(() => {
    clearTimeout(deadline)
  })
}

function never(): never {
  throw new Error('no such moment')
}

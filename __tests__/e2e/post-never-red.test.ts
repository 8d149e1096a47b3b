import { expect, test } from '@jest/globals'
import type { Ended, StepOptions, StepResult } from '../../sandbox/runner.ts'
import { startPost } from '../../sandbox/runner.ts'
import { open } from '../support/client.ts'
import { errorsOf, expectNoSessionOpen, expectReadable, warningsOf } from '../support/checks.ts'
import { FASTER, onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { post, stepOf } from '../support/steps.ts'

const MAY_STAY_OPEN = { mayLeaveSessionsOpen: true }
const HOLDS_NO_LINE = /^$/

/** What is wrong, and what is said of it, while the session can be closed all the same. */
const CLOSED_ALL_THE_SAME: Record<string, [Options: Partial<StepOptions>, warning: RegExp]> = {
  'no summary': [environment({ GITHUB_STEP_SUMMARY: '' }), HOLDS_NO_LINE],
  'a summary that is a folder': [environment({ GITHUB_STEP_SUMMARY: '/' }), HOLDS_NO_LINE],
  'a summary on a full disk': [environment({ GITHUB_STEP_SUMMARY: '/dev/full' }), HOLDS_NO_LINE],
  'no files of the runner': [environment({ GITHUB_STATE: '', GITHUB_OUTPUT: '' }), HOLDS_NO_LINE],
  'no workspace folder': [environment({ GITHUB_WORKSPACE: '' }), HOLDS_NO_LINE],
  'an event that is not JSON': [environment({ GITHUB_EVENT_PATH: '/dev/null' }), HOLDS_NO_LINE],
  'an exception that nobody caught': [hook(onceItListens(`throw Error('bang')`)), /bang/],
  'a rejection that nobody heard': [
    hook(onceItListens(`void Promise.reject(Error('bang'))`)),
    /bang/,
  ],
  'an exit code that somebody set': [hook(`process.exitCode = 7`), HOLDS_NO_LINE],
  'a failure at the very end': [
    hook(`process.once('beforeExit', () => { throw new TypeError('bang') })`),
    /bang/,
  ],
}

test.each(Object.entries(CLOSED_ALL_THE_SAME))(
  'the post step closes the session and does not fail for %s',
  (_, [options, warning]) =>
    onSandbox(async (job) => {
      const result = await post(job, stepOf(job, {}, options), await cutOff(job))

      expect([result.exitCode, errorsOf(result)]).toEqual([0, []])
      expect(warningsOf(result).join('\n')).toMatch(warning)
      expect(result.log).not.toMatch(/^\s+at /m)
      expectNoSessionOpen(job.sandbox)
    })(),
)

/** What is wrong, and the error, which is none of the job's, where the session stays open. */
const NOT_CLOSED: Record<string, [options: Partial<StepOptions>, error: RegExp]> = {
  'a proxy that is none': [environment({ HTTPS_PROXY: 'http://[' }), /HTTPS_PROXY.* curl -X PUT/],
  'a proxy that is gone': [
    environment({ HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'x', ...FASTER.environment }),
    /curl -X PUT/,
  ],
  'no inputs at all': [{ with: {} }, /HTTP 401.* curl -X PUT/],
  'a key with a line break': [{ with: { 'api-key': 'first-half-of\na-key-of-a-person' } }, /curl/],
  'a key that nobody can send': [{ with: { 'api-key': 'schlüssel\u200b-of-a-person' } }, /curl/],
}

test.each(Object.entries(NOT_CLOSED))(
  'the post step says what it cannot close and does not fail for %s',
  (_, [options, error]) =>
    onSandbox(async (job) => {
      const result = await post(job, stepOf(job, {}, options), await cutOff(job))

      expect([result.exitCode, warningsOf(result)]).toEqual([0, []])
      expect(errorsOf(result)).toEqual([expect.stringMatching(error)])
      expect(errorsOf(result)[0]).toContain(job.sandbox.sessions[0]?.id)
      expectReadable(result)
    }, MAY_STAY_OPEN)(),
)

const PLACE = { apiUrl: 'https://api.example.org/', workspace: WORKSPACE }

test.each<[string, string]>([
  ['is cut off', '{"apiUrl":"https://api.exam'],
  ['is null', 'null'],
  ['is empty', '{}'],
  ['is of another version', JSON.stringify({ ...PLACE, sessions: { open: ['a'] } })],
  ['has no address', JSON.stringify({ ...PLACE, apiUrl: 'nowhere', sessions: ['a'] })],
  ['commands', '::error::injected\n##[error]injected'],
])('the post step warns and does not fail for a state that %s', (_, left) =>
  onSandbox(async (job) => {
    const result = await post(job, stepOf(job), { outcome: 'failure', state: { left } })

    expect([result.exitCode, errorsOf(result)]).toEqual([0, []])
    expect(warningsOf(result)).toEqual([expect.stringMatching(/cannot be read.*expires/)])
    expect(job.sandbox.requests).toEqual([])
    expectReadable(result)
  })(),
)

test.each(['SIGINT', 'SIGTERM'] as const)(
  'the post step gives its last attempt and does not fail for %s',
  (signal) =>
    onSandbox(async (job) => {
      const result = await whileClosing(job, signal)

      expect([result.exitCode, result.signal]).toEqual([0, undefined])
      expect(errorsOf(result)).toEqual([expect.stringMatching(/Could not close.* curl -X PUT/)])
      expect(result.summary).toMatch(/may still be open/)
    }, MAY_STAY_OPEN)(),
)

test(
  'the post step is gone within its time, whatever hangs',
  onSandbox(async (job) => {
    const hanging = hook(`setInterval(() => undefined, 1_000_000)`)
    const environment = {
      NODE_OPTIONS: `${FASTER.environment.NODE_OPTIONS} ${nodeOptions(hanging)}`,
    }

    const result = await post(job, stepOf(job, {}, { environment }), await cutOff(job))

    expect([result.exitCode, result.signal]).toEqual([0, undefined])
  }),
)

/** A main step that was cut off while its session was open. */
async function cutOff({ sandbox }: Job): Promise<Ended> {
  const { id } = await open(sandbox)
  const left = { apiUrl: `${sandbox.apiUrl}/`, workspace: WORKSPACE, sessions: [id] }
  return { outcome: 'failure', state: { left: JSON.stringify(left) } }
}

/** Runs the post step on a platform that does not answer, and sends a signal once that is asked. */
async function whileClosing(job: Job, signal: NodeJS.Signals): Promise<StepResult> {
  const main = await cutOff(job)
  const asked = new Promise<void>((resolve) => {
    const match = (): boolean => {
      resolve()
      return true
    }
    job.sandbox.fault({ on: 'platform', match, effect: { kind: 'silent' } })
  })
  const running = startPost(stepOf(job), main)
  if (running === undefined) throw new Error('The action has no post step.')
  await asked
  running.process.kill(signal)
  return running.result
}

function environment(variables: Record<string, string>): Partial<StepOptions> {
  return { environment: variables }
}

/** A program that runs before the step's own, in the same process. */
function hook(program: string): Partial<StepOptions> {
  const url = `data:text/javascript,${encodeURIComponent(program)}`
  return environment({ NODE_OPTIONS: `--import=${url}` })
}

/** Has something happen as soon as the program hears of what nobody caught. */
function onceItListens(action: string): string {
  return `const timer = setInterval(() => {
    if (process.listenerCount('uncaughtException') === 0) return
    clearInterval(timer)
    ${action}
  }, 1)`
}

function nodeOptions({ environment }: Partial<StepOptions>): string {
  return environment?.['NODE_OPTIONS'] ?? ''
}

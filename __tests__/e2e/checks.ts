import { expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { StepResult } from '../../sandbox/runner.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'

/** What the action has to say to the runner on standard output; the rest goes through files. */
const ITS_OWN = ['add-mask', 'debug', 'endgroup', 'error', 'group', 'notice', 'warning']

/**
 * The runner obeys nothing but the action itself: commands of its own kinds, in the newer syntax. By
 * convention, what a test's hostile text tries to command begins with `injected`.
 */
export function expectNoCommandInjected(result: StepResult): void {
  const foreign = result.commands.filter(
    ({ syntax, name, data }) =>
      syntax !== '::' || !ITS_OWN.includes(name) || data.trimStart().startsWith('injected'),
  )
  expect(foreign).toEqual([])
}

/** No secret is in what the step printed, but to have it masked, nor in anything it wrote. */
export function expectNoSecretPrinted(result: StepResult, secrets: readonly string[]): void {
  const masked = result.commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)
  const printed = result.lines
    .map(({ text }) => text)
    .filter((text) => !text.startsWith('::add-mask::'))
  const { outputs, state, environment, summary } = result
  const written = [...Object.values({ ...outputs, ...state, ...environment }), summary]
  const report = outputs['report'] ? readFileSync(outputs['report'], 'utf8') : ''
  const everything = [...printed, ...written, report].join('\n')

  expect([...secrets, ...masked].filter((secret) => everything.includes(secret))).toEqual([])
  // A short or common word as a mask ruins the log.
  expect(masked.filter((value) => value.length < 16)).toEqual([])
}

/** Every session that was opened is closed, by the step, and none by running out. */
export function expectNoSessionOpen(sandbox: Sandbox): void {
  expect(sandbox.sessions.filter(({ status }) => status !== 'CLOSED')).toEqual([])
}

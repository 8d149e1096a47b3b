import { expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { StepResult } from '../../sandbox/runner.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { readReport } from './report.ts'

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
  expect(sandbox.sessions.map(({ status }) => status)).toEqual(sandbox.sessions.map(() => 'CLOSED'))
}

// Control characters but the tab, marks of direction, and those that nobody sees.
const INVISIBLE = /[^\P{Cc}\t]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u

/** Lines for people: nothing in them is invisible or a program's insides. */
export function expectReadable(result: StepResult): void {
  const commands = result.commands.filter(({ name }) => name !== 'add-mask')
  const shown = [...commands.map(({ data }) => data), ...result.log.split('\n')]
  expect(shown.filter((text) => INVISIBLE.test(text))).toEqual([])
  expect(result.log).not.toMatch(/^\s+at .*:\d+:\d+|[Uu]nexpected error|\[object |undefined/m)
}

const TAGS =
  /<\/?(?:h3|p|table|tr|th|td|code|br|details|summary)>|<a href="https:\/\/[^"<>]+">|<\/a>/g

/** The summary is HTML of a few tags, its links are https; an empty line in it would let Markdown begin. */
export function expectPlainSummary({ summary }: StepResult): void {
  expect(summary.replaceAll(TAGS, '')).not.toMatch(/[<>]/)
  expect(summary).not.toMatch(/\n\s*\n/)
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(900 * 1024)
}

const Action = v.object({ outputs: v.record(v.string(), v.unknown()) })
const action = v.parse(
  Action,
  parse(readFileSync(join(import.meta.dirname, '..', '..', 'action.yml'), 'utf8')),
)
const OUTPUTS = Object.keys(action.outputs).sort()

/**
 * The outputs are all set and add up, the report has an entry for each document, and the step is red
 * where, and only where, an error line says why.
 */
export function expectAccountGiven(result: StepResult): void {
  const { outputs, outcome } = result
  const count = (name: string): number => Number.parseInt(outputs[name] ?? '')
  const [matched, uploaded, unchanged, skipped, failed] = [
    count('documents-matched'),
    count('documents-uploaded'),
    count('documents-unchanged'),
    count('documents-skipped'),
    count('documents-failed'),
  ]
  expect(matched).toBe(uploaded + unchanged + skipped + failed)
  expect(Object.keys(outputs).sort()).toEqual(OUTPUTS)
  const [first = '']: string[] = v.parse(
    v.array(v.string()),
    JSON.parse(outputs['session-ids'] ?? ''),
  )
  expect(outputs['session-id']).toBe(first)

  const report = readReport(result)
  expect(report.counts).toMatchObject({ matched, uploaded, unchanged, skipped, failed })
  expect(report.documents).toHaveLength(matched)
  expect(
    report.documents.filter(
      (entry) => !entry.reason !== ['uploaded', 'unchanged'].includes(entry.outcome),
    ),
  ).toEqual([])
  expect(errorsOf(result).length > 0).toBe(outcome !== 'success')
  if (failed > 0) expect(outcome).not.toBe('success')
}

/** What the error annotations say. */
export function errorsOf(result: StepResult): string[] {
  return result.annotations.filter(({ name }) => name === 'error').map(({ data }) => data)
}

/** What the warning annotations say. */
export function warningsOf(result: StepResult): string[] {
  return result.annotations.filter(({ name }) => name === 'warning').map(({ data }) => data)
}

import * as core from '@actions/core'
import * as v from 'valibot'
import { PublishError } from './log/publish-error.ts'
import { isSafeAddress } from './network/address.ts'
import { SessionId } from './platform/schemas.ts'
import { property } from './property.ts'

/** What an empty input means; `action.yml` shows the same. */
export const DEFAULTS = {
  'write-mode': 'OVERWRITE',
  'api-url': 'https://api.cloud.deepset.ai',
  'parallel-processing': 'false',
  'file-name': 'path',
  'if-no-files-found': 'error',
  'include-hidden-files': 'false',
  'close-session': 'true',
  'wait-for-ingestion': 'false',
  'ingestion-timeout': '600',
  concurrency: 'auto',
  'dry-run': 'false',
  'skip-unchanged': 'false',
  prune: 'false',
  'prune-limit': '20',
} as const

/** "Dependabot secrets" and not "Actions secrets" are in reach of the runs it starts (GitHub's documentation). */
const DEPENDABOT = 'dependabot[bot]'

/** An input that has a default. */
type Name = keyof typeof DEFAULTS

/** @throws a `PublishError` where the input is empty */
export function required(name: string): string {
  const text = core.getInput(name)
  if (text === '')
    throw new PublishError(`The input "${name}" is missing. Add it to this step's "with:".`)
  return text
}

/**
 * @param ifEmpty where the default is not that of `action.yml`
 * @throws a `PublishError` where the input is neither `true` nor `false`
 */
export function boolean(name: Name, ifEmpty?: 'true' | 'false'): boolean {
  return oneOf(name, ['true', 'false'], ifEmpty) === 'true'
}

/**
 * The choice that the input names; upper and lower case do not count.
 *
 * @throws a `PublishError` where it names none
 */
export function oneOf<const Choice extends string>(
  name: Name,
  choices: readonly Choice[],
  ifEmpty: string = DEFAULTS[name],
): Choice {
  const text = core.getInput(name) || ifEmpty
  const choice = choices.find((each) => each.toLowerCase() === text.toLowerCase())
  if (choice !== undefined) return choice
  throw new PublishError(
    `The input "${name}" is "${text}", but must be one of: ${choices.join(', ')}.`,
  )
}

/** @throws a `PublishError` where the input is no whole number in this range */
export function integer(name: Name, least: number, most: number): number {
  return toInteger(name, core.getInput(name) || DEFAULTS[name], least, most)
}

/** The same, undefined where the input is empty. */
export function optionalInteger(name: string, least: number, most: number): number | undefined {
  const text = core.getInput(name)
  return text === '' ? undefined : toInteger(name, text, least, most)
}

/** The same, or `auto`. */
export function integerOrAuto(name: Name, least: number, most: number): number | 'auto' {
  const text = core.getInput(name) || DEFAULTS[name]
  return text.toLowerCase() === 'auto' ? 'auto' : toInteger(name, text, least, most)
}

function toInteger(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (number >= least && number <= most) return number
  throw new PublishError(
    `The input "${name}" is "${text}", but must be a whole number from ${least} to ${most}.`,
  )
}

/**
 * One id, or the JSON of the output `session-ids`.
 *
 * @throws a `PublishError` where it is neither
 */
export function sessionIds(): readonly string[] {
  const text = required('session-id')
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(SessionId)), text)
  if (parsed.success) return [...new Set(parsed.output)]
  if (v.is(SessionId, text)) return [text]
  throw new PublishError(
    `The input "session-id" is ${JSON.stringify(text)}, but must be the output "session-id" or "session-ids" of the step that uploaded.`,
  )
}

/**
 * The base address of the API, without `/api/v1` and without a trailing slash.
 *
 * @throws a `PublishError` where a key must not be sent there
 */
export function apiUrl(): URL {
  const text = core.getInput('api-url') || DEFAULTS['api-url']
  const wrong = new PublishError(
    `The input "api-url" is "${text.replace(/^.*@/s, '***@')}", but must be an https address such as ${DEFAULTS['api-url']}.`,
  )
  if (!URL.canParse(text)) throw wrong
  const url = new URL(text)
  if (!isSafeAddress(url) || url.search !== '' || url.hash !== '') throw wrong
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/api(\/v1)?$/, '')
  return url
}

/**
 * Who started the run, and the payload of its event, tell why the key may be missing.
 *
 * @param actor `GITHUB_ACTOR`
 * @throws a `PublishError` where there is none, or something that is no key
 */
export function apiKey(payload: unknown, actor: string | undefined): string {
  const key = core.getInput('api-key')
  if (/\s/.test(key)) {
    throw new PublishError(
      'The input "api-key" contains whitespace, perhaps a line break that was pasted along with the key. Save the secret again without it.',
    )
  }
  if (!/^[!-~]*$/.test(key)) {
    throw new PublishError(
      'The input "api-key" contains a character that keys never contain, perhaps an invisible one that was pasted along with the key. Save the secret again without it.',
    )
  }
  if (key !== '') return key
  if (isFromFork(payload)) {
    throw new PublishError(
      'The input "api-key" is empty: GitHub gives no secrets to pull requests from forks. Run this step on push instead, or skip it with: if: github.event.pull_request.head.repo.fork == false',
    )
  }
  if (actor === DEPENDABOT) {
    throw new PublishError(
      `The input "api-key" is empty: GitHub gives only Dependabot secrets to runs that Dependabot starts. Save the key as a Dependabot secret, too (the repository's settings, "Secrets and variables"), or skip this step with: if: github.actor != '${DEPENDABOT}'`,
    )
  }
  throw new PublishError(
    'The input "api-key" is empty. Save a key of the platform as a secret of this repository and pass it, e.g. api-key: ${{ secrets.DEEPSET_API_KEY }}',
  )
}

/** Whether a pull request comes from another repository than the one it is for. */
function isFromFork(payload: unknown): boolean {
  const pullRequest = property(payload, 'pull_request')
  const repository = (side: 'head' | 'base'): unknown =>
    property(property(property(pullRequest, side), 'repo'), 'full_name')
  return pullRequest !== undefined && repository('head') !== repository('base')
}

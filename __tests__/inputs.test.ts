import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { inputVariables, readDefinition } from '../sandbox/runner/definition.ts'
import { readFinalizeInputs, readInputs } from '../src/inputs.ts'
import { PublishError } from '../src/log/publish-error.ts'

const ROOT = join(import.meta.dirname, '..')

type Inputs = Readonly<Record<string, string>>

const GOOD: Inputs = { 'api-key': 'api_0123456789', workspace: 'handbook', glob: 'docs/**' }

let printed: string[] = []
beforeEach(() => {
  printed = []
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed.push(String(chunk))
    return true
  })
})
afterEach(() => {
  jest.restoreAllMocks()
})

/** The environment of a step with these inputs, where they are not those of a good one. */
function given(inputs: Inputs, action = ROOT): void {
  const variables = inputVariables(readDefinition(action), { ...GOOD, ...inputs }, { token: '' })
  jest.replaceProperty(process, 'env', { GITHUB_WORKSPACE: '/workspace', ...variables })
}

/** What is said of inputs that cannot be used. */
function problemOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof PublishError) return error.message
    throw error
  }
  throw new Error('The inputs were read.')
}

describe('a run that keeps the workspace in step', () => {
  const SYNC: Inputs = { 'skip-unchanged': 'true' }
  const RUNNER = {
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'octo/docs',
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_RUN_ID: '42',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'a'.repeat(40),
  }

  /** The same, on a runner whose event file holds the payload. */
  function givenOnRunner(
    inputs: Inputs,
    variables: Readonly<Record<string, string>> = {},
    payload: unknown = {},
  ): void {
    given({ ...SYNC, ...inputs })
    const path = join(mkdtempSync(join(tmpdir(), 'event-')), 'event.json')
    writeFileSync(path, JSON.stringify(payload))
    const environment = { ...process.env, ...RUNNER, GITHUB_EVENT_PATH: path, ...variables }
    jest.replaceProperty(process, 'env', environment)
  }

  test.each<[Inputs, object]>([
    [{}, { skipsUnchanged: true, timeoutSeconds: 600 }],
    [{ prune: 'true' }, { skipsUnchanged: true, pruneLimit: 20 }],
    [
      { 'skip-unchanged': 'false', prune: 'true', 'prune-limit': '0', 'ingestion-timeout': '7' },
      { skipsUnchanged: false, pruneLimit: 0, timeoutSeconds: 7 },
    ],
    [{ 'write-mode': 'FAIL' }, { skipsUnchanged: true }],
    [{ 'close-session': 'false' }, { skipsUnchanged: true }],
  ])('%j', (inputs, sync) => {
    givenOnRunner(inputs)
    expect(readInputs().mode).toMatchObject({
      kind: 'sync',
      apiKey: GOOD['api-key'],
      sync: { ...sync, trigger: { event: 'push', runId: 42, attempt: 1 } },
    })
  })

  test('without "prune" there is no limit, and without either nothing is read', () => {
    givenOnRunner({})
    expect(readInputs().mode).not.toHaveProperty('sync.pruneLimit')
    givenOnRunner({ 'skip-unchanged': 'false' })
    expect(readInputs().mode).toEqual({ kind: 'upload', apiKey: GOOD['api-key'] })
  })

  test.each<[Inputs, RegExp]>([
    [{ 'write-mode': 'KEEP' }, /"skip-unchanged: true" and "write-mode: KEEP".*OVERWRITE or FAIL/],
    [{ 'write-mode': 'TEMPORARY' }, /"skip-unchanged: true" and "write-mode: TEMPORARY"/],
    [{ prune: 'true', 'write-mode': 'FAIL' }, /"prune: true" and "write-mode: FAIL".*OVERWRITE/],
    [{ prune: 'true', 'close-session': 'false' }, /"prune: true" and "close-session: false"/],
    [{ 'prune-limit': '-1' }, /"prune-limit" is "-1"/],
    [{ prune: 'yes' }, /"prune" is "yes"/],
  ])('%j cannot be used', (inputs, problem) => {
    givenOnRunner(inputs)
    expect(problemOf(readInputs)).toMatch(problem)
  })

  test.each([
    'GITHUB_REF',
    'GITHUB_REPOSITORY',
    'GITHUB_REPOSITORY_ID',
    'GITHUB_RUN_ID',
    'GITHUB_SERVER_URL',
    'GITHUB_SHA',
  ])('%s has to be set', (variable) => {
    givenOnRunner({}, { [variable]: '' })
    expect(problemOf(readInputs)).toMatch(new RegExp(`^${variable} is missing or invalid`))
  })

  test('a dry run is the plan, and needs the key', () => {
    givenOnRunner({ 'dry-run': 'true' })
    expect(readInputs().mode).toMatchObject({ kind: 'plan', apiKey: GOOD['api-key'] })
    givenOnRunner({ 'dry-run': 'true', 'api-key': '' })
    expect(problemOf(readInputs)).toMatch(/"api-key" is empty/)
  })

  test.each([
    ['pull_request', { GITHUB_BASE_REF: 'main' }, { pull_request: { number: 7 } }],
    ['merge_group', {}, { merge_group: { base_ref: 'refs/heads/main' } }],
  ])('%s only shows the plan, against the base branch', (event, variables, payload) => {
    givenOnRunner(
      {},
      { GITHUB_EVENT_NAME: event, GITHUB_REF: 'refs/pull/7/merge', ...variables },
      payload,
    )
    const inputs = readInputs()
    expect(inputs.mode.kind).toBe('plan')
    expect(inputs.event.metadata).toMatchObject({
      ref: 'refs/heads/main',
      ref_name: 'main',
      publisher_ref: 'refs/heads/main',
    })
  })

  test('a pull request without a key shows the plan by what it changes', () => {
    givenOnRunner(
      { 'api-key': '' },
      { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' },
      { pull_request: { number: 7 } },
    )
    expect(readInputs().mode).toMatchObject({
      kind: 'plan',
      apiKey: undefined,
      sync: { trigger: { pullRequest: 7 } },
    })
  })
})

test.each<[Inputs, object]>([
  [{ 'write-mode': 'KEEP' }, { session: { writeMode: 'KEEP' } }],
  [{ 'write-mode': 'keep' }, { session: { writeMode: 'KEEP' } }],
  [{ 'write-mode': 'Overwrite' }, { session: { writeMode: 'OVERWRITE' } }],
  [{ 'write-mode': 'FAIL' }, { session: { writeMode: 'FAIL' } }],
  [{ 'write-mode': 'temporary' }, { session: { writeMode: 'TEMPORARY' } }],
  [{ 'parallel-processing': 'true' }, { session: { parallelProcessing: true } }],
  [{ 'parallel-processing': 'TRUE' }, { session: { parallelProcessing: true } }],
  [{ 'parallel-processing': 'false' }, { session: { parallelProcessing: false } }],
  [{ 'expires-in-seconds': ' 1 ' }, { session: { expiresInSeconds: 1 } }],
  [{ 'expires-in-seconds': '86400' }, { session: { expiresInSeconds: 86_400 } }],
  ...['', '/', '/api/v1', '/api/v1/', '/api'].map((end): [Inputs, object] => [
    { 'api-url': `https://api.example.org${end}` },
    { apiUrl: new URL('https://api.example.org/') },
  ]),
])('%j', (inputs, expected) => {
  given(inputs)
  expect(readInputs()).toMatchObject(expected)
})

/** Each names the input, in one line. */
test.each<[string, Inputs, RegExp]>([
  ['api-key', { 'api-key': '' }, /"api-key" is empty.*secrets\.DEEPSET_API_KEY/],
  ['api-key', { 'api-key': ' \n ' }, /"api-key" is empty/],
  ['api-key', { 'api-key': 'api_0123456789 0123456789' }, /"api-key" contains whitespace/],
  ['api-key', { 'api-key': 'api_0123456789\n0123456789' }, /"api-key" contains whitespace/],
  ['workspace', { workspace: '' }, /"workspace" is missing/],
  ['glob', { glob: '\n ' }, /"glob" is missing/],
  [
    'write-mode',
    { 'write-mode': 'REPLACE' },
    /"write-mode" is "REPLACE".*KEEP, OVERWRITE, FAIL, TEMPORARY/,
  ],
  [
    'parallel-processing',
    { 'parallel-processing': 'yes' },
    /"parallel-processing" is "yes".*true, false/,
  ],
  ['expires-in-seconds', { 'expires-in-seconds': '0' }, /"expires-in-seconds" is "0".*1 to 86400/],
  ['expires-in-seconds', { 'expires-in-seconds': '86401' }, /"expires-in-seconds" is "86401"/],
  ['expires-in-seconds', { 'expires-in-seconds': '1.5' }, /"expires-in-seconds" is "1.5"/],
  ['expires-in-seconds', { 'expires-in-seconds': '1e3' }, /"expires-in-seconds" is "1e3"/],
  ['file-name', { 'file-name': 'title' }, /"file-name" is "title".*path, basename/],
  [
    'if-no-files-found',
    { 'if-no-files-found': 'fail' },
    /"if-no-files-found".*error, warn, ignore/,
  ],
  ['include-hidden-files', { 'include-hidden-files': '1' }, /"include-hidden-files" is "1"/],
  ['concurrency', { concurrency: '0' }, /"concurrency" is "0"/],
  ['concurrency', { concurrency: 'many' }, /"concurrency" is "many"/],
  ['dry-run', { 'dry-run': 'no' }, /"dry-run" is "no"/],
  [
    'api-url',
    { 'api-url': 'api.cloud.deepset.ai' },
    /"api-url" is "api\.cloud\.deepset\.ai".*https/,
  ],
  ['api-url', { 'api-url': 'http://api.cloud.deepset.ai' }, /"api-url".*https address/],
  ['api-url', { 'api-url': 'http://127.0.0.1.example.org' }, /"api-url".*https address/],
  ['api-url', { 'api-url': 'https://me:hunter2@api.cloud.deepset.ai' }, /"api-url".*https address/],
  ['api-url', { 'api-url': 'ftp://127.0.0.1' }, /"api-url".*https address/],
  ['api-url', { 'api-url': 'https://api.cloud.deepset.ai?x=1' }, /"api-url".*https address/],
])('%s: %j', (_input, inputs, message) => {
  given(inputs)
  const problem = problemOf(readInputs)
  expect(problem).toMatch(message)
  expect(problem).not.toContain('hunter2')
})

test.each([
  ['push', readInputs, ROOT, {}],
  ['finalize', readFinalizeInputs, join(ROOT, 'finalize'), { 'session-id': 'id-1' }],
])('api-key: Dependabot’s runs get Dependabot secrets only: %s', (_case, read, action, inputs) => {
  given({ 'api-key': '', ...inputs }, action)
  jest.replaceProperty(process, 'env', { ...process.env, GITHUB_ACTOR: 'dependabot[bot]' })
  expect(problemOf(read)).toMatch(/"api-key" is empty.*Dependabot secret.*skip this step/)
})

test('GITHUB_WORKSPACE is missing where the program is not a step', () => {
  given({})
  jest.replaceProperty(process, 'env', { ...process.env, GITHUB_WORKSPACE: '' })
  expect(problemOf(readInputs)).toMatch(/GITHUB_WORKSPACE/)
})

test('the key, and the token of GitHub, are masked before anything can fail', () => {
  const token = 'ghs_0123456789abcdef'
  given({ 'api-key': 'api_0123456789abcdef', 'github-token': token, workspace: '' })
  problemOf(readInputs)
  expect(printed).toEqual(['::add-mask::api_0123456789abcdef\n', `::add-mask::${token}\n`])
})

describe('of the finalize action', () => {
  test.each<[Inputs, RegExp]>([
    [{ 'session-id': '' }, /"session-id" is missing/],
    [{ 'session-id': '../files' }, /"session-id" is "\.\.\/files".*"session-ids"/],
    [{ 'session-id': '["../files"]' }, /"session-id" is/],
    [{ 'session-id': '{"a":1}' }, /"session-id" is/],
    [{ 'session-id': '[1]' }, /"session-id" is/],
    [{ workspace: ' ' }, /"workspace" is missing/],
    [{ 'api-key': '' }, /"api-key" is empty/],
    [{ 'api-key': 'api_0123456789 0123456789' }, /"api-key" contains whitespace/],
    [{ 'api-url': 'http://api.example.org' }, /"api-url".*https/],
    [{ documents: 'all' }, /"documents" is "all"/],
    [{ documents: '-1' }, /"documents" is "-1"/],
    [{ 'ingestion-timeout': '0' }, /"ingestion-timeout" is "0"/],
    [{ 'wait-for-ingestion': 'yes' }, /"wait-for-ingestion" is "yes"/],
  ])('%j', (inputs, message) => {
    given({ 'session-id': 'id-1', ...inputs }, join(ROOT, 'finalize'))
    expect(problemOf(readFinalizeInputs)).toMatch(message)
  })
})

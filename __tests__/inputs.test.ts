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
  ['api-key', { 'api-key': 'api_0123456789 0123456789' }, /"api-key" has white space/],
  ['api-key', { 'api-key': 'api_0123456789\n0123456789' }, /"api-key" has white space/],
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
    [{ 'api-key': 'api_0123456789 0123456789' }, /"api-key" has white space/],
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

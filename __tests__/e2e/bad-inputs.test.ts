import { expect, test } from '@jest/globals'
import { errorsOf } from '../support/checks.ts'
import { onSandbox } from '../support/job.ts'

/** Each is one line that names the input; nothing was sent. */
test.each<[string, Record<string, string>, RegExp]>([
  ['api-key', { 'api-key': '' }, /"api-key" is empty.*secrets\.DEEPSET_API_KEY/],
  ['api-key', { 'api-key': ' \n ' }, /"api-key" is empty/],
  ['api-key', { 'api-key': 'api_0123456789 0123456789' }, /"api-key" has white space/],
  ['api-key', { 'api-key': 'api_0123456789\n0123456789' }, /"api-key" has white space/],
  ['workspace', { workspace: '' }, /"workspace" is missing/],
  ['glob', { glob: '\n ' }, /"glob" is missing/],
  ['glob', { glob: '# only a comment' }, /"glob" has no pattern/],
  ['glob', { glob: '!docs/**' }, /"glob" has only patterns that exclude/],
  ['glob', { glob: '../**' }, /"\.\.\/\*\*" of the input "glob"/],
  ['glob', { glob: '/etc/*' }, /"\/etc\/\*" of the input "glob".*outside of the workspace/],
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
])('%s: %j', (_input, inputs, message) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish(inputs)

    expect(result.exitCode).toBe(1)
    expect(errorsOf(result)).toEqual([expect.stringMatching(message)])
    expect(result.log).not.toContain('hunter2')
    expect(result.outputs).toMatchObject({ 'session-id': '', 'documents-matched': '0' })
    expect(result.summary).not.toBe('')
    expect(job.sandbox.requests).toEqual([])
  })(),
)

test(
  'api-key: a pull request from a fork is told that it gets no secrets',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const repo = (name: string): unknown => ({ repo: { full_name: name } })
    const pull_request = { head: repo('someone/handbook'), base: repo('octo-org/handbook') }

    const event = { name: 'pull_request', payload: { pull_request } }
    const result = await job.publish({ 'api-key': '' }, { event })

    expect(errorsOf(result)).toEqual([expect.stringMatching(/"api-key" is empty.*forks.*if:/)])
  }),
)

test.each(['', '/nowhere'])('GITHUB_WORKSPACE: "%s"', (folder) =>
  onSandbox(async (job) => {
    const result = await job.publish({}, { environment: { GITHUB_WORKSPACE: folder } })
    expect(errorsOf(result)).toEqual([expect.stringContaining('GITHUB_WORKSPACE')])
  })(),
)

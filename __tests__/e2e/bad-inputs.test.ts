import { expect, test } from '@jest/globals'
import { errorsOf } from '../support/checks.ts'
import { onSandbox } from '../support/job.ts'

/** Each is one line that names the input; nothing was sent. There are more in `__tests__/inputs.test.ts`. */
test.each<[string, Record<string, string>, RegExp]>([
  ['api-key', { 'api-key': 'api_0123456789\n0123456789' }, /"api-key" contains whitespace/],
  ['workspace', { workspace: '' }, /"workspace" is missing/],
  ['glob', { glob: '/etc/*' }, /"\/etc\/\*" of the input "glob".*outside of the workspace/],
  ['api-url', { 'api-url': 'https://me:hunter2@api.cloud.deepset.ai' }, /"api-url".*https address/],
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

test(
  'api-key: a run that Dependabot started is told which secrets it gets',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const environment = { GITHUB_ACTOR: 'dependabot[bot]' }

    const result = await job.publish({ 'api-key': '' }, { environment })

    expect(errorsOf(result)).toEqual([
      expect.stringMatching(
        /"api-key" is empty.*Dependabot secrets.*if: github\.actor != 'dependabot\[bot\]'$/,
      ),
    ])
    const dry = await job.publish({ 'api-key': '', 'dry-run': 'true' }, { environment })
    expect(dry.outcome).toBe('success')
  }),
)

test.each(['', '/nowhere'])('GITHUB_WORKSPACE: "%s"', (folder) =>
  onSandbox(async (job) => {
    const result = await job.publish({}, { environment: { GITHUB_WORKSPACE: folder } })
    expect(errorsOf(result)).toEqual([expect.stringContaining('GITHUB_WORKSPACE')])
  })(),
)

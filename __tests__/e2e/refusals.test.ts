import { expect, test } from '@jest/globals'
import type { AnswerEffect } from '../../sandbox/faults/fault.ts'
import { errorsOf } from '../support/checks.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import type { Job, JobOptions } from '../support/job.ts'
import { startFront } from '../support/front-server.ts'
import { readReport } from '../support/report.ts'

/** To the call that opens a session. */
function answers(effect: Omit<AnswerEffect, 'kind'>): JobOptions {
  const match = { call: 'create-session' } as const
  return { faults: [{ on: 'platform', match, effect: { kind: 'answer', ...effect } }] }
}

const UNKNOWN = 'api_ffffffffffffffffffffffffffffffffffff'

// More of what the API may answer is tried in `__tests__/publish/api.test.ts`.
test.each<[string, JobOptions, Record<string, string>, RegExp]>([
  ['401', {}, { 'api-key': UNKNOWN }, /API key \(HTTP 401\).*"api-key"/],
  ['a proxy’s page, 502', answers({ status: 502, body: 'html' }), {}, /web page \(HTTP 502\)/],
  ['no API there', {}, { 'api-url': 'http://127.0.0.1:1' }, /127\.0\.0\.1:1 cannot be reached/],
])('one line says what to do: %s', (_case, options, inputs, message) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/b.md': '# B\n' })

    const result = await job.publish(inputs, FASTER)

    expectNothingPublished(job)
    expect(result.exitCode).toBe(1)
    expect(errorsOf(result)).toEqual([expect.stringMatching(message)])
    expect(result.outputs).toMatchObject({
      'documents-matched': '2',
      'documents-failed': '2',
      'session-id': '',
      'session-ids': '[]',
      'expires-at': '',
    })
    const { failure, documents } = readReport(result)
    expect(failure).toMatch(message)
    expect(documents.every(({ reason }) => reason?.includes(failure ?? '-'))).toBe(true)
    expect(result.summary).toContain('Nothing published')
  }, options)(),
)

test(
  'an address that the API gives with a password in it is not printed',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    await using front = await startFront(job.sandbox.apiUrl, (created) => ({
      ...created,
      aws_prefixed_request_config: {
        ...created.aws_prefixed_request_config,
        url: 'https://a:hunter2@b.example/',
      },
    }))

    const result = await job.publish({ 'api-url': front.url })

    expect(errorsOf(result)).toEqual([expect.stringMatching(/storage/)])
    expect(result.log + result.summary).not.toContain('hunter2')
  }),
)

function expectNothingPublished({ sandbox }: Job): void {
  expect(sandbox.sessions).toEqual([])
  expect(sandbox.bucketRequests.connections).toBe(0)
}

import { expect, test } from '@jest/globals'
import type { AnswerEffect } from '../../sandbox/faults/fault.ts'
import { errorsOf } from '../support/checks.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import type { Job, JobOptions } from '../support/job.ts'
import { startServer } from '../support/front.ts'
import { readReport } from '../support/report.ts'

/** To the call that opens a session. */
function answers(effect: Omit<AnswerEffect, 'kind'>): JobOptions {
  const match = { call: 'create-session' } as const
  return { faults: [{ on: 'platform', match, effect: { kind: 'answer', ...effect } }] }
}

const UNKNOWN = 'api_ffffffffffffffffffffffffffffffffffff'

test.each<[string, JobOptions, Record<string, string>, RegExp]>([
  ['401', {}, { 'api-key': UNKNOWN }, /API key \(HTTP 401\).*"api-key"/],
  ['402', { freePlan: true }, {}, /free plan \(HTTP 402\)/],
  ['403', { forbiddenWorkspaces: ['handbook'] }, {}, /"handbook" \(HTTP 403\).*key/],
  [
    '404',
    { workspaces: ['other'] },
    {},
    /no workspace "handbook" \(HTTP 404\).*"workspace".*"api-url"/,
  ],
  ['406', { maxOpenSessions: 0 }, {}, /too many.*\(HTTP 406\).*Close sessions/],
  ['422', answers({ status: 422 }), {}, /does not accept the request \(HTTP 422\)/],
  [
    'a proxy’s page, 403',
    answers({ status: 403, body: 'html' }),
    {},
    /web page \(HTTP 403\).*prox/,
  ],
  ['a proxy’s page, 200', answers({ status: 200, body: 'html' }), {}, /HTTP 200.*web page.*prox/],
  ['a proxy’s page, 201', answers({ status: 201, body: 'html' }), {}, /HTTP 201.*web page.*prox/],
  ['a proxy’s page, 502', answers({ status: 502, body: 'html' }), {}, /web page \(HTTP 502\)/],
  ['nothing, 201', answers({ status: 201, body: 'empty' }), {}, /HTTP 201, but not as/],
  [
    'nothing, 500',
    answers({ status: 500, body: 'empty' }),
    {},
    /trouble \(HTTP 500\).*again later/,
  ],
  ['another API', answers({ status: 200, body: 'json' }), {}, /HTTP 200, but not as.*"api-url"/],
  ['418', answers({ status: 418 }), {}, /HTTP 418/],
  ['no API there', {}, { 'api-url': 'http://127.0.0.1:1' }, /127\.0\.0\.1:1 cannot be reached/],
  [
    'an unknown host',
    {},
    { 'api-url': 'https://api.invalid' },
    /api\.invalid has a host name that/,
  ],
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
  'guarantee 6: a redirect is not followed, so that the key stays with its host',
  onSandbox(async (job) => {
    await using elsewhere = await startServer(() => ({ status: 201, body: '{}' }))
    const headers = { location: `${elsewhere.url}/api/v1/workspaces/handbook/upload_sessions` }
    const effect = { kind: 'answer', status: 307, headers } as const
    job.sandbox.fault({ on: 'platform', effect })
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish()

    expect(errorsOf(result)).toEqual([expect.stringMatching(/redirects.*HTTP 307.*"api-url"/)])
    expect(elsewhere.requests).toEqual([])
  }),
)

test.each([408, 429, 500, 503])('an API that answers %i at first is asked again', (status) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      expect(await job.publish()).toHaveProperty('outcome', 'success')
    },
    { faults: [{ on: 'platform', times: 1, effect: { kind: 'answer', status } }] },
  )(),
)

function expectNothingPublished({ sandbox }: Job): void {
  expect(sandbox.sessions).toEqual([])
  expect(sandbox.bucketRequests.connections).toBe(0)
}

import { expect, test } from '@jest/globals'
import type { AnswerEffect } from '../../sandbox/faults/fault.ts'
import { startFront, startServer, type Created } from '../support/front-server.ts'
import { manualClock } from '../support/manual-clock.ts'
import {
  inProcess,
  type Changes,
  type Publishing,
  type PublishingOptions,
} from '../support/publishing.ts'

/** To the call that opens a session. */
function answers(effect: Omit<AnswerEffect, 'kind'>): PublishingOptions {
  const match = { call: 'create-session' } as const
  return { faults: [{ on: 'platform', match, effect: { kind: 'answer', ...effect } }] }
}

const UNKNOWN = 'api_ffffffffffffffffffffffffffffffffffff'

test.each<[string, PublishingOptions, Changes, RegExp]>([
  ['401', {}, { mode: { kind: 'upload', apiKey: UNKNOWN } }, /API key \(HTTP 401\).*"api-key"/],
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
  [
    'no API there',
    {},
    { apiUrl: new URL('http://127.0.0.1:1') },
    /127\.0\.0\.1:1 cannot be reached/,
  ],
  [
    'an unknown host',
    {},
    { apiUrl: new URL('https://api.invalid') },
    /api\.invalid has a host name that/,
  ],
])('one line says what to do: %s', (_case, options, changes, message) =>
  inProcess(async (publishing) => {
    publishing.write({ 'docs/a.md': '# A\n', 'docs/b.md': '# B\n' })

    const run = await publishing.publish(changes, { clock: manualClock() })

    expectNothingPublished(publishing)
    expect(run.errors).toEqual([expect.stringMatching(message)])
    expect(run).toMatchObject({ failure: run.errors[0], sessions: [] })
    expect(run.counts).toMatchObject({ matched: 2, failed: 2 })
    expect(run.entries.every(({ reason }) => reason?.includes(run.failure ?? '-'))).toBe(true)
  }, options)(),
)

test(
  'guarantee 6: a redirect is not followed, so that the key stays with its host',
  inProcess(async (publishing) => {
    await using elsewhere = await startServer(() => ({ status: 201, body: '{}' }))
    const headers = { location: `${elsewhere.url}/api/v1/workspaces/handbook/upload_sessions` }
    const effect = { kind: 'answer', status: 307, headers } as const
    publishing.sandbox.fault({ on: 'platform', effect })
    publishing.write({ 'docs/a.md': '# A\n' })

    const { errors } = await publishing.publish()

    expect(errors).toEqual([expect.stringMatching(/redirects.*HTTP 307.*"api-url"/)])
    expect(elsewhere.requests).toEqual([])
  }),
)

test.each([408, 429, 500, 503])('an API that answers %i at first is asked again', (status) =>
  inProcess(
    async (publishing) => {
      publishing.write({ 'docs/a.md': '# A\n' })
      expect(await publishing.publish()).toMatchObject({ counts: { uploaded: 1 }, errors: [] })
    },
    { faults: [{ on: 'platform', times: 1, effect: { kind: 'answer', status } }] },
  )(),
)

/** The session is open by then: whoever knows its id closes it. */
test.each<[string, (created: Created) => unknown, RegExp]>([
  ['no expires_at', without('expires_at'), /HTTP 201, but not as.*expires_at/],
  ['no request config', without('aws_prefixed_request_config'), /aws_prefixed_request_config/],
  ['no url', config(({ fields }) => ({ fields })), /config\.url/],
  ['no fields', config(({ url }) => ({ url })), /config\.fields/],
  ['no key', config(({ url }) => ({ url, fields: { policy: 'x' } })), /config\.fields/],
  ['a number for a field', config(({ url }) => ({ url, fields: { key: 1 } })), /fields\.key/],
  ['a url that is none', config((all) => ({ ...all, url: 'bucket' })), /config\.url/],
  [
    'plain http',
    config((all) => ({ ...all, url: 'http://bucket.example.org/' })),
    /http:\/\/bucket/,
  ],
  ['another scheme', config((all) => ({ ...all, url: 'ftp://127.0.0.1/' })), /ftp:\/\/127/],
  ['user info', config((all) => ({ ...all, url: 'https://a:hunter2@b.example/' })), /storage/],
  ['a field name that breaks out', config(breakingOut), /config\.fields/],
])('an answer to "create" with %s ends the run in one line', (_case, change, message) =>
  inProcess(async (publishing) => {
    publishing.write({ 'docs/a.md': '# A\n' })
    await using front = await startFront(publishing.sandbox.apiUrl, change)

    const { errors, lines } = await publishing.publish({ apiUrl: new URL(front.url) })

    expect(errors).toEqual([expect.stringMatching(message)])
    expect(lines.join('\n')).not.toContain('hunter2')
    expect(publishing.sandbox.bucketRequests.connections).toBe(0)
  })(),
)

const NO_ID = /returned no id for it/

test.each<[string, (created: Created) => unknown, RegExp]>([
  ['that is cut off', (all) => JSON.stringify(all).slice(0, -20), /HTTP 201, but not as/],
  ['that is a list', (all) => [all], /HTTP 201, but not as/],
  ['that is null', () => null, /HTTP 201, but not as/],
  ['with an id that leads elsewhere', (all) => ({ ...all, session_id: '../files' }), /session_id/],
  ['without any id', withoutId, NO_ID],
])('an answer to "create" %s ends the run in one line', (_case, change, message) =>
  inProcess(
    async (publishing) => {
      publishing.write({ 'docs/a.md': '# A\n' })
      await using front = await startFront(publishing.sandbox.apiUrl, change)

      const { errors } = await publishing.publish({ apiUrl: new URL(front.url) })

      expect(errors).toEqual([expect.stringMatching(message)])
    },
    { mayLeaveSessionsOpen: true },
  )(),
)

function expectNothingPublished({ sandbox }: Publishing): void {
  expect(sandbox.sessions).toEqual([])
  expect(sandbox.bucketRequests.connections).toBe(0)
}

function without(name: keyof Created): (created: Created) => unknown {
  return (created) => ({ ...created, [name]: undefined })
}

type Config = Created['aws_prefixed_request_config']

function config(change: (config: Config) => unknown): (created: Created) => unknown {
  return (created) => ({
    ...created,
    aws_prefixed_request_config: change(created.aws_prefixed_request_config),
  })
}

function breakingOut({ url, fields }: Config): Config {
  return { url, fields: { ...fields, 'a"\r\n\r\nb': 'c' } }
}

function withoutId(created: Created): unknown {
  const { url, fields } = created.aws_prefixed_request_config
  const request = { url, fields: { ...fields, key: '${filename}' } }
  return { ...created, session_id: undefined, aws_prefixed_request_config: request }
}

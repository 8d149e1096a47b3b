import { expect, test } from '@jest/globals'
import { errorsOf } from '../support/checks.ts'
import { startFront } from '../support/front.ts'
import type { Created } from '../support/front.ts'
import { onSandbox } from '../support/job.ts'

const NO_ID = /without saying which/

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
])('an answer to "create" with %s is refused in one line', (_case, change, message) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    await using front = await startFront(job.sandbox.apiUrl, change)

    const result = await job.publish({ 'api-url': front.url })

    expect(errorsOf(result)).toEqual([expect.stringMatching(message)])
    expect(result.log).not.toContain('hunter2')
    expect(job.sandbox.bucketRequests.connections).toBe(0)
  })(),
)

test.each<[string, (created: Created) => unknown, RegExp]>([
  ['that is cut off', (all) => JSON.stringify(all).slice(0, -20), /HTTP 201, but not as/],
  ['that is a list', (all) => [all], /HTTP 201, but not as/],
  ['that is null', () => null, /HTTP 201, but not as/],
  ['with an id that leads elsewhere', (all) => ({ ...all, session_id: '../files' }), /session_id/],
  ['without any id', withoutId, NO_ID],
])('an answer to "create" %s is refused in one line', (_case, change, message) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      await using front = await startFront(job.sandbox.apiUrl, change)

      const result = await job.publish({ 'api-url': front.url })

      expect(errorsOf(result)).toEqual([expect.stringMatching(message)])
    },
    { mayLeaveSessionsOpen: true },
  )(),
)

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

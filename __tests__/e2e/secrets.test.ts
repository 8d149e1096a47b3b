import { expect, test } from '@jest/globals'
import { chmodSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorsOf, expectNoSecretPrinted } from '../support/checks.ts'
import { startFront, startServer } from '../support/front-server.ts'
import type { Created } from '../support/front-server.ts'
import { onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { post, stepOf } from '../support/steps.ts'
import { runAction } from '../../sandbox/runner.ts'
import type { StepResult } from '../../sandbox/runner.ts'

// That no secret is printed or written, each step of each test is checked for.

test(
  'guarantee 6: every secret of a session is masked',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish()

    expect(job.sandbox.secrets).toHaveLength(5)
    expect(maskedIn(result)).toEqual(expect.arrayContaining([...job.sandbox.secrets]))
  }),
)

test(
  'guarantee 6: the API key is for the API alone, and the form for the storage',
  onSandbox(async (job) => {
    await using storage = await startServer(() => ({ status: 204 }))
    const { apiUrl, apiKey } = job.sandbox
    await using front = await startFront(apiUrl, (created) => {
      const config = { ...created.aws_prefixed_request_config, url: storage.url }
      return { ...created, aws_prefixed_request_config: config }
    })
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish({ 'api-url': front.url })

    expect(result.outcome).toBe('success')
    expect(storage.requests).toHaveLength(2)
    const sent = storage.requests.map(({ headers, body }) => headers + body).join()
    expect(sent.toLowerCase()).not.toContain('authorization')
    expect(sent).not.toContain(apiKey)
    const asked = front.requests.map(({ headers, body }) => headers + body).join()
    expect(job.sandbox.secrets.filter((secret) => asked.includes(secret))).toEqual([apiKey])
  }),
)

test.each(['InvalidToken', 'ExpiredToken', 'AccessDenied', 'Token'])(
  'guarantee 6: a storage that echoes the token in a %s is not quoted',
  (code) =>
    onSandbox(async (job) => {
      const effect = { kind: 'answer', status: 403, code, message: 'The token is wrong' } as const
      job.sandbox.fault({ on: 'bucket', effect })
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      expect(await job.publish({}, { debug: true })).toHaveProperty('outcome', 'failure')
    })(),
)

test(
  'guarantee 6: a storage’s message that holds the form’s secrets is not quoted as it is',
  onSandbox(async (job) => {
    const { apiUrl } = job.sandbox
    await using front = await startFront(apiUrl, (created) => {
      const { policy = '', 'x-amz-signature': signature = '' } =
        created.aws_prefixed_request_config.fields
      const message = `Not ${signature}, ${policy}`
      const effect = { kind: 'answer', status: 403, code: 'AccessDenied', message } as const
      job.sandbox.fault({ on: 'bucket', effect })
      return created
    })
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish({ 'api-url': front.url }, { debug: true })

    expect(errorsOf(result)).toEqual([expect.stringContaining('AccessDenied: Not')])
  }),
)

test(
  'guarantee 6: an API’s message that holds the key is not quoted as it is',
  onSandbox(async (job) => {
    const detail = [{ loc: ['body'], msg: `not ${job.sandbox.apiKey}`, type: 'x' }]
    await using api = await startServer(() => ({ status: 422, body: JSON.stringify({ detail }) }))
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish({ 'api-url': api.url }, { debug: true })

    expect(errorsOf(result)).toEqual([expect.stringContaining('HTTP 422')])
  }),
)

const KEY = 'a-key-of-a-person-0123456789'

test.each<[string, (created: Created) => string]>([
  ['the API key', () => KEY],
  ['a date with the API key', () => `2026-01-02T03:04:05Z ${KEY}`],
  ['the form’s signature', (created) => signatureOf(created)],
])('guarantee 6: an expires_at that holds %s is not put out, and the session is used', (_, text) =>
  onSandbox(
    async (job) => {
      await using front = await startFront(job.sandbox.apiUrl, (created) => ({
        ...created,
        expires_at: text(created),
      }))
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })

      const result = await job.publish({ 'api-url': front.url }, { debug: true })

      expect([result.outcome, result.outputs['expires-at']]).toEqual(['success', ''])
      expect(result.log).toMatch(/is open until it expires/)
    },
    { apiKey: KEY },
  )(),
)

test(
  'guarantee 6: an expires_at that is the API key is not put out, though it is a date',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      const expires_at = job.sandbox.apiKey
      await using front = await startFront(job.sandbox.apiUrl, (all) => ({ ...all, expires_at }))
      const result = await job.publish({ 'api-url': front.url, 'close-session': 'false' })
      expect([result.outcome, result.outputs['expires-at']]).toEqual(['success', ''])
    },
    { apiKey: '2026-01-02T03:04:05Z', mayLeaveSessionsOpen: true },
  ),
)

test(
  'guarantee 6: a session_id that holds the API key is not put out, and the session is closed',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      const session_id = `id-${KEY}`
      await using front = await startFront(job.sandbox.apiUrl, (all) => ({ ...all, session_id }))

      const result = await job.publish({ 'api-url': front.url }, { debug: true })

      expect(errorsOf(result)).toEqual([expect.stringMatching(/session_id/)])
      expect(result.outputs['session-id']).toBe(job.sandbox.sessions[0]?.id)
    },
    { apiKey: KEY },
  ),
)

test(
  'guarantee 6: a session_id that is a secret of its form is not put out',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      await using front = await startFront(job.sandbox.apiUrl, (created) => ({
        ...created,
        session_id: signatureOf(created),
      }))
      const step = stepOf(job, { 'api-url': front.url }, { debug: true })
      const main = await runAction(step)
      expectNoSecretPrinted(main, job.sandbox.secrets)
      expect(await post(job, step, main)).toMatchObject({ exitCode: 0 })
    },
    { mayLeaveSessionsOpen: true },
  ),
)

test(
  'guarantee 6: git learns no secret',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const { PATH, seen } = gitThatTells(job)

    await job.publish({}, { environment: { PATH, GITHUB_TOKEN: 'ghs_secret', MY_SECRET: 'x' } })

    const told = readFileSync(seen, 'utf8')
    expect(told).toContain('GITHUB_REPOSITORY=octo-org/handbook')
    expect(told).not.toMatch(/INPUT_|ghs_secret|MY_SECRET/)
    expect(told).not.toContain(job.sandbox.apiKey)
  }),
)

test(
  'guarantee 6: a proxy’s password is masked',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const password = 'correct-horse-battery'
    const HTTP_PROXY = `http://me:${password}@127.0.0.1:9`
    const NO_PROXY = '127.0.0.1'

    const result = await job.publish({}, { environment: { HTTP_PROXY, NO_PROXY } })

    expect(result.outcome).toBe('success')
    expect(maskedIn(result)).toContain(password)
  }),
)

test(
  'a key that is a short word is not masked, which would ruin the log',
  onSandbox(
    async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      const { outcome, log } = await job.publish({}, { secrets: [] })
      expect([outcome, log.includes('***')]).toEqual(['success', false])
    },
    { apiKey: 'key-204' },
  ),
)

function signatureOf(created: Created): string {
  return created.aws_prefixed_request_config.fields['x-amz-signature'] ?? ''
}

function maskedIn({ commands }: StepResult): string[] {
  return commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)
}

/** A git that writes down its environment first. */
function gitThatTells({ repository }: Job): { PATH: string; seen: string } {
  const programs = join(dirname(repository.folder), 'programs')
  const seen = join(dirname(repository.folder), 'seen')
  const path = process.env['PATH'] ?? ''
  repository.write('../programs/git', `#!/bin/sh\nenv >>'${seen}'\nPATH='${path}' exec git "$@"\n`)
  chmodSync(join(programs, 'git'), 0o755)
  return { PATH: `${programs}:${path}`, seen }
}

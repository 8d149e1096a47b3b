import { expect, test } from '@jest/globals'
import { join } from 'node:path'
import { readDefinition } from '../../sandbox/runner/definition.ts'
import { warningsOf, errorsOf } from '../support/checks.ts'
import { numbered } from '../support/documents.ts'
import { onSandbox } from '../support/job.ts'
import type { Job, JobOptions } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'

const ACTION = join(import.meta.dirname, '../..')

/** Every input that may be empty, but for the address: an empty one is that of the real platform. */
const OPTIONAL = Object.entries(readDefinition(ACTION).inputs)
  .filter(([name, input]) => input.default !== undefined && name !== 'api-url')
  .map(([name]) => name)

test(
  'an empty input means its default',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/.hidden.md': '# H\n' })

    await job.publish()
    await job.publish(Object.fromEntries(OPTIONAL.map((name) => [name, ''])))
    await job.publish(Object.fromEntries(OPTIONAL.map((name) => [name, '  \n'])))

    const created = job.sandbox.requests.filter(({ call }) => call === 'create-session')
    expect(created).toHaveLength(3)
    expect(new Set(created.map(({ body }) => body)).size).toBe(1)
    expect(objectNames(job)).toEqual(Array(3).fill(['docs__a.md.meta.json', 'docs__a.md']))
  }),
)

// More of what inputs may be is tried in `__tests__/inputs.test.ts`.
test('what is asked of a session is what the inputs say', () =>
  inSession(async (job) => {
    await job.publish({
      'write-mode': 'keep',
      'parallel-processing': 'TRUE',
      'expires-in-seconds': ' 86400 ',
      'api-url': `${job.sandbox.apiUrl}/api/v1/`,
    })
    const [created] = job.sandbox.requests
    expect(created?.path).toBe('/api/v1/workspaces/handbook/upload_sessions')
    expect(JSON.parse(created?.body ?? '')).toMatchObject({ expires_in_seconds: 86_400 })
    expect(job.sandbox.sessions).toMatchObject([{ writeMode: 'KEEP', parallel: true }])
  }))

test.each([
  [{ 'file-name': 'basename' }, 'b.md'],
  [{ 'file-name': 'BaseName', 'name-prefix': 'v1/' }, 'v1__b.md'],
  [{ 'file-name': 'path', 'name-prefix': 'v1.0 ' }, 'v1.0docs__a__b.md'],
])('names: %j', (inputs, name) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a/b.md': '# B\n' })
    await job.publish(inputs)
    expect(objectNames(job)).toEqual([[`${name}.meta.json`, name]])
  })(),
)

test.each([
  ['false', ['docs__a.md']],
  ['true', ['docs__.deep__a.md', 'docs__.hidden.md', 'docs__a.md']],
])('include-hidden-files: %s; .git never', (include, names) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', {
      'docs/a.md': 'a',
      'docs/.hidden.md': 'b',
      'docs/.deep/a.md': 'c',
    })
    job.repository.write('docs/.git/d.md', 'd')
    job.repository.write('.git/e.md', 'e')

    await job.publish({ 'include-hidden-files': include, glob: '**/*.md' })

    const documents = objectNames(job)
      .flat()
      .filter((name) => !name.endsWith('.meta.json'))
    expect(documents.sort()).toEqual(names)
  })(),
)

test.each([
  ['error', 'failure', 1, 0],
  ['', 'failure', 1, 0],
  ['warn', 'success', 0, 1],
  ['Ignore', 'success', 0, 0],
])('if-no-files-found: %s', (value, outcome, errors, warnings) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/.hidden.md': 'h' })

    const result = await job.publish({ 'if-no-files-found': value })

    expect(result.outcome).toBe(outcome)
    expect([errorsOf(result).length, warningsOf(result).length]).toEqual([errors, warnings])
    expect(result.log).toMatch(/No file matches.*actions\/checkout.*include-hidden-files/)
    expect(result.outputs).toMatchObject({ 'session-id': '', 'expires-at': '' })
    expect(job.sandbox.requests).toEqual([])
  })(),
)

function slow(ms: number): JobOptions {
  return { faults: [{ on: 'bucket', effect: { kind: 'latency', ms } }] }
}

test.each([1, 5])('concurrency: %i is a ceiling', (ceiling) =>
  inSession(async (job) => {
    await job.publish({ concurrency: String(ceiling) })
    expect(job.sandbox.bucketRequests.maxInFlight).toBe(ceiling)
  }, slow(30)),
)

test('concurrency: auto begins with 64', () =>
  onSandbox(async (job) => {
    job.repository.commit('Write', numbered(100))
    await job.publish({ concurrency: 'AUTO' })
    expect(job.sandbox.bucketRequests.maxInFlight).toBeGreaterThanOrEqual(64)
  }, slow(200))())

test(
  'dry-run needs no key and sends nothing',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/empty.md': '' })

    const result = await job.publish({ 'dry-run': 'TRUE', 'api-key': '' })

    expect(result.outcome).toBe('success')
    expect(result.log).toContain('docs/a.md as docs__a.md')
    expect(fatesOf(result)).toEqual({
      'docs/a.md': expect.stringContaining('skipped: Dry run'),
      'docs/empty.md': expect.stringContaining('empty'),
    })
    const { requests, bucketRequests } = job.sandbox
    expect([requests, bucketRequests.connections]).toEqual([[], 0])
  }),
)

/** A test with ten documents. */
function inSession(work: (job: Job) => Promise<void>, options: JobOptions = {}): Promise<void> {
  return onSandbox(async (job) => {
    job.repository.commit('Write', numbered(10))
    await work(job)
  }, options)()
}

function objectNames({ sandbox }: Job): string[][] {
  return sandbox.sessions.map(({ objects }) => objects.map(({ name }) => name))
}

test(
  'a pattern with braces, or whose folder does not exist, is named also where others match',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish({ glob: 'docs/*.md\ndocs/*.{html,txt}\ndoc/**' })

    expect(warningsOf(result)).toEqual([
      expect.stringContaining('There is no "doc"'),
      expect.stringContaining('Braces such as {md,html} are not supported'),
    ])
  }),
)

import { describe, expect, test } from '@jest/globals'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'

/** The metadata that the platform holds, by path. */
async function metadataSent({ sandbox }: Job): Promise<Record<string, Record<string, unknown>>> {
  await sandbox.ingested()
  const files = sandbox.files(WORKSPACE)
  return Object.fromEntries(files.map(({ meta }) => [String(meta['path']), { ...meta }]))
}

test(
  "the input is added to every document, and over it a sidecar's own",
  onSandbox(async (job) => {
    job.repository.commit('Write', {
      'docs/a.md': '# A\n',
      'docs/b.html': '<title>B</title>',
      'docs/b.html.meta.json': JSON.stringify({
        audience: 'admins',
        tags: ['x', 'y'],
        title: 'Own',
        commit_author: null,
        level: null,
        score: 1.5,
      }),
      'docs/c.txt': '# no title',
    })
    const result = await job.publish({
      metadata: '\naudience: everyone # but admins\nlevel: 2\nevent_name: null\n',
    })
    expect(result.outcome).toBe('success')
    expect(result.annotations).toEqual([])
    const sent = await metadataSent(job)
    expect(Object.keys(sent).sort()).toEqual(['docs/a.md', 'docs/b.html', 'docs/c.txt'])
    expect(sent['docs/a.md']).toMatchObject({ audience: 'everyone', level: 2, title: 'A' })
    expect(sent['docs/c.txt']).toMatchObject({ audience: 'everyone', level: 2 })
    expect(sent['docs/c.txt']).not.toHaveProperty('title')
    expect(sent['docs/b.html']).toMatchObject({
      audience: 'admins',
      tags: ['x', 'y'],
      title: 'Own',
      score: 1.5,
    })
    expect(sent['docs/b.html']).not.toHaveProperty('level')
    expect(sent['docs/b.html']).not.toHaveProperty('commit_author')
    for (const metadata of Object.values(sent)) expect(metadata).not.toHaveProperty('event_name')
    expect(result.outputs['documents-matched']).toBe('3')
  }),
)

test(
  'a large document has its title, and its sidecar',
  onSandbox(async (job) => {
    const content = `# Large\n${'A line of text.\n'.repeat(100_000)}`
    job.repository.commit('Write', {
      'docs/large.md': content,
      'docs/large.md.meta.json': '{"level": 3}',
    })
    expect((await job.publish()).outcome).toBe('success')
    expect(await metadataSent(job)).toMatchObject({ 'docs/large.md': { title: 'Large', level: 3 } })
  }),
)

/** So many keys, from the number on, as JSON. */
function keysFrom(first: number, count: number, value: unknown = ''): string {
  const keys = Array.from({ length: count }, (_, index) => [`k${first + index}`, value] as const)
  return JSON.stringify(Object.fromEntries(keys))
}

describe('what cannot be taken is an error before anything is opened', () => {
  const cases: [string, Record<string, string>, Record<string, string>, RegExp][] = [
    ['a broken input', { metadata: 'a: 1\nb: [x' }, {}, /line 2, "b: \[x"/],
    ['a key of ours', { metadata: 'path: x' }, {}, /line 1, "path: x".*cannot be set or removed/],
    ['a prototype', { metadata: '__proto__: {a: b}' }, {}, /"__proto__" cannot be a key/],
    ['a number too large', { metadata: 'n: 12345678901234567890' }, {}, /put it in quotes/],
    [
      'a broken sidecar',
      {},
      { 'docs/b.md.meta.json': '{"a": SECRET}' },
      /"docs\/b\.md\.meta\.json" cannot be used: it is not valid JSON/,
    ],
    [
      'a nested value in a sidecar',
      {},
      { 'docs/b.md.meta.json': '{"owner": {"name": "SECRET"}}' },
      /"docs\/b\.md\.meta\.json".*"owner" is a mapping/,
    ],
    [
      'a sidecar too large',
      {},
      { 'docs/b.md.meta.json': JSON.stringify({ a: 'SECRET'.repeat(200_000) }) },
      /"docs\/b\.md\.meta\.json".*1 MB/,
    ],
    [
      'a sidecar with too many keys',
      {},
      { 'docs/b.md.meta.json': keysFrom(0, 80_000) },
      /"docs\/b\.md\.meta\.json" cannot be used: it has 80000 keys/,
    ],
    [
      'a sidecar with too long a list',
      {},
      { 'docs/b.md.meta.json': JSON.stringify({ n: 1, list: Array(100_000).fill('') }) },
      /"docs\/b\.md\.meta\.json" cannot be used: its lists have more than 10000 items/,
    ],
    [
      'too many different keys in a run',
      {},
      { 'docs/a.md.meta.json': keysFrom(0, 1_000), 'docs/b.md.meta.json': keysFrom(999, 2) },
      /"docs\/b\.md\.meta\.json" cannot be used: with it,.*more than 1000 different keys/,
    ],
    [
      'too many different keys with those of the input',
      { metadata: 'own: x' },
      { 'docs/a.md.meta.json': keysFrom(0, 1_000) },
      /"docs\/a\.md\.meta\.json" cannot be used: with it,.*more than 1000 different keys/,
    ],
    [
      'too many keys in the input',
      { metadata: keysFrom(0, 1_001) },
      {},
      /The input "metadata" has 1001 keys/,
    ],
    [
      'two types of a key',
      { metadata: 'version: 1' },
      { 'docs/b.md.meta.json': '{"version": "1.0"}' },
      /"version" is a number in "docs\/a\.md" and a string in "docs\/b\.md"/,
    ],
    [
      "a type that is not that of another document's title",
      {},
      { 'docs/b.md.meta.json': '{"title": 5}' },
      /"title" is a string in "docs\/a\.md" and a number in "docs\/b\.md"/,
    ],
  ]
  test.each(cases)('%s', (_, inputs, files, message) =>
    onSandbox(async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/b.md': '# B\n', ...files })
      for (const dryRun of ['false', 'true']) {
        const result = await job.publish({ ...inputs, 'dry-run': dryRun })
        expect(result.outcome).toBe('failure')
        const errors = result.annotations.map(({ data }) => data)
        expect(errors).toEqual([expect.stringMatching(message)])
        expect(`${result.log}${result.summary}`).not.toContain('SECRET')
      }
      expect(job.sandbox.requests).toEqual([])
    })(),
  )

  test(
    'a sidecar that is a link out of the workspace',
    onSandbox(async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n', '../outside.json': '{"a": "SECRET"}' })
      const link = join(job.repository.folder, 'docs/a.md.meta.json')
      symlinkSync('../../outside.json', link)
      const result = await job.publish()
      expect(result.outcome).toBe('failure')
      expect(result.log).toMatch(/"docs\/a\.md\.meta\.json".*symbolic link/)
      expect(result.log).not.toContain('SECRET')
      expect(job.sandbox.requests).toEqual([])
    }),
  )

  test(
    'but a sidecar of what is no document of this run is nothing',
    onSandbox(async (job) => {
      job.repository.commit('Write', {
        'docs/a.md': '# A\n',
        'docs/gone.md.meta.json': '{broken',
        'docs/empty.md': '',
        'docs/empty.md.meta.json': '{broken',
        'other/b.md': '# B\n',
        'other/b.md.meta.json': '{broken',
      })
      const result = await job.publish()
      expect(result.outcome).toBe('success')
      expect(Object.keys(await metadataSent(job))).toEqual(['docs/a.md'])
    }),
  )
})

test(
  'a thousand keys are taken, the same in every sidecar',
  onSandbox(async (job) => {
    job.repository.commit('Write', {
      'docs/a.txt': 'a',
      'docs/a.txt.meta.json': keysFrom(1, 999),
      'docs/b.txt': 'b',
      'docs/b.txt.meta.json': keysFrom(1, 999, 'own'),
    })
    const result = await job.publish({ metadata: 'k0: x' })
    expect(result.outcome).toBe('success')
    const sent = await metadataSent(job)
    expect(sent['docs/a.txt']).toMatchObject({ k0: 'x', k999: '' })
    expect(sent['docs/b.txt']).toMatchObject({ k0: 'x', k999: 'own' })
  }),
)

test(
  'hostile text in metadata is data, wherever it comes from',
  onSandbox(async (job) => {
    const hostile = '::error::injected ##[error]injected </table><script>'
    job.repository.commit(hostile, {
      'docs/a.md': `---\ntitle: "${hostile}"\n---\n`,
      'docs/b.md': `# ${hostile}\n`,
      'docs/b.md.meta.json': JSON.stringify({ [hostile]: hostile, list: [hostile] }),
    })
    for (const inputs of [{ 'dry-run': 'true' }, {}]) {
      const result = await job.publish({ ...inputs, metadata: JSON.stringify({ note: hostile }) })
      expect(result.outcome).toBe('success')
      expect(result.summary).not.toContain('<script>')
    }
    const sent = await metadataSent(job)
    expect(sent['docs/a.md']).toMatchObject({ title: hostile, note: hostile })
    expect(sent['docs/b.md']).toMatchObject({ [hostile]: hostile, list: [hostile] })
    const refused = await job.publish({ metadata: `a: {b: "${hostile}"}` })
    expect(refused.outcome).toBe('failure')
  }),
)

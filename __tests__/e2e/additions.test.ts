import { expect, test } from '@jest/globals'
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

// More of what cannot be used is tried in `__tests__/publish/additions.test.ts`.
test.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
  ['a key of ours', { metadata: 'path: x' }, {}, /line 1, "path: x".*cannot be set or removed/],
  [
    'a nested value in a sidecar',
    {},
    { 'docs/b.md.meta.json': '{"owner": {"name": "SECRET"}}' },
    /"docs\/b\.md\.meta\.json".*"owner" is a mapping/,
  ],
])('what cannot be taken is an error before anything is opened: %s', (_, inputs, files, message) =>
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

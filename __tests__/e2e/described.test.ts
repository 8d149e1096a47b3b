import { expect, test } from '@jest/globals'
import { join } from 'node:path'
import { appendFileSync, writeFileSync } from 'node:fs'
import { warningsOf } from '../support/checks.ts'
import { onSandbox, WORKSPACE, type Job } from '../support/job.ts'

/** The metadata that the platform holds, by path. */
async function metadataSent({ sandbox }: Job): Promise<Record<string, Record<string, unknown>>> {
  await sandbox.ingested()
  const files = sandbox.files(WORKSPACE)
  return Object.fromEntries(files.map(({ meta }) => [String(meta['path']), { ...meta }]))
}

const INPUTS = {
  'page-url': `
    docs/:page*/index.md https://docs.example.com/:page*/
    docs/:page*.md https://docs.example.com/:page*
  `,
  'front-matter': 'version: string\nlevel: number\ntags: list\nupdated: string\ndraft: boolean\n',
}

test(
  'page_url and front matter become metadata, under the input and the file beside the document',
  onSandbox(async (job) => {
    const frontMatter = [
      '---',
      'version: 1.10',
      'level: 2',
      'tags: [a, b]',
      'updated: 2026-01-02 03:04:05',
      'draft: false',
      'secret: x',
      '---',
      '# Title',
      '',
    ].join('\n')
    job.repository.commit('Write', {
      'docs/index.md': frontMatter,
      'docs/guides/100% ü.md': '# No front matter\n',
      'docs/over.md': frontMatter,
      'docs/over.md.meta.json': '{"level": 5, "page_url": null, "tags": null}',
      'docs/large.md': `${frontMatter}${'A line of text.\n'.repeat(100_000)}`,
      'docs/plain.txt': frontMatter,
    })
    const result = await job.publish({ ...INPUTS, metadata: 'version: "2.0"\ndraft: null' })
    expect(warningsOf(result)).toEqual([])
    expect(result.outcome).toBe('success')
    const sent = await metadataSent(job)
    const found = { level: 2, tags: ['a', 'b'], updated: '2026-01-02T03:04:05Z', version: '2.0' }
    expect(sent['docs/index.md']).toMatchObject({ ...found, page_url: 'https://docs.example.com/' })
    expect(sent['docs/large.md']).toMatchObject({
      ...found,
      page_url: 'https://docs.example.com/large',
    })
    expect(sent['docs/guides/100% ü.md']).toMatchObject({
      version: '2.0',
      page_url: 'https://docs.example.com/guides/100%25%20%C3%BC',
    })
    expect(sent['docs/over.md']).toMatchObject({ level: 5, updated: found.updated })
    for (const key of ['page_url', 'tags', 'draft']) {
      expect(sent['docs/over.md']).not.toHaveProperty(key)
    }
    for (const key of ['page_url', 'level', 'tags']) {
      expect(sent['docs/plain.txt']).not.toHaveProperty(key)
    }
    for (const metadata of Object.values(sent)) expect(metadata).not.toHaveProperty('secret')
  }),
)

test(
  'a value that does not fit is left out, with a warning a document, the first ten annotated',
  onSandbox(async (job) => {
    const paths = Array.from(
      { length: 12 },
      (_, index) => `docs/${String(index).padStart(2, '0')}.md`,
    )
    const content = '---\nversion: 1.10\nlevel: "::error::injected"\ntags: injected\n---\n# T\n'
    job.repository.commit('Write', Object.fromEntries(paths.map((path) => [path, content])))
    for (const dryRun of ['true', 'false']) {
      const result = await job.publish({ ...INPUTS, 'dry-run': dryRun })
      expect(result.outcome).toBe('success')
      const warnings = warningsOf(result)
      expect(warnings).toHaveLength(10)
      expect(warnings).toContain(
        'docs/00.md: Left out of the metadata because the value is not of the type given in "front-matter": "level" (number), "tags" (list).',
      )
      expect(result.log.match(/Left out of the metadata/g)).toHaveLength(12)
      expect(result.log).not.toContain('injected')
    }
    const sent = await metadataSent(job)
    for (const path of paths) {
      expect(sent[path]).toMatchObject({ version: '1.10' })
      expect(sent[path]).not.toHaveProperty('level')
      expect(sent[path]).not.toHaveProperty('tags')
    }
  }),
)

test.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
  ['a page', { 'page-url': 'docs/:a.md https://x.example/:b' }, {}, /"page-url".*line 1.*":b"/],
  ['a type', { 'front-matter': 'a: string\nb: int' }, {}, /"front-matter".*line 2, "b: int"/],
  ['a protected key', { 'front-matter': 'run_url: string' }, {}, /"run_url" cannot be set/],
  ['a protected addition', { metadata: 'run_url: x' }, {}, /"run_url" cannot be set/],
  [
    'two types of a key, one that front matter has',
    { 'front-matter': 'level: number' },
    { 'docs/b.txt': 'b', 'docs/b.txt.meta.json': '{"level": "x"}' },
    /"level" is a number in "docs\/a\.md" and a string in "docs\/b\.txt"/,
  ],
  [
    'two types of a key, one that a page has',
    { 'page-url': 'docs/:a.md https://x.example/:a' },
    { 'docs/b.txt': 'b', 'docs/b.txt.meta.json': '{"page_url": 5}' },
    /"page_url" is a string in "docs\/a\.md" and a number in "docs\/b\.txt"/,
  ],
])('%s at fault is an error before anything is sent', (_, inputs, files, message) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n', ...files })
    const result = await job.publish(inputs)
    expect(result.outcome).toBe('failure')
    expect(result.annotations.map(({ data }) => data)).toEqual([expect.stringMatching(message)])
    expect(job.sandbox.requests).toEqual([])
  })(),
)

test(
  'text that is not UTF-8 and sidecars without a document are a warning each',
  onSandbox(async (job) => {
    job.repository.commit('Write', {
      'docs/good.md': '# Grün\n',
      'docs/image.png': 'x',
      'docs/gone.md.meta.json': '{"level": 1}',
      'docs/gone.png.meta.json': '{}',
      'docs/skipped.md': '',
      'docs/skipped.md.meta.json': '{"level": 1}',
      'other/gone.md.meta.json': '{}',
    })
    const { folder } = job.repository
    const latin1 = Buffer.from('Grün\n', 'latin1')
    writeFileSync(join(folder, 'docs/bad.txt'), latin1)
    writeFileSync(join(folder, 'docs/large.html'), 'x'.repeat(2 ** 21))
    appendFileSync(join(folder, 'docs/large.html'), latin1)
    writeFileSync(join(folder, 'docs/image.png'), latin1)
    for (const dryRun of ['true', 'false']) {
      const result = await job.publish({
        glob: 'docs/**\n!docs/*.png',
        'if-no-files-found': 'error',
        'dry-run': dryRun,
      })
      expect(result.outcome).toBe('success')
      expect(warningsOf(result)).toEqual([
        expect.stringContaining('docs/skipped.md'),
        '1 sidecar has no document: docs/gone.md.meta.json. Rename it like the document that it is for, or remove it.',
        '2 text files are not in UTF-8, which the platform expects: docs/bad.txt, docs/large.html. Save them as UTF-8 if pipelines should read them.',
      ])
    }
    expect(Object.keys(await metadataSent(job)).sort()).toEqual([
      'docs/bad.txt',
      'docs/good.md',
      'docs/large.html',
    ])
  }),
)

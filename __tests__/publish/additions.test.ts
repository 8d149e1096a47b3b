import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { WORKSPACE } from '../support/job.ts'
import { inProcess, type Changes, type Publishing } from '../support/publishing.ts'

/** The metadata that the platform holds, by path. */
async function metadataSent({
  sandbox,
}: Publishing): Promise<Record<string, Record<string, unknown>>> {
  await sandbox.ingested()
  const files = sandbox.files(WORKSPACE)
  return Object.fromEntries(files.map(({ meta }) => [String(meta['path']), { ...meta }]))
}

test(
  'a large document has its title, and its sidecar',
  inProcess(async (publishing) => {
    const content = `# Large\n${'A line of text.\n'.repeat(100_000)}`
    publishing.write({
      'docs/large.md': content,
      'docs/large.md.meta.json': '{"level": 3}',
    })
    expect((await publishing.publish()).errors).toEqual([])
    expect(await metadataSent(publishing)).toMatchObject({
      'docs/large.md': { title: 'Large', level: 3 },
    })
  }),
)

/** So many keys, from the number on, as JSON. */
function keysFrom(first: number, count: number, value: unknown = ''): string {
  const keys = Array.from({ length: count }, (_, index) => [`k${first + index}`, value] as const)
  return JSON.stringify(Object.fromEntries(keys))
}

describe('what cannot be taken is an error before anything is opened', () => {
  const cases: [string, Changes, Record<string, string>, RegExp][] = [
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
  test.each(cases)('%s', (_, changes, files, message) =>
    inProcess(async (publishing) => {
      publishing.write({ 'docs/a.md': '# A\n', 'docs/b.md': '# B\n', ...files })
      for (const mode of [{}, { mode: { kind: 'dry' } }] satisfies Changes[]) {
        const { errors, lines, entries } = await publishing.publish({ ...changes, ...mode })
        expect(errors).toEqual([expect.stringMatching(message)])
        expect(entries.map(({ outcome }) => outcome)).not.toContain('uploaded')
        expect(lines.join('\n')).not.toContain('SECRET')
      }
      expect(publishing.sandbox.requests).toEqual([])
    })(),
  )

  test(
    'a sidecar that is a link out of the workspace',
    inProcess(async (publishing) => {
      publishing.write({ 'docs/a.md': '# A\n', '../outside.json': '{"a": "SECRET"}' })
      const link = join(publishing.repository.folder, 'docs/a.md.meta.json')
      symlinkSync('../../outside.json', link)
      const run = await publishing.publish()
      expect(run.errors).toEqual([
        expect.stringMatching(/"docs\/a\.md\.meta\.json".*symbolic link/),
      ])
      expect(run.lines.join('\n')).not.toContain('SECRET')
      expect(publishing.sandbox.requests).toEqual([])
    }),
  )

  test(
    'but a sidecar of what is no document of this run is nothing',
    inProcess(async (publishing) => {
      publishing.write({
        'docs/a.md': '# A\n',
        'docs/gone.md.meta.json': '{broken',
        'docs/empty.md': '',
        'docs/empty.md.meta.json': '{broken',
        'other/b.md': '# B\n',
        'other/b.md.meta.json': '{broken',
      })
      const run = await publishing.publish()
      expect(run.errors).toEqual([])
      expect(Object.keys(await metadataSent(publishing))).toEqual(['docs/a.md'])
    }),
  )
})

test(
  'a thousand keys are taken, the same in every sidecar',
  inProcess(async (publishing) => {
    publishing.write({
      'docs/a.txt': 'a',
      'docs/a.txt.meta.json': keysFrom(1, 999),
      'docs/b.txt': 'b',
      'docs/b.txt.meta.json': keysFrom(1, 999, 'own'),
    })
    const run = await publishing.publish({ metadata: 'k0: x' })
    expect(run.errors).toEqual([])
    const sent = await metadataSent(publishing)
    expect(sent['docs/a.txt']).toMatchObject({ k0: 'x', k999: '' })
    expect(sent['docs/b.txt']).toMatchObject({ k0: 'x', k999: 'own' })
  }),
)

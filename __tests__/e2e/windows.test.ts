import { describe, expect, test } from '@jest/globals'
import { WindowsJob } from '../support/windows.ts'
import type { Windows } from '../support/windows.ts'

/** As `scripts/wine up` starts and describes it. */
const windows = windowsFromEnvironment()

if (windows === undefined) {
  // Jest prints no console.log of a file whose tests are all skipped.
  process.stderr.write(
    'The tests on Windows are skipped: WINE_NODE and WINEPREFIX are not set. To run them: scripts/wine install && env $(scripts/wine up) npm test -- e2e/windows\n',
  )
}

const ROOT = 'D:\\a\\hand book [1]'

/** A way to write a pattern, and the file that only this one matches. */
const PATTERNS: readonly (readonly [pattern: string, path: string])[] = [
  ['slashes/**/*.md', 'slashes/deep/er/a.md'],
  ['backslashes\\**\\*.md', 'backslashes/deep/er/a.md'],
  ['mixed\\deep/*.md', 'mixed/deep/a.md'],
  ['.\\here\\*.md', 'here/a.md'],
  [`${ROOT}\\absolute\\*.md`, 'absolute/a.md'],
  [`${ROOT.replaceAll('\\', '/')}/absolute-slashes/*.md`, 'absolute-slashes/a.md'],
  [`${ROOT}/as-in-workflows/*.md`, 'as-in-workflows/a.md'],
  ['letter-case\\*\\A.MD', 'letter-case/any/a.md'],
  ['LITERAL-Case\\Part\\*.md', 'literal-case/part/a.md'],
  ['FILE-case\\A.md', 'file-case/a.md'],
  ['folder\\', 'folder/within/a.md'],
  ['größe\\日本*.md', 'größe/日本語.md'],
  ['[[]brackets]\\*.md', '[brackets]/a.md'],
  ['hidden\\.github\\*.md', 'hidden/.github/a.md'],
]

const describeOnWindows = windows === undefined ? describe.skip : describe

describeOnWindows('Node.js for Windows', () => {
  test(
    'matches every way to write a pattern, and gives paths with slashes',
    onWindows(async (job) => {
      job.write(Object.fromEntries(PATTERNS.map(([, path]) => [path, '# A\n'])))
      job.write({ 'backslashes/drafts/a.md': '# A\n', 'nobody/asked.md': '# A\n' })
      const patterns = [...PATTERNS.map(([pattern]) => pattern), '!backslashes\\drafts\\**']

      const step = await job.run({ glob: patterns.join('\r\n'), 'include-hidden-files': 'true' })

      expect(step.log).toContain('14 documents would be uploaded')
      expect(step.exitCode).toBe(0)
      expect(step.documents.map(({ path }) => path).sort()).toEqual(
        PATTERNS.map(([, path]) => path).sort(),
      )
    }),
  )

  test(
    'names and describes documents as Linux does, and lets hidden ones alone',
    onWindows(async (job) => {
      job.write({
        'docs/guides/größe 日本 🙂 & c+d.md':
          '---\r\ntitle: Größe\r\nversion: "2"\r\n---\r\ntext\r\n',
        'docs/u\u0308ber.md': '# Über\r\n',
        'docs/a.txt': 'text',
        'docs/a.txt.meta.json': '{"audience": "admins"}',
        'docs/.hidden/a.md': '# A\n',
        'docs/.a.md': '# A\n',
        'docs/empty.md': '',
      })

      const step = await job.run({
        glob: 'docs\\**',
        'name-prefix': 'v1/',
        metadata: 'owner: team\r\ntags: [a, b]\r\n',
        'front-matter': 'version: string\r\n',
      })

      expect(step.log).toContain('docs/empty.md')
      const documents = Object.fromEntries(step.documents.map(({ path, ...rest }) => [path, rest]))
      const generated = {
        owner: 'team',
        tags: ['a', 'b'],
        repository: 'octo-org/handbook',
      }
      expect(documents).toMatchObject({
        'docs/guides/größe 日本 🙂 & c+d.md': {
          name: 'v1__docs__guides__größe 日本 🙂 & c+d.md',
          metadata: {
            ...generated,
            path: 'docs/guides/größe 日本 🙂 & c+d.md',
            title: 'Größe',
            version: '2',
          },
        },
        'docs/u\u0308ber.md': { name: 'v1__docs__über.md', metadata: { title: 'Über' } },
        'docs/a.txt': { name: 'v1__docs__a.txt', metadata: { ...generated, audience: 'admins' } },
        'docs/empty.md': { outcome: 'skipped' },
      })
      expect(Object.keys(documents)).toHaveLength(4)
      expect(step.outputs).toMatchObject({ 'documents-matched': '4', 'documents-failed': '0' })
      expect(step.outputs['report']).toMatch(/^D:\\temp\\deepset-docs-upload-[\w-]+\.json$/)
      expect(step.summary).toContain('<code>docs/guides/größe 日本 🙂 &amp; c+d.md</code>')
      expect(step.exitCode).toBe(0)
    }),
  )

  test.each([
    ['C:\\windows\\*.ini', 'outside of the workspace folder D:\\a\\hand book [1]'],
    ['Z:\\**', 'outside of the workspace folder'],
    ['\\docs\\*.md', 'outside of the workspace folder'],
    ['..\\*.md', '"." and ".." are not allowed'],
    ['docs\\nothing\\*.md', 'No file matches'],
  ])('is red where the pattern is %s', (glob, message) =>
    onWindows(async (job) => {
      job.write({ 'docs/a.md': '# A\n' })
      const step = await job.run({ glob })
      expect(step.log).toContain(message)
      expect(step.exitCode).toBe(1)
    })(),
  )

  test.each(['d:\\a\\HAND book [1]', 'D:/a/hand book [1]/'])(
    'takes the workspace folder as %s',
    (workspace) =>
      onWindows(async (job) => {
        job.write({ 'docs/a.md': '# A\n' })
        const step = await job.run(
          { glob: `docs\\*.md` },
          { environment: { GITHUB_WORKSPACE: workspace } },
        )
        expect(step.documents).toMatchObject([{ path: 'docs/a.md', name: 'docs__a.md' }])
        expect(step.exitCode).toBe(0)
      })(),
  )

  test(
    'the post step of a dry run has nothing to do',
    onWindows(async (job) => {
      const step = await job.run({ glob: 'docs' }, { program: 'post' })
      expect(step).toMatchObject({ log: '', exitCode: 0 })
    }),
  )
})

function onWindows(work: (job: WindowsJob) => Promise<void>): () => Promise<void> {
  return async () => {
    if (windows !== undefined) await WindowsJob.with(windows, work)
  }
}

function windowsFromEnvironment(): Windows | undefined {
  const { WINE_NODE, WINEPREFIX } = process.env
  return WINE_NODE && WINEPREFIX ? { node: WINE_NODE, prefix: WINEPREFIX } : undefined
}

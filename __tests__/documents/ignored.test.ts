import { describe, expect, test } from '@jest/globals'
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { withoutIgnored } from '../../src/documents/ignored.ts'
import { explainNoMatch } from '../../src/documents/no-match.ts'
import { Clones } from '../../src/git/clones.ts'
import { fakeGit } from '../support/fake-git.ts'
import { recordingLog } from '../support/recording-log.ts'
import { Repository } from '../support/repository.ts'
import { find, pathsOf } from '../support/workspace.ts'

/** What stays of what the patterns find in a repository, and what is said. */
async function sifted(
  repository: Repository,
  patterns: string,
  environment: NodeJS.ProcessEnv = {},
  discoverySeconds = 60,
) {
  const workspace = repository.folder
  const { signal } = new AbortController()
  const clones = new Clones({
    folder: workspace,
    environment: { ...repository.environment, ...environment },
    signal,
    timeoutSeconds: 60,
    discoverySeconds,
  })
  const log = recordingLog()
  const found = await withoutIgnored(await find(workspace, patterns), clones, log, signal)
  await clones.close()
  return { found, files: pathsOf(found.documents), lines: log.lines }
}

function onRepository(work: (repository: Repository) => Promise<void>): () => Promise<void> {
  return () => Repository.with(work)
}

function writeAll(repository: Repository, ...paths: readonly string[]): void {
  for (const path of paths) repository.write(path, `# ${path}\n`)
}

describe('what git ignores does not match', () => {
  test(
    'by the rules of all folders and of the clone itself, but for what it tracks',
    onRepository(async (repository) => {
      repository.write('.git/info/exclude', 'private.md\n')
      repository.write('docs/.gitignore', '*.log.md\n!kept.log.md\n')
      repository.commit('Write', { '.gitignore': 'build/\n', 'docs/a.md': '1' })
      writeAll(repository, 'build/tracked.md', 'docs/old.log.md')
      repository.git('add', '--force', 'build/tracked.md', 'docs/old.log.md')
      repository.git('commit', '--quiet', '--message', 'by force')
      writeAll(repository, 'build/b.md', 'docs/private.md', 'docs/x.log.md', 'docs/kept.log.md')
      writeAll(repository, 'new.md', 'docs/gr ün "x".log.md', 'docs/:(top)*.log.md')

      const { files, lines, found } = await sifted(repository, '**/*.md')

      expect(files).toEqual([
        'build/tracked.md',
        'docs/a.md',
        'docs/kept.log.md',
        'docs/old.log.md',
        'new.md',
      ])
      expect(lines).toEqual([
        expect.stringMatching(/^info 5 files that git ignores did not match\. .*"site\/\*\*\/\*/),
      ])
      expect(found.clues.ignored).toBe(5)
    }),
  )

  test(
    'nor does what could not be sent anyway, and sidecars go with their documents',
    onRepository(async (repository) => {
      repository.commit('Write', { '.gitignore': 'node_modules\n', 'a.md': '1' })
      writeAll(repository, 'node_modules/x/a.md', 'node_modules/x/a.md.meta.json')
      repository.write('node_modules/x/empty.md', '')
      symlinkSync('x', join(repository.folder, 'node_modules/link'))
      symlinkSync('a.md', join(repository.folder, 'link.md'))
      const { found, files } = await sifted(repository, '**')
      expect(files).toEqual(['a.md'])
      expect(pathsOf(found.unsendable)).toEqual(['link.md'])
      expect(found.sidecars).toEqual([])
      expect(found.clues.ignored).toBe(3)
    }),
  )

  test(
    'where it is the reason for no match, the message says so',
    onRepository(async (repository) => {
      repository.commit('Write', { '.gitignore': 'out/*\n!out/.gitkeep\n', 'out/.gitkeep': '' })
      writeAll(repository, 'out/a.html', 'out/b.html')
      const { found, files } = await sifted(repository, 'out/**/*.html')
      expect(files).toEqual([])
      expect(explainNoMatch(found)).toMatch(/2 files would match, but git ignores them/)
    }),
  )
})

test(
  'a pattern whose literal part is ignored publishes what it matches',
  onRepository(async (repository) => {
    const ignored = '/site/\nnode_modules/\n*.tmp\ndist/*\n/docs/x/\n\\[\\*\\]/\n'
    repository.commit('Write', { '.gitignore': ignored, 'docs/a.html': '1' })
    writeAll(repository, 'site/a.html', 'site/b/c.html', 'site/node_modules/x.js', 'draft.tmp')
    writeAll(repository, 'dist/d.html', 'docs/x/x.html', ':odd/[*]/o.html')
    // Git lists no folder as a whole in which it tracks something.
    writeAll(repository, 'site/CNAME', ':odd/[*]/tracked')
    repository.git('--literal-pathspecs', 'add', '--force', 'site/CNAME', ':odd/[*]/tracked')
    const cases: Record<string, string[]> = {
      'site/**/*.html': ['site/a.html', 'site/b/c.html'],
      site: ['site/CNAME', 'site/a.html', 'site/b/c.html', 'site/node_modules/x.js'],
      'site/b/*': ['site/b/c.html'],
      'site/a.html': ['site/a.html'],
      'draft.tmp': ['draft.tmp'],
      's*/**/*.html': [],
      'sit[e-f]/**': ['site/CNAME'],
      '**/*.html': ['docs/a.html'],
      '**\n!site/**': [':odd/[*]/tracked', 'docs/a.html'],
      '**/*.html\nsite/b/**': ['docs/a.html', 'site/b/c.html'],
      'site/**/*.html\n!site/b/**': ['site/a.html'],
      'docs/**': ['docs/a.html'],
      'dist/**': ['dist/d.html'],
      ':odd/[[][*]]/**': [':odd/[*]/o.html', ':odd/[*]/tracked'],
    }
    const published: Record<string, string[]> = {}
    for (const patterns of Object.keys(cases)) {
      const { files, lines } = await sifted(repository, patterns)
      expect(lines.filter((line) => line.startsWith('warning'))).toEqual([])
      published[patterns] = files
    }
    expect(published).toEqual(cases)
  }),
)

describe('clones within the workspace folder', () => {
  test(
    'have the say over their files, and the one around them over theirs',
    onRepository(async (repository) => {
      repository.commit('Write', { '.gitignore': 'vendor/\n*.log.md\n', 'a.md': '1' })
      for (const clone of ['vendor/tool', 'other', 'other/deep']) {
        repository.git('init', '--quiet', clone)
        repository.git('-C', clone, 'commit', '--quiet', '--allow-empty', '--message', 'x')
      }
      repository.write('other/.gitignore', 'tmp/\n')
      writeAll(
        repository,
        'vendor/tool/README.md',
        'other/o.md',
        'other/x.log.md',
        'other/tmp/t.md',
      )
      writeAll(repository, 'other/deep/d.md', 'other/deep/tmp/t.md')
      const kept = [
        'a.md',
        'other/deep/d.md',
        'other/deep/tmp/t.md',
        'other/o.md',
        'other/x.log.md',
      ]
      expect((await sifted(repository, '**/*.md')).files).toEqual(kept)
      const named = await sifted(repository, '**/*.md\nvendor/tool/**\nother/tmp/*.md')
      expect(named.files).toEqual([...kept, 'other/tmp/t.md', 'vendor/tool/README.md'].sort())
    }),
  )
})

describe('where git does not tell, nothing is dropped', () => {
  test(
    'and without a clone nothing is said',
    onRepository(async (repository) => {
      writeAll(repository, 'a.md')
      repository.write('.gitignore', '*.md\n')
      rmSync(join(repository.folder, '.git'), { recursive: true })
      expect(await sifted(repository, '**/*.md')).toMatchObject({ files: ['a.md'], lines: [] })
    }),
  )

  test.each(['ls-files', 'check-ignore'])('one warning says why: git %s fails', (command) =>
    onRepository(async (repository) => {
      repository.commit('Write', { '.gitignore': 'docs/x.md\n', 'docs/a.md': '1' })
      writeAll(repository, 'docs/x.md')
      const script = `case "$*" in *" ${command} "*) echo 'fatal: no'; echo 'fatal: no' >&2; exit 3;; esac; exec "$real" "$@"`
      const environment = { PATH: fakeGit(repository, script) }
      const { files, lines } = await sifted(repository, 'docs/*.md', environment)
      expect(files).toEqual(['docs/a.md', 'docs/x.md'])
      expect(lines).toEqual([
        'warning Files are published whether git ignores them or not: git says "fatal: no".',
      ])
    })(),
  )

  test.each(['ls-files', 'check-ignore'])('nor is it waited for long: git %s hangs', (command) =>
    onRepository(async (repository) => {
      repository.commit('Write', { '.gitignore': 'docs/x.md\n', 'docs/a.md': '1' })
      writeAll(repository, 'docs/x.md')
      const script = `case "$*" in *" ${command} "*) exec sleep 60;; esac; exec "$real" "$@"`
      const environment = { PATH: fakeGit(repository, script) }
      const { files, lines } = await sifted(repository, 'docs/*.md', environment, 4)
      expect(files).toEqual(['docs/a.md', 'docs/x.md'])
      expect(lines).toEqual([
        `warning Files are published whether git ignores them or not: git ${command} did not finish within 4 s.`,
      ])
    })(),
  )
})

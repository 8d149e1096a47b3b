import { execFileSync } from 'node:child_process'
import { promises, chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { PublishError } from '../../src/log/publish-error.ts'
import { find, pathsOf, withoutPrivileges, workspace, write } from '../support/workspace.ts'

describe('what the patterns find', () => {
  test('files below the workspace folder, sorted by code units, each once, with names and sizes', async () => {
    const folder = workspace({
      'docs/b.md': '12345',
      'docs/a.md': 'a',
      'docs/Z.md': 'z',
      'docs/ä.md': 'ä',
      'docs/deep/er/c.md': 'c',
      'docs/d.txt': 'd',
      'other/e.md': 'e',
    })
    const { documents, unsendable } = await find(folder, 'docs/**/*.md\ndocs/a.md\ndocs/*.md')
    expect(documents).toEqual([
      { path: 'docs/Z.md', name: 'docs__Z.md', size: 1 },
      { path: 'docs/a.md', name: 'docs__a.md', size: 1 },
      { path: 'docs/b.md', name: 'docs__b.md', size: 5 },
      { path: 'docs/deep/er/c.md', name: 'docs__deep__er__c.md', size: 1 },
      { path: 'docs/ä.md', name: 'docs__ä.md', size: 2 },
    ])
    expect(unsendable).toEqual([])
  })

  test('sidecars whose document would match, and is gone', async () => {
    const folder = workspace({
      'docs/a.md': 'a',
      'docs/a.md.meta.json': '{}',
      'docs/b.md.meta.json': '{}',
      'docs/sub/c.md.meta.json': '{}',
      'docs/empty.md': '',
      'docs/empty.md.meta.json': '{}',
      'docs/drafts/d.md.meta.json': '{}',
      'docs/e.png.meta.json': '{}',
      'docs/f.txt': 'f',
      'docs/f.txt.meta.json': '{}',
      'docs/.hidden.md.meta.json': '{}',
      'other/g.md.meta.json': '{}',
    })
    const { unusedSidecars } = await find(folder, 'docs/**/*.md\n!docs/drafts')
    expect(unusedSidecars).toEqual(['docs/b.md.meta.json', 'docs/sub/c.md.meta.json'])
  })

  test('comments, blank lines, CRLF and lone CR, white space, exclusion and its undoing', async () => {
    const folder = workspace({ 'docs/a.md': 'a', 'docs/drafts/b.md': 'b', 'docs/drafts/c.md': 'c' })
    const patterns = '# all\r\n\r\n  docs/**/*.md \r! docs/drafts/**\r\ndocs/drafts/c.md'
    expect(pathsOf((await find(folder, patterns)).documents)).toEqual([
      'docs/a.md',
      'docs/drafts/c.md',
    ])
  })

  test('a folder named is all that is in it', async () => {
    const folder = workspace({ 'docs/a.md': 'a', 'docs/sub/b.txt': 'b' })
    for (const pattern of ['docs', 'docs/', './docs', '.', 'docs/**', '**']) {
      const { documents } = await find(folder, pattern)
      expect([pattern, pathsOf(documents)]).toEqual([pattern, ['docs/a.md', 'docs/sub/b.txt']])
    }
  })

  test('absolute patterns, also in a folder whose name looks like a pattern', async () => {
    const folder = join(workspace(), 'a[b]c*d? \\e')
    write(folder, 'docs/a.md')
    expect(pathsOf((await find(folder, `${folder}/docs/**`)).documents)).toEqual(['docs/a.md'])
    expect(pathsOf((await find(folder, `docs\n!${folder}/docs/a.md`)).documents)).toEqual([])
  })

  test('the workspace folder may be reached by a link, relative or absolute', async () => {
    const folder = workspace({ 'real/docs/a.md': 'a' })
    symlinkSync('real', join(folder, 'link'))
    const found = await find(join(folder, 'link'), `${folder}/link/docs/**`)
    expect(found.folder).toBe(join(folder, 'real'))
    expect(pathsOf(found.documents)).toEqual(['docs/a.md'])
  })

  test('the working directory does not matter', async () => {
    const folder = workspace({ 'docs/a.md': 'a' })
    expect(process.cwd()).not.toBe(folder)
    expect(pathsOf((await find(folder, 'docs')).documents)).toEqual(['docs/a.md'])
  })

  test('odd names are names', async () => {
    const names = [
      ' a',
      "'",
      '"',
      'line\nbreak',
      'tab\t',
      '😀',
      '-rf',
      '##[error]x',
      '\uFFFD',
      '[a]',
    ]
    const folder = workspace(Object.fromEntries(names.map((name) => [`${name}.md`, 'x'])))
    const { documents, unsendable } = await find(folder, '*.md')
    expect(pathsOf(documents)).toEqual(names.map((name) => `${name}.md`).sort())
    expect(unsendable).toEqual([])
  })

  test('sidecars are of other documents', async () => {
    const folder = workspace({ 'a.md': 'a', 'a.md.meta.json': '{}', '.meta.json': '{}' })
    const { documents, unsendable } = await find(folder, '**', true)
    expect(pathsOf(documents)).toEqual(['a.md'])
    expect(unsendable).toEqual([])
  })

  test('searches at one time do not disturb each other, nor what else reads files', async () => {
    const one = workspace({ 'a.md': 'a', '.hidden.md': 'h' })
    const two = workspace({ 'b.md': 'b' })
    const { lstat, readdir } = promises
    const searches = Promise.all([find(one, '**'), find(two, '**'), find(one, '**', true)])
    const names = promises.readdir(one, { withFileTypes: true })
    const size = promises.lstat(two).then((stats) => stats.isDirectory())
    expect((await searches).map(({ documents }) => pathsOf(documents))).toEqual([
      ['a.md'],
      ['b.md'],
      ['.hidden.md', 'a.md'],
    ])
    expect(await names).toHaveLength(2)
    expect(await size).toBe(true)
    expect(promises.lstat).toBe(lstat)
    expect(promises.readdir).toBe(readdir)
  })

  test('a folder of 50,000 files', async () => {
    const folder = workspace()
    const count = 50_000
    for (let index = 0; index < count; index += 1) {
      writeFileSync(join(folder, `${index}.md`), index === 7 ? '' : 'x')
    }
    const { documents, unsendable } = await find(folder, '*.md')
    expect(documents).toHaveLength(count - 1)
    expect(pathsOf(unsendable)).toEqual(['7.md'])
  })
})

describe('hidden files', () => {
  const files = {
    'docs/a.md': 'a',
    'docs/.b.md': 'b',
    '.github/c.md': 'c',
    '.git/d.md': 'd',
    'sub/.git/e.md': 'e',
    'sub/.GIT': 'f',
  }

  test('are not matched, not even by their own names', async () => {
    const folder = workspace(files)
    const {
      documents: found,
      unsendable,
      clues,
    } = await find(folder, '**\n.github/c.md\ndocs/.b.md')
    expect(pathsOf(found)).toEqual(['docs/a.md'])
    expect(unsendable).toEqual([])
    expect(clues.passedHidden).toBe(true)
  })

  test('are matched when wanted, but .git never', async () => {
    const folder = workspace(files)
    const { documents: found, clues } = await find(folder, '**\n.git/d.md\nsub/.git/**', true)
    expect(pathsOf(found)).toEqual(['.github/c.md', 'docs/.b.md', 'docs/a.md'])
    expect(clues.passedHidden).toBe(false)
  })

  test('a workspace folder with a hidden name is not itself hidden', async () => {
    const folder = join(workspace(), '.checkout')
    write(folder, 'a.md')
    expect(pathsOf((await find(folder, '*.md')).documents)).toEqual(['a.md'])
  })
})

describe('links', () => {
  test('to a file, to a folder, to nothing and in a circle: skipped by name', async () => {
    const folder = workspace({ 'docs/a.md': 'a' })
    symlinkSync('a.md', join(folder, 'docs/file.md'))
    symlinkSync('/', join(folder, 'docs/root.md'))
    symlinkSync('nowhere', join(folder, 'docs/broken.md'))
    symlinkSync('circle.md', join(folder, 'docs/circle.md'))
    symlinkSync('a.md', join(folder, 'docs/unmatched.txt'))
    const { documents, unsendable } = await find(folder, 'docs/**/*.md')
    expect(pathsOf(documents)).toEqual(['docs/a.md'])
    expect(pathsOf(unsendable)).toEqual(
      ['broken', 'circle', 'file', 'root'].map((name) => `docs/${name}.md`),
    )
    for (const { outcome } of unsendable) {
      expect(outcome.kind).toBe('skipped')
      expect(outcome.reason).toContain('symbolic link')
    }
  })

  test.each(['linked/**', 'linked/*.md', 'linked/**/*.md', 'linked', 'linked/'])(
    'a pattern that starts at one (%s): the link is skipped by name',
    async (pattern) => {
      const folder = workspace({ 'real/a.md': 'a', 'docs/b.md': 'b' })
      symlinkSync('real', join(folder, 'linked'))
      const { documents, unsendable } = await find(folder, `docs\n${pattern}`)
      expect(pathsOf(documents)).toEqual(['docs/b.md'])
      expect(unsendable).toHaveLength(1)
      expect(unsendable[0]).toMatchObject({ path: 'linked', outcome: { kind: 'skipped' } })
    },
  )

  test('a pattern that leads through one: each file is skipped by name', async () => {
    const folder = workspace({ 'real/sub/a.md': 'a', 'real/sub/b.md': 'b', 'real/sub/c.txt': 'c' })
    symlinkSync('real', join(folder, 'linked'))
    const { documents, unsendable } = await find(
      folder,
      'linked/sub/*.md\nreal/sub/a.md\nlinked/sub/c.txt',
    )
    expect(pathsOf(documents)).toEqual(['real/sub/a.md'])
    expect(pathsOf(unsendable)).toEqual(
      ['a.md', 'b.md', 'c.txt'].map((name) => `linked/sub/${name}`),
    )
    expect(unsendable.every(({ outcome }) => outcome.kind === 'skipped')).toBe(true)
  })

  test('a pattern that leads outside through one: nothing outside is looked at', async () => {
    const outside = workspace({ 'sub/secret.md': 's' })
    const folder = workspace()
    symlinkSync(outside, join(folder, 'linked'))
    const { documents, unsendable } = await find(folder, 'linked/sub/*.md')
    expect(documents).toEqual([])
    expect(unsendable).toHaveLength(1)
    expect(unsendable[0]).toMatchObject({ path: 'linked/sub/', outcome: { kind: 'skipped' } })
    expect((await find(folder, 'linked/sub/*.md\n!linked/**\n**/*.md')).unsendable).toEqual([])
  })

  test('a pattern that leads through a circle', async () => {
    const folder = workspace()
    symlinkSync('circle', join(folder, 'circle'))
    const { unsendable } = await find(folder, 'circle/sub/*.md')
    expect(unsendable).toHaveLength(1)
    expect(unsendable[0]).toMatchObject({ path: 'circle/sub', outcome: { kind: 'skipped' } })
  })
})

describe('what is not a file, or not fit to be sent', () => {
  test('FIFO, socket and device are skipped by their kind', async () => {
    const folder = workspace({ 'a.md': 'a' })
    execFileSync('mkfifo', [join(folder, 'fifo.md')])
    const server = createServer().listen(join(folder, 'socket.md'))
    await new Promise((resolve) => server.once('listening', resolve))
    const { documents, unsendable } = await find(folder, '*.md')
    await new Promise((resolve) => server.close(resolve))
    expect(pathsOf(documents)).toEqual(['a.md'])
    expect(unsendable).toEqual([
      {
        path: 'fifo.md',
        outcome: { kind: 'skipped', reason: 'This is a FIFO (named pipe), not a file.' },
      },
      { path: 'socket.md', outcome: { kind: 'skipped', reason: 'This is a socket, not a file.' } },
    ])
    expect((await find(folder, 'fifo.md')).unsendable).toHaveLength(1)
  })

  test('an empty file is skipped', async () => {
    const { documents, unsendable } = await find(workspace({ 'a.md': '' }), '*.md')
    expect(documents).toEqual([])
    expect(unsendable).toHaveLength(1)
    expect(unsendable[0]).toMatchObject({ path: 'a.md', outcome: { kind: 'skipped' } })
    expect(unsendable[0]?.outcome.reason).toContain('empty')
  })

  test('names that are not UTF-8 are skipped and shown byte by byte', async () => {
    const folder = workspace({ 'docs/ü\uFFFD.md': 'a', 'docs/😀.md': 'b' })
    const bad = (...parts: (string | number)[]): Buffer =>
      Buffer.concat([
        Buffer.from(`${folder}/docs/`),
        ...parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))),
      ])
    writeFileSync(bad('ü', 0xff, '.md'), 'x')
    writeFileSync(bad('ü', 0xfe, '.md'), 'x')
    writeFileSync(bad('😀', 0xed, 0xa0, 0x80, '.md'), 'x')
    writeFileSync(bad(0xff, '.txt'), 'x')
    mkdirSync(bad('sub', 0xe4))
    writeFileSync(bad('sub', 0xe4, '/c.md'), 'x')
    mkdirSync(bad('drafts', 0xe4))
    const { documents, unsendable } = await find(folder, 'docs/**/*.md\n!docs/drafts*/**')
    expect(pathsOf(documents)).toEqual(['docs/ü\uFFFD.md', 'docs/😀.md'])
    expect(pathsOf(unsendable)).toEqual([
      'docs/sub\\xe4/',
      'docs/ü\\xfe.md',
      'docs/ü\\xff.md',
      'docs/😀\\xed\\xa0\\x80.md',
    ])
    expect(unsendable.every(({ outcome }) => outcome.kind === 'skipped')).toBe(true)
  })
})

describe('what cannot be read', () => {
  test('a folder fails once, by name, and stops nothing else', async () => {
    const folder = workspace({ 'a.md': 'a', 'closed/b.md': 'b', 'z/c.md': 'c' })
    chmodSync(join(folder, 'closed'), 0)
    const { documents, unsendable } = await withoutPrivileges(() => find(folder, '**/*.md'))
    expect(pathsOf(documents)).toEqual(['a.md', 'z/c.md'])
    expect(unsendable).toHaveLength(1)
    expect(unsendable[0]).toMatchObject({ path: 'closed/', outcome: { kind: 'failed' } })
    expect(unsendable[0]?.outcome.reason).toContain('EACCES')
  })

  test('a folder that a pattern excludes does not matter', async () => {
    const folder = workspace({ 'a.md': 'a', 'closed/in/b.md': 'b' })
    chmodSync(join(folder, 'closed/in'), 0)
    for (const exclusion of ['!closed', '!closed/**', '!**/in/**', '!closed/in/']) {
      const search = () => find(folder, `**/*.md\n${exclusion}`)
      expect((await withoutPrivileges(search)).unsendable).toEqual([])
    }
    const { unsendable } = await withoutPrivileges(() => find(folder, '**\n!closed/in/*.txt'))
    expect(pathsOf(unsendable)).toEqual(['closed/in/'])
  })

  test('a file in a folder that may be listed only, and one below a closed folder', async () => {
    const folder = workspace({ 'listed/b.md': 'b', 'closed/c/d.md': 'd' })
    chmodSync(join(folder, 'listed'), 0o444)
    chmodSync(join(folder, 'closed'), 0)
    const { unsendable } = await withoutPrivileges(() => find(folder, 'listed/*.md\nclosed/c/d.md'))
    expect(unsendable.map(({ path, outcome }) => [path, outcome.kind])).toEqual([
      ['closed/c/d.md', 'failed'],
      ['listed/b.md', 'failed'],
    ])
  })

  test('the workspace folder itself ends the run', async () => {
    const folder = workspace({ 'a.md': 'a' })
    chmodSync(folder, 0o111)
    const search = withoutPrivileges(() => find(folder, '*.md'))
    await expect(search).rejects.toThrow(PublishError)
    await expect(find(join(folder, 'gone'), '*.md')).rejects.toThrow(/GITHUB_WORKSPACE.*ENOENT/)
    await expect(find(join(folder, 'a.md'), '*.md')).rejects.toThrow(/not a folder/)
  })
})

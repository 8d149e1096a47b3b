import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { runGit } from '../../src/git/run.ts'
import { fakeGit } from '../support/fake-git.ts'
import { ownCommit, reading } from '../support/reading.ts'
import { Repository } from '../support/repository.ts'

test('no program that the repository names is run, and its settings change no answer', () =>
  Repository.with(async (repository) => {
    const ran = join(repository.folder, '../ran')
    const program = join(repository.folder, '../program')
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >>'${ran}'\nexec cat "$1" </dev/null\n`)
    chmodSync(program, 0o755)
    repository.commit('first', { 'a.md': '1', 'docs/b.md': '1' })
    const attributes = '*.md diff=evil filter=evil\n'
    repository.commit('second', { 'docs/b.md': '2', '.gitattributes': attributes })
    repository.git('checkout', '--quiet', '-b', 'side')
    repository.commit('side', { 'docs/c.md': '1' })
    repository.git('checkout', '--quiet', 'main')
    repository.commit('third', { 'docs/b.md': '3' })
    repository.merge(['side'], { 'docs/c.md': '1' })
    // Signed, so that git would ask the program to verify it.
    const [tree = '', parent = ''] = repository.git('log', '-1', '--format=%T%n%H').split('\n')
    const signed = [
      `tree ${tree}`,
      `parent ${parent}`,
      'author Test Author <author@example.com> 1767400000 +0000',
      'committer Test Author <author@example.com> 1767400000 +0000',
      'gpgsig -----BEGIN PGP SIGNATURE-----',
      ' ',
      ' eA==',
      ' -----END PGP SIGNATURE-----',
      '',
      'signed\n',
    ].join('\n')
    const head = repository.gitWith(signed, 'hash-object', '-t', 'commit', '-w', '--stdin')
    repository.git('reset', '--quiet', '--hard', head)
    const all = ['a.md', 'docs/b.md', 'docs/c.md']
    const expected = all.map((path) => repository.lastCommit(path))

    for (const [key, value] of Object.entries({
      'core.fsmonitor': program,
      'core.pager': program,
      'pager.log': program,
      'core.hooksPath': join(repository.folder, '..'),
      'diff.external': program,
      'diff.evil.textconv': program,
      'diff.evil.command': program,
      'filter.evil.clean': program,
      'gpg.program': program,
      'log.showSignature': 'true',
      'alias.log': `!${program}`,
      'alias.rev-parse': `!${program}`,
      'format.pretty': 'format:%G? %H',
      'log.date': 'human',
      'log.follow': 'true',
      'log.diffMerges': 'off',
      'log.showRoot': 'false',
      'log.decorate': 'full',
      'log.abbrevCommit': 'true',
      'log.mailmap': 'true',
      'notes.displayRef': 'refs/notes/*',
      'diff.renames': 'copies',
      'diff.relative': 'true',
      'diff.orderFile': '/nonexistent',
      'diff.noprefix': 'true',
      'diff.ignoreSubmodules': 'none',
      'color.ui': 'always',
      'core.quotePath': 'true',
      'i18n.logOutputEncoding': 'UTF-16',
    })) {
      repository.git('config', key, value)
    }
    // In their plain form, git's commands do run it.
    repository.git('status')
    repository.git('log', '-2', '--patch', '--ext-diff')
    expect(existsSync(ran)).toBe(true)
    rmSync(ran)

    for (const [folder, prefix] of [
      ['', ''],
      ['docs', 'docs/'],
    ] as const) {
      const paths = all.filter((path) => path.startsWith(prefix))
      const inFolder = paths.map((path) => path.slice(prefix.length))
      const { history, warnings } = await reading(repository, inFolder, { folder })
      expect(warnings).toEqual([])
      expect(inFolder.map((path) => ownCommit(history, path))).toEqual(
        expected.slice(-inFolder.length),
      )
    }
    expect(existsSync(ran)).toBe(false)
  }))

test('git gets neither inputs nor tokens nor variables of its own from outside', () =>
  Repository.with(async (repository) => {
    const environment = {
      PATH: fakeGit(repository, 'exec env'),
      HOME: '/home/user',
      'INPUT_API-KEY': 'secret',
      INPUT_GLOB: 'secret',
      Git_Dir: 'secret',
      GIT_EXTERNAL_DIFF: 'secret',
      ACTIONS_RUNTIME_TOKEN: 'secret',
      GITHUB_TOKEN: 'secret',
      DEEPSET_API_KEY: 'secret',
      LC_ALL: 'de_DE.UTF-8',
    }
    const signal = new AbortController().signal
    const clone = { folder: repository.folder, environment, signal, timeoutSeconds: 60 }
    const chunks: Buffer[] = []
    for await (const chunk of runGit('rev-parse', ['HEAD'], clone)) chunks.push(chunk)
    const printed = Buffer.concat(chunks).toString()
    expect(printed).not.toContain('secret')
    const lines = printed.split('\n')
    expect(lines).toContain('HOME=/home/user')
    expect(lines).toContain('LC_ALL=C')
    expect(lines).toContain('GIT_NO_LAZY_FETCH=1')
    expect(lines).toContain('GIT_TERMINAL_PROMPT=0')
  }))

test('what git writes to stderr is quoted in one line of bounded length', () =>
  Repository.with(async (repository) => {
    const zeros = 'head -c 300000 /dev/zero >&2'
    const script = `echo "warning: first" >&2; printf "fatal: " >&2; ${zeros}; exit 128`
    const environment = { PATH: fakeGit(repository, script) }
    const { warnings } = await reading(repository, ['a.md'], { environment })
    expect(warnings).toEqual([expect.stringMatching(/git says "fatal: \0+"/)])
    expect(warnings[0]?.length).toBeLessThan(500)
  }))

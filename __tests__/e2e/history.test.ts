import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { warningsOf } from '../support/checks.ts'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'

test(
  'each document has the commit that git log -1 names',
  onSandbox(async (job) => {
    const { repository } = job
    repository.commit('Begin', {
      'docs/a.md': 'a',
      'docs/b.md': 'b',
      'docs/old name.md': 'c',
      'docs/tab\t"quotes" ünï\nline.md': 'd',
      'docs/[x]*.md': 'e',
    })
    repository.git('checkout', '--quiet', '-b', 'side')
    repository.commit('Change on the side', { 'docs/a.md': 'a2' })
    repository.commit('Revert on the side', { 'docs/a.md': 'a' })
    repository.commit('Another on the side', { 'docs/b.md': 'b2' })
    repository.git('checkout', '--quiet', 'main')
    renameSync(join(repository.folder, 'docs/old name.md'), join(repository.folder, 'docs/new.md'))
    repository.commit('Rename')
    repository.merge(['side'], { 'docs/b.md': 'b2', 'docs/merged.md': 'only in the merge' })
    repository.commit('Touch', { 'docs/[x]*.md': 'e2' })
    repository.write('docs/untracked.md', 'u')

    const result = await job.publish()
    const told = await commits(job)

    expect(result.annotations).toEqual([])
    const head = repository.git('rev-parse', 'HEAD')
    expect(told).toEqual(
      Object.fromEntries(
        Object.keys(told).map((path) => [path, repository.lastCommit(path) || head]),
      ),
    )
    expect(Object.keys(told)).toHaveLength(7)
    const [untracked] = job.sandbox
      .files(WORKSPACE)
      .filter(({ meta }) => meta['path'] === 'docs/untracked.md')
    expect(untracked?.meta).not.toHaveProperty('url')
  }),
)

test(
  'without a clone the commit is the run’s, and a warning says why',
  onSandbox(async (job) => {
    job.repository.write('docs/a.md', 'a')
    rmSync(join(job.repository.folder, '.git'), { recursive: true })

    const result = await job.publish()

    expect(result.outcome).toBe('success')
    expect(warningsOf(result)).toEqual([expect.stringMatching(/not in a git repository.*checkout/)])
    expect(await commits(job)).toEqual({ 'docs/a.md': 'ffac537e6cbbf934b08745a378932722df287a53' })
  }),
)

test(
  'why git gave nothing is a warning in git’s words',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': 'a' })
    job.repository.write('.git/config', 'this is [not a setting\n')

    const result = await job.publish()

    expect(result.outcome).toBe('success')
    expect(warningsOf(result)).toEqual([expect.stringContaining('git says "fatal: bad config')])
  }),
)

test(
  'where there is no git, a warning says so',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': 'a' })
    const result = await job.publish({}, { environment: { PATH: '/nowhere' } })
    expect([result.outcome, warningsOf(result)]).toEqual([
      'success',
      [expect.stringContaining('git is not installed')],
    ])
  }),
)

test(
  'in a shallow clone one warning names fetch-depth, and documents get the commit checked out',
  onSandbox(async (job) => {
    const { repository } = job
    repository.commit('Begin', { 'docs/a.md': 'a', 'docs/b.md': 'b' })
    repository.commit('Change', { 'docs/b.md': 'b2' })
    const clone = join(dirname(repository.folder), 'clone')
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone])

    const result = await job.publish({}, { workspace: clone })

    const head = repository.git('rev-parse', 'HEAD')
    expect(await commits(job)).toEqual({ 'docs/a.md': head, 'docs/b.md': head })
    expect(warningsOf(result)).toEqual([expect.stringContaining('fetch-depth: 0')])
  }),
)

const testAsRoot = process.getuid?.() === 0 ? test : test.skip

testAsRoot(
  'a clone that belongs to somebody else is read, as in a container job',
  onSandbox(async (job) => {
    const commit = job.repository.commit('Write', { 'docs/a.md': 'a' })
    execFileSync('chown', ['-R', '65534', job.repository.folder])

    const result = await job.publish()

    expect(result.annotations).toEqual([])
    expect(await commits(job)).toEqual({ 'docs/a.md': commit })
  }),
)

test(
  'guarantee 7: no program that the repository’s settings name is run',
  onSandbox(async (job) => {
    const { repository } = job
    repository.commit('Write', { 'docs/a.md': 'a', '.gitattributes': '*.md diff=evil\n' })
    const program = join(dirname(repository.folder), 'program')
    writeFileSync(program, `#!/bin/sh\ntouch '${program}.ran'\n`)
    chmodSync(program, 0o755)
    for (const setting of [
      'core.fsmonitor',
      'core.pager',
      'pager.log',
      'diff.external',
      'diff.evil.textconv',
      'diff.evil.command',
      'core.sshCommand',
      'log.showSignature',
      'gpg.program',
    ]) {
      repository.git('config', setting, setting === 'log.showSignature' ? 'true' : program)
    }

    const result = await job.publish()

    expect([result.outcome, result.annotations]).toEqual(['success', []])
    expect(existsSync(`${program}.ran`)).toBe(false)
  }),
)

test(
  'a release’s documents name the release',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': 'a' })
    const event = { name: 'release', payload: { release: { tag_name: 'v1.0', name: 'One' } } }

    await job.publish({ 'name-prefix': 'v1.0/' }, { event })
    await job.sandbox.ingested()

    const [file] = job.sandbox.files(WORKSPACE)
    expect(file?.name).toBe('v1.0__docs__a.md')
    expect(file?.meta).toMatchObject({
      event_name: 'release',
      release_tag: 'v1.0',
      release_name: 'One',
    })
  }),
)

test(
  'without a clone the event’s head commit describes the documents',
  onSandbox(async (job) => {
    job.repository.write('docs/a.md', 'a')
    rmSync(join(job.repository.folder, '.git'), { recursive: true })
    const head_commit = {
      id: 'ffac537e6cbbf934b08745a378932722df287a53',
      timestamp: '2026-02-03T04:05:06+02:00',
      message: 'Subject\n\nBody',
      author: { name: 'Monalisa', email: 'm@example.com' },
    }

    await job.publish({}, { event: { name: 'push', payload: { head_commit } } })
    await job.sandbox.ingested()

    expect(job.sandbox.files(WORKSPACE)[0]?.meta).toMatchObject({
      commit_sha: head_commit.id,
      commit_date: '2026-02-03T02:05:06Z',
      commit_message: 'Subject',
      commit_author: 'Monalisa',
    })
  }),
)

async function commits({ sandbox }: Job): Promise<Record<string, unknown>> {
  await sandbox.ingested()
  return Object.fromEntries(
    sandbox.files(WORKSPACE).map(({ meta }) => [String(meta['path']), meta['commit_sha']]),
  )
}

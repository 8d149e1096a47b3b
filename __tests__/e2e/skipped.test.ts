import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { accessSync, chmodSync, constants, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, dirname } from 'node:path'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'

const ROOT = join(import.meta.dirname, '..', '..')
/** Root tries what permissions do as the user `nobody`, who must be able to reach this checkout. */
const testPermissions = withoutPrivileges(() => isReadable(join(ROOT, 'dist/index.js')))
  ? test
  : test.skip

const LFS_POINTER =
  'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n'

test(
  'guarantee 1: what cannot be published is skipped by name and reason, and stops nothing else',
  onSandbox(async (job) => {
    job.repository.commit('Write', {
      'docs/a.md': '# A\n',
      'docs/a.md.meta.json': '{}',
      'docs/empty.md': '',
      'docs/pointer.bin': LFS_POINTER,
      'elsewhere/b.md': '# B\n',
      'elsewhere/further/c.md': '# C\n',
    })
    const docs = join(job.repository.folder, 'docs')
    symlinkSync('a.md', join(docs, 'link.md'))
    symlinkSync('/etc/passwd', join(docs, 'away.md'))
    symlinkSync('../elsewhere', join(docs, 'linked'))
    symlinkSync('nothing', join(docs, 'broken.md'))
    symlinkSync('elsewhere', join(job.repository.folder, 'other'))
    symlinkSync('elsewhere', join(job.repository.folder, 'another'))
    execFileSync('mkfifo', [join(docs, 'pipe.md')])
    writeFileSync(Buffer.concat([Buffer.from(`${docs}/caf`), Buffer.from([0xe9, 0x2e])]), 'text')

    const result = await job.publish({ glob: 'docs/**\nother/*.md\nanother/further/*.md' })

    const link = expect.stringMatching(/^skipped: .*symbolic link/)
    expect(fatesOf(result)).toEqual({
      'docs/a.md': 'uploaded',
      'docs/empty.md': expect.stringMatching(/^skipped: .*empty/),
      'docs/pointer.bin': expect.stringMatching(/^skipped: .*Git LFS.*lfs: true/),
      'docs/link.md': link,
      'docs/away.md': link,
      'docs/linked': link,
      'docs/broken.md': link,
      other: link,
      'another/further/c.md': link,
      'docs/pipe.md': expect.stringMatching(/^skipped: .*FIFO/),
      'docs/caf\\xe9.': expect.stringMatching(/^skipped: .*not valid UTF-8/),
    })
    expect(result.outcome).toBe('success')
    expect(warningsOf(result)).toHaveLength(10)
    expect(stored(job)).toEqual(['docs__a.md', 'docs__a.md.meta.json'])
  }),
)

testPermissions(
  'an unreadable file or folder fails by name, and the rest is delivered',
  onSandbox(async (job) => {
    job.repository.commit('Write', {
      'docs/a.md': '# A\n',
      'docs/closed.md': '# C\n',
      'docs/closed/d.md': '# D\n',
    })
    openToEverybody(dirname(job.repository.folder))
    chmodSync(join(job.repository.folder, 'docs/closed.md'), 0)
    chmodSync(join(job.repository.folder, 'docs/closed'), 0)

    const result = await withoutPrivileges(() => job.publish())
    chmodSync(join(job.repository.folder, 'docs/closed'), 0o755)

    expect(fatesOf(result)).toEqual({
      'docs/a.md': 'uploaded',
      'docs/closed.md': expect.stringMatching(/^failed: .*EACCES.*permission/),
      'docs/closed/': expect.stringMatching(/^failed: .*EACCES.*permission/),
    })
    expect(result.outcome).toBe('failure')
    expect(errorsOf(result)).toHaveLength(2)
    expect(stored(job)).toEqual(['docs__a.md', 'docs__a.md.meta.json'])
  }),
)

test(
  'a run in which every document was skipped opens no session',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/empty.md': '' })

    expect(await job.publish()).toHaveProperty('outcome', 'success')
    expect(job.sandbox.requests).toEqual([])
  }),
)

test(
  'the workspace folder itself may be a link',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const link = `${job.repository.folder}-link`
    symlinkSync(job.repository.folder, link)

    const result = await job.publish({ glob: `${link}/docs/**` }, { workspace: link })

    expect(fatesOf(result)).toEqual({ 'docs/a.md': 'uploaded' })
  }),
)

function stored({ sandbox }: Job): string[] {
  return sandbox
    .objects()
    .map(({ name }) => name)
    .sort()
}

/** The step's own files, too, are written by whoever runs it. */
function openToEverybody(folder: string): void {
  chmodSync(folder, 0o755)
  mkdirSync(join(folder, 'temp'))
  chmodSync(join(folder, 'temp'), 0o777)
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}

/** Permissions stop nobody but other users: root starts the step as the user `nobody`. */
function withoutPrivileges<Result>(start: () => Result): Result {
  if (process.getuid?.() !== 0) return start()
  process.seteuid?.(65_534)
  try {
    return start()
  } finally {
    process.seteuid?.(0)
  }
}

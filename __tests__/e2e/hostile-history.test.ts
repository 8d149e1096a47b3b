import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillByOctopus } from '../support/octopus.ts'
import { warningsOf } from '../support/checks.ts'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { preload } from '../support/preload.ts'

const MEGABYTE = 1e6

test(
  'guarantee 9: memory does not grow with the parents of a merge',
  onSandbox(async (job) => {
    // With a set of paths for each parent this took 450 MB.
    fillByOctopus(job.repository, 2_000, 1_000)
    const peak = join(job.repository.folder, '..', 'peak')

    const result = await job.publish(
      { 'dry-run': 'true' },
      { environment: { ...preload('storage-peak.ts'), PEAK_FILE: peak } },
    )

    expect([result.outcome, result.annotations]).toEqual(['success', []])
    expect(result.outputs['documents-matched']).toBe('1000')
    expect(Number(readFileSync(peak, 'utf8'))).toBeLessThan(200 * MEGABYTE)
  }),
)

test(
  'a commit without a date is no commit of 1970, which there may be',
  onSandbox(async (job) => {
    const { repository } = job
    for (const [path, date] of [
      ['docs/old.md', ' 0 +0000'],
      ['docs/dateless.md', ''],
    ] as const) {
      repository.write(path, path)
      repository.git('add', '.')
      const tree = repository.git('write-tree')
      const committer = `committer C <c@example.com>${date}`
      const parents = repository
        .git('rev-list', '--all', '--max-count=1')
        .split('\n')
        .filter(Boolean)
      const sha = repository.writeCommit(tree, parents, committer)
      repository.git('reset', '--quiet', '--hard', sha)
    }

    const result = await job.publish()

    expect(result.annotations).toEqual([])
    expect(await commitsOf(job)).toEqual({
      'docs/old.md': [repository.lastCommit('docs/old.md'), '1970-01-01T00:00:00Z'],
      'docs/dateless.md': [repository.lastCommit('docs/dateless.md'), undefined],
    })
  }),
)

// `prlimit`, and `/proc`.
const testOnLinux = process.platform === 'linux' ? test : test.skip

/** Git is given three pipes, of two descriptors each; while it starts it takes a few more. */
testOnLinux.each([4, 6, 8, 10, 14, 18])(
  'with %i descriptors left the run goes on, if need be without git',
  (left) =>
    onSandbox(async (job) => {
      job.repository.commit('Write', { 'docs/a.md': 'a', 'docs/b.md': 'b' })

      const result = await job.publish(
        { 'dry-run': 'true' },
        {
          environment: {
            ...preload('few-descriptors.ts'),
            DESCRIPTORS_LEFT: String(left),
          },
        },
      )

      expect([result.outcome, result.outputs['documents-matched']]).toEqual(['success', '2'])
      const warnings = warningsOf(result)
      expect(warnings.length).toBeGreaterThanOrEqual(left < 6 ? 1 : 0)
      const ofGit = /git cannot be started \(EMFILE: .*"ulimit -n"/
      expect(warnings.filter((warning) => !ofGit.test(warning))).toEqual([])
    })(),
)

testOnLinux(
  'where descriptors are short for a moment only, git is started again',
  onSandbox(async (job) => {
    const { repository } = job
    const sha = repository.commit('Write', { 'docs/a.md': 'a' })

    const result = await job.publish(
      {},
      {
        environment: {
          ...preload('few-descriptors.ts'),
          DESCRIPTORS_LEFT: '4',
          DESCRIPTORS_RELEASED: 'true',
        },
      },
    )

    expect([result.outcome, result.annotations]).toEqual(['success', []])
    expect(await commitsOf(job)).toEqual({ 'docs/a.md': [sha, '2026-01-02T03:04:05Z'] })
  }),
)

/** The commit of each document that arrived, and its date. */
async function commitsOf({ sandbox }: Job): Promise<Record<string, unknown>> {
  await sandbox.ingested()
  const files = sandbox.files(WORKSPACE)
  return Object.fromEntries(
    files.map(({ meta }) => [String(meta['path']), [meta['commit_sha'], meta['commit_date']]]),
  )
}

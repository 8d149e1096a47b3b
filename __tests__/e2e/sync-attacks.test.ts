import { expect, test } from '@jest/globals'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { warningsOf } from '../support/checks.ts'
import { FASTER, WORKSPACE } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'
import { onSync } from '../support/sync-job.ts'

/** Lower than those of the runs that a test has had before. */
const EARLIER_RUN = 1_658_821_000
const UNPROVEN = { 'documents-pruned': '0', 'synced-commit': '' }

test(
  'an older run leaves alone what a newer one has built of files that are no documents',
  onSync(async (sync) => {
    const { repository } = sync.job
    const first = repository.commit('Write', { 'docs/a.md': '# A' })
    const older = sync.otherRunner()
    repository.commit('Generate', { 'scripts/generate.js': 'generate()' })
    repository.write('docs/built.md', '# Built')
    await sync.publish()

    const options = { ...older, runId: EARLIER_RUN, environment: { GITHUB_SHA: first } }
    const result = await sync.publish({}, options)

    expect(sync.contents).toEqual({ 'docs__a.md': '# A', 'docs__built.md': '# Built' })
    expect(result.outputs).toMatchObject({ ...UNPROVEN, 'documents-uploaded': '0' })
    expect(fatesOf(result)['docs/a.md']).toMatch(/^skipped: Superseded: A later run/)
  }),
)

test(
  'an older run leaves alone what a newer one says of the same documents',
  onSync(async (sync) => {
    const { repository } = sync.job
    const first = repository.commit('Write', { 'docs/a.md': '# A' })
    const older = sync.otherRunner()
    repository.commit('Build', { 'build.txt': 'two' })
    await sync.publish({ metadata: 'build: two' })

    const options = { ...older, runId: EARLIER_RUN, environment: { GITHUB_SHA: first } }
    const result = await sync.publish({ metadata: 'build: one' }, options)

    expect(sync.files.map(({ meta }) => meta['build'])).toEqual(['two'])
    expect(result.outputs).toMatchObject({ ...UNPROVEN, 'documents-uploaded': '0' })
  }),
)

test(
  'no file counts as deleted by a web page in place of the deletion',
  onSync(
    async (sync) => {
      const { repository } = sync.job
      repository.commit('Write', { 'docs/a.md': '# A', 'docs/b.md': '# B' })
      await sync.publish()
      repository.git('rm', '--quiet', 'docs/b.md')
      repository.commit('Remove')

      const result = await sync.publish()

      expect(sync.contents).toEqual({ 'docs__a.md': '# A', 'docs__b.md': '# B' })
      expect(result.outputs).toMatchObject(UNPROVEN)
    },
    {
      faults: [
        {
          on: 'platform',
          match: { call: 'delete-file' },
          effect: { kind: 'answer', status: 200, body: 'html' },
        },
      ],
    },
  ),
)

test(
  'two steps whose documents have the same base names are told of each other',
  onSync(async (sync) => {
    const { repository } = sync.job
    repository.commit('Write', { 'docs/intro.md': '# Docs', 'api/intro.md': '# API' })
    await sync.publish({ 'file-name': 'basename' })

    const result = await sync.publish({ 'file-name': 'basename', glob: 'api/**' })

    expect(warningsOf(result)).toEqual([
      expect.stringMatching(/"api\/intro\.md" that of "docs\/intro\.md".*"name-prefix"/),
    ])
  }),
)

test(
  'what a file says of its run is cut',
  onSync(async (sync) => {
    const { repository, sandbox } = sync.job
    repository.commit('Write', { 'docs/a.md': '# A', 'docs/b.md': '# B' })
    repository.git('tag', 'v1')
    const ref = 'refs/tags/v1'
    await sync.publish({}, { ref })
    const [file] = sync.files
    sandbox.publisher(WORKSPACE).editMetadata(file?.fileId ?? '', {
      ...file?.meta,
      run_url: `https://github.com/${'x'.repeat(1_000_000)}/actions/runs/999999999999999`,
    })

    const result = await sync.publish({}, { ref })

    expect(warningsOf(result)).toEqual([expect.stringContaining('A later run')])
    expect(statSync(result.outputs['report'] ?? '').size).toBeLessThan(10_000)
  }),
)

test(
  'a key that somebody has made very long is cut',
  onSync(async (sync) => {
    const { repository, sandbox } = sync.job
    repository.commit('Write', { 'docs/a.md': '# A' })
    await sync.publish()
    const [file] = sync.files
    const meta = { ...file?.meta, metadata_sha256: 'b'.repeat(64), ['k'.repeat(100_000)]: 'x' }
    sandbox.publisher(WORKSPACE).editMetadata(file?.fileId ?? '', meta)

    const result = await sync.publish()

    expect(result.outputs['documents-uploaded']).toBe('1')
    expect(result.log.length).toBeLessThan(10_000)
  }),
)

test(
  'why a file was not deleted is in the log',
  onSync(
    async (sync) => {
      const { repository } = sync.job
      repository.commit('Write', { 'docs/a.md': '# A', 'docs/b.md': '# B' })
      await sync.publish()
      repository.git('rm', '--quiet', 'docs/b.md')
      repository.commit('Remove')

      const result = await sync.publish()

      expect(result.outputs).toMatchObject(UNPROVEN)
      expect(result.log).toContain('web page')
    },
    {
      faults: [
        {
          on: 'platform',
          match: { call: 'delete-file' },
          effect: { kind: 'answer', status: 404, body: 'html' },
        },
      ],
    },
  ),
)

test.each(['path', 'basename'])(
  'a sparse checkout leaves out what was renamed to a path of the same name (%s)',
  (fileName) =>
    onSync(async (sync) => {
      const inputs = { 'file-name': fileName }
      const { repository } = sync.job
      repository.commit('Write', { 'docs/a.md': '# A', 'docs/b#1.md': '# B' })
      await sync.publish(inputs)
      const before = sync.contents
      repository.git('mv', 'docs/b#1.md', 'docs/b_1.md')
      repository.commit('Rename')
      repository.git('sparse-checkout', 'set', '--no-cone', '/docs/a.md')

      const result = await sync.publish(inputs)

      expect(sync.contents).toEqual(before)
      expect(result.outputs).toMatchObject(UNPROVEN)
    })(),
)

test('a document that turns out to be empty when it is sent is not waited for', () => {
  let makeEmpty: (() => void) | undefined
  return onSync(
    async (sync) => {
      const { repository, sandbox } = sync.job
      repository.commit('Write', { 'docs/a.md': '# A', 'docs/b.md': '# B' })
      await sync.publish()
      repository.commit('Edit', { 'docs/a.md': '# A 2', 'docs/b.md': '# B 2' })
      makeEmpty = () => {
        writeFileSync(join(repository.folder, 'docs/b.md'), '')
      }
      const before = sandbox.requests.length

      const result = await sync.publish({}, FASTER)

      const lists = sandbox.requests.slice(before).filter(({ call }) => call === 'list-files')
      expect(lists.length).toBeLessThan(6)
      expect(sync.contents).toEqual({ 'docs__a.md': '# A 2', 'docs__b.md': '# B' })
      expect(result.outputs).toMatchObject(UNPROVEN)
    },
    {
      beforeRequest: ({ call }) => {
        if (call !== 'create-session') return
        makeEmpty?.()
        makeEmpty = undefined
      },
    },
  )()
})

import { beforeAll, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { rmSync } from 'node:fs'
import type { FileRecord, Metadata } from '../../sandbox/sandbox.ts'
import { warningsOf } from '../support/checks.ts'
import { WORKSPACE } from '../support/job.ts'
import { onSync, type SyncJob, type SyncJobOptions } from '../support/sync-job.ts'

const PAGES = { 'docs/a.md': '# A', 'docs/b.md': '# B' }
const PUBLISHED = { 'docs__a.md': '# A', 'docs__b.md': '# B' }

let published: readonly FileRecord[] = []

/** The pages, as a run has published them: one run for all tests, since each takes a while. */
beforeAll(
  onSync(async (sync) => {
    const first = sync.job.repository.commit('Write', PAGES)
    expect((await sync.publish()).outputs).toMatchObject({ 'synced-commit': first })
    published = sync.files
  }),
)

/** After the one that has published the pages. */
const LATER_RUN = 1_700_000_000

type Others = ReturnType<SyncJob['job']['sandbox']['publisher']>

/** A test that begins with the pages published; somebody else can work in the workspace by hand. */
function withPages(
  work: (sync: SyncJob, others: Others) => Promise<void>,
  options: SyncJobOptions = {},
): () => Promise<void> {
  return onSync(async (sync) => {
    const others = sync.job.sandbox.publisher(WORKSPACE)
    sync.job.repository.commit('Write', PAGES)
    for (const file of published) others.put(file)
    await work(sync, others)
  }, options)
}

function fileOf(sync: SyncJob, name: string): FileRecord {
  const file = sync.files.find((each) => each.name === name)
  if (file === undefined) throw new Error(`no file is called ${name}`)
  return file
}

/** A run that sends so many documents, and ends in step. */
async function expectInStep(sync: SyncJob, uploaded: number, inputs = {}): Promise<void> {
  const result = await sync.publish(inputs, { runId: LATER_RUN })
  expect([result.outcome, warningsOf(result)]).toEqual(['success', []])
  expect(result.outputs).toMatchObject({
    'documents-uploaded': String(uploaded),
    'synced-commit': sync.job.repository.head,
  })
}

test(
  'the workspace was emptied by hand: in step',
  withPages(async (sync, others) => {
    for (const { fileId } of sync.files) others.delete(fileId)

    await expectInStep(sync, 2)

    expect(sync.contents).toEqual(PUBLISHED)
  }),
)

test(
  'metadata were edited by hand: in step; keys were added by hand: unchanged',
  withPages(async (sync, others) => {
    const [a, b] = [fileOf(sync, 'docs__a.md'), fileOf(sync, 'docs__b.md')]
    others.editMetadata(a.fileId, { ...a.meta, title: 'By hand' })
    others.editMetadata(b.fileId, { ...b.meta, reviewed: 'yes' })

    await expectInStep(sync, 1)

    expect(fileOf(sync, 'docs__a.md').meta['title']).toBe('A')
    expect(fileOf(sync, 'docs__b.md')).toMatchObject({
      fileId: b.fileId,
      meta: { reviewed: 'yes' },
    })
  }),
)

test(
  'several files of one name that are ours: one is left, where a new one replaces all',
  withPages(async (sync, others) => {
    others.put({ ...fileOf(sync, 'docs__a.md'), content: '# A, once more' })

    await expectInStep(sync, 1)

    expect(sync.contents).toEqual(PUBLISHED)
    expect(sync.files).toHaveLength(2)
    expect(sync.asked.deletions).toBe(0)
  }),
)

test(
  'several files of one name that are ours: one is left, where a new one replaces one',
  withPages(
    async (sync, others) => {
      others.put({ ...fileOf(sync, 'docs__a.md'), content: '# A, once more' })

      await expectInStep(sync, 1)

      expect(sync.contents).toEqual(PUBLISHED)
      expect(sync.files).toHaveLength(2)
      expect(sync.asked.deletions).toBe(1)
    },
    { ingestion: { overwriteLeavesOthers: true } },
  ),
)

test.each<[string, Metadata]>([
  ['names nobody', {}],
  ["is another repository's", { publisher_id: '7', repository: 'octo-org/elsewhere' }],
])('several files of one name, one of which %s: all are kept', (_whose, meta) =>
  withPages(async (sync, others) => {
    others.put({ name: 'docs__a.md', content: ' and more', meta })
    const before = sync.files

    expect((await sync.publish()).outcome).toBe('success')

    expect([sync.files, sync.asked]).toEqual([before, { sessions: 0, deletions: 0 }])
  })(),
)

test(
  'a sidecar or an added key was removed: sent again without its keys',
  withPages(async (sync) => {
    const { repository } = sync.job
    repository.commit('Describe', { 'docs/a.md.meta.json': '{"audience": "all"}' })
    await expectInStep(sync, 2, { metadata: 'team: docs' })
    expect(fileOf(sync, 'docs__a.md').meta).toMatchObject({ audience: 'all', team: 'docs' })
    repository.git('rm', '--quiet', 'docs/a.md.meta.json')
    repository.commit('Describe no more')

    await expectInStep(sync, 1, { metadata: 'team: docs' })
    expect(fileOf(sync, 'docs__a.md').meta).not.toHaveProperty('audience')

    await expectInStep(sync, 2)
    for (const { meta } of sync.files) expect(meta).not.toHaveProperty('team')
  }),
)

test(
  'a tracked file that the job has changed: sent as it lies there',
  withPages(async (sync) => {
    sync.job.repository.write('docs/a.md', '# A, stamped')

    expect((await sync.publish()).outputs).toMatchObject({ 'documents-uploaded': '1' })

    expect(sync.contents).toEqual({ ...PUBLISHED, 'docs__a.md': '# A, stamped' })
  }),
)

test(
  'a shallow clone without a token: what is unchanged stays unchanged',
  withPages(async (sync) => {
    const { repository } = sync.job
    repository.commit('Elsewhere', { 'x.txt': 'x' })
    const clone = join(repository.folder, '../shallow')
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone)
    const before = sync.files
    const inputs = { 'github-token': '' }

    const first = await sync.publish(inputs, { workspace: clone })
    rmSync(join(clone, 'docs/b.md'))
    const second = await sync.publish(inputs, { workspace: clone })

    for (const result of [first, second]) {
      expect(result.outcome).toBe('success')
      expect(result.outputs).toMatchObject({ 'documents-uploaded': '0', 'synced-commit': '' })
      expect(warningsOf(result).join('\n')).toContain('contents: read')
    }
    expect([sync.files, sync.asked]).toEqual([before, { sessions: 0, deletions: 0 }])
  }),
)

/** Keys that runs did not send at first. */
const SINCE_THEN = ['publisher_id', 'publisher_ref', 'metadata_sha256']

test(
  'the first run after documents without publisher_id: those are sent once, and others are left behind with a warning',
  withPages(async (sync, others) => {
    const { repository } = sync.job
    for (const { fileId, meta } of sync.files) {
      const older = Object.entries(meta).filter(([key]) => !SINCE_THEN.includes(key))
      others.editMetadata(fileId, Object.fromEntries(older))
    }
    repository.git('rm', '--quiet', 'docs/b.md')
    const second = repository.commit('Remove')

    const first = await sync.publish()
    const again = await sync.publish()

    expect(first.outputs).toMatchObject({ 'documents-uploaded': '1' })
    expect(again.outputs).toMatchObject({ 'documents-uploaded': '0', 'synced-commit': second })
    expect([first.outcome, again.outcome]).toEqual(['success', 'success'])
    expect(JSON.parse(first.outputs['plan'] ?? '')).toMatchObject({ 'left-behind': 1 })
    expect(warningsOf(first).join('\n')).toContain('1 file of this repository left behind')
    expect(sync.contents).toEqual(PUBLISHED)
    expect(sync.asked.deletions).toBe(0)
  }),
)
